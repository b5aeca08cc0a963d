import { call, query } from './client';
import type { Bilingual, FoundUnit, Lang, ProposalSummary } from './types';

type Marks = [number, number][];

interface FoundProposal {
  proposal: ProposalSummary;
  in: 'address' | 'author' | 'wording' | 'justification' | 'evidence';
  lang: Lang | '';
  text: string;
  marks: Marks;
}

interface FoundComment {
  proposal: ProposalSummary;
  /** The thread that the words stand in. */
  comment: string;
  resolved: boolean;
  author: string;
  authorName: string;
  organisationName: Bilingual;
  at: string;
  text: string;
  marks: Marks;
}

export interface Found {
  hits: FoundUnit[];
  proposals: FoundProposal[];
  proposalsTotal: number;
  comments: FoundComment[];
  commentsTotal: number;
}

/** What is found in the acts, in the proposals and in what is said on them. */
export const searchEverything = (q: string, signal?: AbortSignal) => call<Found>('GET', '/api/search' + query({ q }), { signal });
