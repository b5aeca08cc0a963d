// What is told of the life of a proposal: docs/api.md, «Proposals».

import type { Bilingual, Lang, Outcome, Part } from './types';

export interface HistoryEntry {
  seq: number;
  /** From the first edit that the entry joins … */
  at: string;
  /** … to the last. */
  until: string;
  by: string;
  byName: string;
  /** All whose edits the entry joins. */
  authors: { by: string; byName: string }[] | null;
  kind: string;
  part?: Part;
  lang?: Lang;
  /** How a newer edition of the law was taken in, or what became of a thread. */
  outcome?: 'merged' | 'conflict' | Outcome;
  reason?: string;
  deleted?: string;
  inserted?: string;
  /** The source of evidence, or the treaty and article of a norm. */
  about?: Bilingual;
  /** The event whose text was put back, and its time. */
  restores?: number;
  restoresAt?: string;
  /** The texts after the entry and the law they stood against, where one of them changed. */
  wording?: Partial<Record<Lang, { current: string; proposed: string; version: number }>>;
}

/** Who wrote a stretch of a text; without `by` it is the law's own. */
export interface WrittenSpan {
  from: number;
  to: number;
  seq?: number;
  by?: string;
  byName?: string;
  at?: string;
  /** Who accepted words that were suggested in a comment. */
  acceptedBy?: string;
  acceptedByName?: string;
}
