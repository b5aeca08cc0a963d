// What a group itself says of a bill, and its public page as the group leads it.

import { call, path } from './client';
import type { Bilingual, Bill, Lang, Outcome } from './types';

/** A section of the explanatory note; its text is empty until somebody writes it. */
interface NoteSection {
  section: string;
  heading: Bilingual;
  text: Bilingual;
  /** What is expected in it. */
  hint: Bilingual;
}

/** A remark of the public. */
export interface PublicRemark {
  id: string;
  name: string;
  organisation?: string;
  body: string;
  lang: Lang;
  proposal?: string;
  at: string;
  state: 'waiting' | 'admitted' | 'refused';
  outcome?: Outcome;
  reason?: Bilingual;
  answeredAt: string | null;
  answeredByName: string;
}

const billOf = (answer: { bill: Bill }) => answer.bill;
const sectionsOf = (answer: { sections: NoteSection[] }) => answer.sections;
const remarkOf = (answer: { remark: PublicRemark }) => answer.remark;

export const setSummary = (bill: string, summary: Bilingual) => call<{ bill: Bill }>('PUT', path`/api/bills/${bill}/summary`, { body: { summary } }).then(billOf);

export const getNote = (bill: string) => call<{ sections: NoteSection[] }>('GET', path`/api/bills/${bill}/note`).then(sectionsOf);

export const setNoteSection = (bill: string, section: string, text: Bilingual) =>
  call<{ sections: NoteSection[] }>('PUT', path`/api/bills/${bill}/note/${section}`, { body: { text } }).then(sectionsOf);

export const publish = (bill: string) => call<{ bill: Bill }>('POST', path`/api/bills/${bill}/publication`, { body: {} }).then(billOf);

export const unpublish = (bill: string) => call<{ bill: Bill }>('DELETE', path`/api/bills/${bill}/publication`).then(billOf);

/** All remarks for who looks at them, for others those that were let in. */
export const getPublicRemarks = (bill: string) => call<{ remarks: PublicRemark[] }>('GET', path`/api/bills/${bill}/remarks`).then((answer) => answer.remarks);

export const admitPublicRemark = (bill: string, remark: string) =>
  call<{ remark: PublicRemark }>('POST', path`/api/bills/${bill}/remarks/${remark}/admit`, { body: {} }).then(remarkOf);

export const refusePublicRemark = (bill: string, remark: string) =>
  call<{ remark: PublicRemark }>('POST', path`/api/bills/${bill}/remarks/${remark}/refuse`, { body: {} }).then(remarkOf);

export const answerPublicRemark = (bill: string, remark: string, outcome: Outcome, reason: Bilingual) =>
  call<{ remark: PublicRemark }>('POST', path`/api/bills/${bill}/remarks/${remark}/answer`, { body: { outcome, reason } }).then(remarkOf);
