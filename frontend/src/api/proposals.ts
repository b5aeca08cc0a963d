import { call, path, query } from './client';
import type { Comment, HistoryEntry, Lang, Part, Proposal, ProposalKind, ProposalSummary, RedlineOp, TextUpdate } from './types';

export const listProposals = (filter: { bill?: string; act?: string; target?: string } = {}) =>
  call<{ proposals: ProposalSummary[] | null }>('GET', '/api/proposals' + query(filter)).then((answer) => answer.proposals ?? []);

export const openProposal = (bill: string, act: string, kind: ProposalKind, target: string) =>
  call<{ proposal: Proposal }>('POST', '/api/proposals', { body: { bill, act, kind, target } }).then((answer) => answer.proposal);

export const getProposal = (id: string) => call<{ proposal: Proposal }>('GET', path`/api/proposals/${id}`).then((answer) => answer.proposal);

export const sendChanges = (id: string, part: Part, lang: Lang, version: number, updates: TextUpdate[]) =>
  call<{ version: number }>('POST', path`/api/proposals/${id}/changes`, { body: { part, lang, version, updates } });

export const shareProposal = (id: string) => call<{ proposal: Proposal }>('POST', path`/api/proposals/${id}/share`, { body: {} }).then((answer) => answer.proposal);

export const withdrawProposal = (id: string, reason: string) =>
  call<{ proposal: Proposal }>('POST', path`/api/proposals/${id}/withdraw`, { body: { reason } }).then((answer) => answer.proposal);

/** Ends a conflict: the draft as it is stands against the newer edition. */
export const acceptEdition = (id: string, lang: Lang) =>
  call<{ proposal: Proposal }>('POST', path`/api/proposals/${id}/accept-edition`, { body: { lang } }).then((answer) => answer.proposal);

/** Where a new comment holds on: positions in the wording at `version`. */
export interface NewAnchor {
  lang: Lang;
  from: number;
  to: number;
  version: number;
}

export const addComment = (id: string, comment: { id: string; body: string; anchor: NewAnchor | null }) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments`, { body: comment }).then((answer) => answer.comment);

export const addReply = (id: string, comment: string, reply: { id: string; body: string }) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/replies`, { body: reply }).then((answer) => answer.comment);

export const resolveComment = (id: string, comment: string) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/resolve`, { body: {} }).then((answer) => answer.comment);

export const reopenComment = (id: string, comment: string) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/reopen`, { body: {} }).then((answer) => answer.comment);

export const getHistory = (id: string) =>
  call<{ events: HistoryEntry[] | null }>('GET', path`/api/proposals/${id}/history`).then((answer) => answer.events ?? []);

export const compare = (old: string, next: string, signal?: AbortSignal) =>
  call<{ ops: RedlineOp[] | null }>('POST', '/api/redline', { body: { old, new: next }, signal }).then((answer) => answer.ops ?? []);
