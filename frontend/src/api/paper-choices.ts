// The papers of a round table and of a bill: which there are, what each can be told, and its address (docs/api.md, «Papers»).

import { m } from '../paraglide/messages.js';
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
type PaperFormat = 'pdf' | 'docx';

/** What papers are made of. */
export type PaperOf = { roundTable: string } | { bill: string };

/** Those of a round table in the order in which they are needed: before the day, on it, after it. */
export const meetingPapers: readonly PaperName[] = ['programme', 'participants', 'comparison-table', 'badges', 'name-plates', 'guest-poster', 'minutes', 'remarks'];

/** Those of a bill in the order in which they lie in its folder. */
export const billPapers: readonly PaperName[] = ['comparison-table', 'bill-text', 'explanatory-note', 'conformity', 'evidence', 'remarks', 'summary'];

/** The organiser's alone: it carries the guests' link. */
export const leadersOnly: readonly PaperName[] = ['guest-poster'];

/** What each is called in the list, and what it is for. */
export const paperWords: Record<PaperName, [name: () => string, about: () => string]> = {
  programme: [m.rt_paper_programme, m.rt_paper_programme_about],
  participants: [m.rt_paper_participants, m.rt_paper_participants_about],
  'comparison-table': [m.rt_paper_table, m.rt_paper_table_about],
  badges: [m.rt_paper_badges, m.rt_paper_badges_about],
  'name-plates': [m.rt_paper_plates, m.rt_paper_plates_about],
  'guest-poster': [m.rt_paper_poster, m.rt_paper_poster_about],
  minutes: [m.rt_paper_minutes, m.rt_paper_minutes_about],
  remarks: [m.rt_paper_remarks, m.rt_paper_remarks_about],
  'bill-text': [m.bill_text, m.bill_paper_text_about],
  'explanatory-note': [m.bill_note, m.bill_paper_note_about],
  conformity: [m.bill_paper_conformity, m.bill_paper_conformity_about],
  summary: [m.bill_summary, m.bill_paper_summary_about],
  evidence: [m.bill_paper_evidence, m.bill_paper_evidence_about],
};

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
