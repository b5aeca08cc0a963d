// What practice says for a proposal, and the international norms that it serves. Ids are made here: sent twice, each counts once.

import { call, path } from './client';
import type { Attachment, Bilingual, Proposal } from './types';

export type EvidenceKind = 'consultation' | 'hotline' | 'court' | 'training' | 'other';

/** What practice says for a proposal: an anonymised account. */
export interface Evidence {
  id: string;
  kind: EvidenceKind;
  source: Bilingual;
  /** YYYY-MM or YYYY-MM-DD; `to` may be missing. */
  from: string;
  to?: string;
  cases: number;
  summary: Bilingual;
  file?: Attachment;
  addedBy: string;
  addedByName: string;
  addedAt: string;
  mayChange: boolean;
}

/** How far the law conforms to an international norm. */
export type Conformity = 'none' | 'partial' | 'full';

/** An article of a treaty that a proposal serves. */
export interface Citation {
  id: string;
  treaty: Bilingual;
  article: Bilingual;
  quote?: Bilingual;
  before: Conformity;
  after: Conformity;
  note?: Bilingual;
  addedBy: string;
  addedByName: string;
  addedAt: string;
  mayChange: boolean;
}

/** Evidence as it is sent: its file, brought before, by its id. */
interface NewEvidence extends Pick<Evidence, 'kind' | 'source' | 'from' | 'cases' | 'summary'> {
  to: string;
  file: string | null;
}

interface NewCitation extends Pick<Citation, 'treaty' | 'article' | 'before' | 'after'> {
  quote: Bilingual;
  note: Bilingual;
}

const proposalOf = (answer: { proposal: Proposal }) => answer.proposal;
const evidencePath = (proposal: string, id: string) => path`/api/proposals/${proposal}/evidence/${id}`;
const citationPath = (proposal: string, id: string) => path`/api/proposals/${proposal}/citations/${id}`;

/** Brings evidence or corrects it; 422 `personal_data` before anything is stored. */
export const putEvidence = (proposal: string, id: string, evidence: NewEvidence) =>
  call<{ proposal: Proposal }>('PUT', evidencePath(proposal, id), { body: evidence }).then(proposalOf);

export const removeEvidence = (proposal: string, id: string) => call<{ proposal: Proposal }>('DELETE', evidencePath(proposal, id)).then(proposalOf);

export const cite = (proposal: string, id: string, citation: NewCitation) =>
  call<{ proposal: Proposal }>('PUT', citationPath(proposal, id), { body: citation }).then(proposalOf);

export const uncite = (proposal: string, id: string) => call<{ proposal: Proposal }>('DELETE', citationPath(proposal, id)).then(proposalOf);
