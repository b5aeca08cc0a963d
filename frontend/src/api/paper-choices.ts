// The papers of a round table and of a bill: which there are, what each can be told, and its address (docs/api.md, «Papers»).

import { query } from './client';

export type PaperName =
  | 'programme'
  | 'participants'
  | 'badges'
  | 'name-plates'
  | 'comparison-table'
  | 'minutes'
  | 'remarks'
  | 'guest-poster'
  | 'bill-text'
  | 'explanatory-note'
  | 'conformity'
  | 'summary'
  | 'evidence';
export type PaperLang = 'ru' | 'kk' | 'both';
export type PaperFormat = 'pdf' | 'docx';

/** What papers are made of. */
export type PaperOf = { roundTable: string } | { bill: string };

/** Those of a round table in the order in which they are needed: before the day, on it, after it. */
export const meetingPapers: readonly PaperName[] = ['programme', 'participants', 'comparison-table', 'badges', 'name-plates', 'guest-poster', 'minutes', 'remarks'];

/** Those of a bill in the order in which they lie in its folder. */
export const billPapers: readonly PaperName[] = ['comparison-table', 'bill-text', 'explanatory-note', 'conformity', 'evidence', 'remarks', 'summary'];

/** The organiser's alone: it carries the guests' link. */
export const leadersOnly: readonly PaperName[] = ['guest-poster'];

export interface PaperChoice {
  name: PaperName;
  lang: PaperLang;
  large: boolean;
  /** Of the comparative table alone. */
  redline: boolean;
  form: 'group' | 'parliament';
  notes: boolean;
  /** Of the text of a bill alone: what the group has agreed on, without what it discusses. */
  agreed: boolean;
}

export function paperUrl(of: PaperOf, format: PaperFormat, choice: PaperChoice): string {
  const table = choice.name === 'comparison-table';
  return (
    `/api/papers/${choice.name}.${format}` +
    query({
      ...of,
      lang: choice.lang,
      scale: choice.large ? '1.4' : undefined,
      redline: table ? (choice.redline ? 'on' : 'off') : undefined,
      form: table ? choice.form : undefined,
      notes: table && choice.notes ? 'on' : undefined,
      status: choice.name === 'bill-text' && choice.agreed ? 'agreed' : undefined,
    })
  );
}
