import { call } from './client';
import type { Bilingual, ProposalSummary, RoundTable } from './types';

/** The beginning of a list and how long it is. */
export interface Waiting<T> {
  items: T[];
  total: number;
}

interface Signed {
  author: string;
  authorName: string;
  organisationName: Bilingual;
  at: string;
}

/** Why a thread waits for the reader. */
export type ThreadCall = 'mention' | 'suggestion' | 'reply' | 'comment';

export interface HomeThread extends Signed {
  proposal: ProposalSummary;
  comment: string;
  call: ThreadCall;
  quote: string;
  body: string;
}

export interface HomeCollision {
  proposal: ProposalSummary;
  other: ProposalSummary;
  kind: 'same_words' | 'repealed_unit' | 'same_number';
  address: Bilingual;
}

export interface HomeNews extends Signed {
  proposal: ProposalSummary;
  events: number;
  new: boolean;
}

/** What waits for the reader. */
export interface Home {
  drafts: Waiting<{ proposal: ProposalSummary; warnings: number }>;
  threads: Waiting<HomeThread>;
  reviews: Waiting<{ proposal: ProposalSummary; changes: number }>;
  decisions: Waiting<ProposalSummary>;
  conflicts: Waiting<ProposalSummary>;
  collisions: Waiting<HomeCollision>;
  roundTable: RoundTable | null;
  onAgenda: number;
  news: Waiting<HomeNews>;
  latest: ProposalSummary[];
  acts: number;
  bills: number;
}

export const getHome = () => call<{ home: Home }>('GET', '/api/home').then((answer) => answer.home);
