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

interface HomeThread extends Signed {
  proposal: ProposalSummary;
  comment: string;
  call: ThreadCall;
  quote: string;
  body: string;
}

interface HomeCollision {
  proposal: ProposalSummary;
  other: ProposalSummary;
  kind: 'same_words' | 'repealed_unit' | 'same_number';
  address: Bilingual;
}

interface HomeNews extends Signed {
  proposal: ProposalSummary;
  events: number;
  new: boolean;
}

/** A bill on whose public page remarks wait; the rest is of the latest of them. */
interface HomePublic {
  bill: { id: string; title: Bilingual };
  waiting: number;
  name: string;
  at: string;
  body: string;
}

/** What waits for the reader. */
export interface Home {
  drafts: Waiting<{ proposal: ProposalSummary; warnings: number }>;
  threads: Waiting<HomeThread>;
  reviews: Waiting<{ proposal: ProposalSummary; changes: number }>;
  decisions: Waiting<ProposalSummary>;
  conflicts: Waiting<ProposalSummary>;
  collisions: Waiting<HomeCollision>;
  /** More collisions may be found: some proposals are still being compared. */
  comparing?: boolean;
  public: Waiting<HomePublic>;
  roundTable: RoundTable | null;
  onAgenda: number;
  news: Waiting<HomeNews>;
  latest: ProposalSummary[];
  acts: number;
  bills: number;
}

export const getHome = () => call<{ home: Home }>('GET', '/api/home').then((answer) => answer.home);
