import { call, path, query } from './client';
import type { HistoryEntry, WrittenSpan } from './history-types';
import type { Comment, Lang, Outcome, Part, Proposal, ProposalKind, ProposalSummary, RedlineOp, Step, Suggested, TextUpdate } from './types';

/** A window of a list, and what to go on after; an older server gives all in one. */
export interface ProposalWindow {
  proposals: ProposalSummary[] | null;
  next?: string;
}

interface ProposalFilter {
  bill?: string;
  act?: string;
  target?: string;
}

/** All proposals of a filter that come after a window, which begins the answer. One window is asked for after the other. */
export async function andTheRest(first: ProposalWindow, filter: ProposalFilter): Promise<ProposalSummary[]> {
  const all = [...(first.proposals ?? [])];
  for (let after = first.next; after; ) {
    const window = await call<ProposalWindow>('GET', '/api/proposals' + query({ ...filter, after }));
    all.push(...(window.proposals ?? []));
    after = window.next;
  }
  return all;
}

export const listProposals = async (filter: ProposalFilter = {}) => andTheRest(await call<ProposalWindow>('GET', '/api/proposals' + query({ ...filter })), filter);

export const openProposal = (bill: string, act: string, kind: ProposalKind, target: string) =>
  call<{ proposal: Proposal }>('POST', '/api/proposals', { body: { bill, act, kind, target } }).then((answer) => answer.proposal);

export const getProposal = (id: string) => call<{ proposal: Proposal }>('GET', path`/api/proposals/${id}`).then((answer) => answer.proposal);

export const sendChanges = (id: string, part: Part, lang: Lang, version: number, updates: TextUpdate[]) =>
  call<{ version: number; updates?: TextUpdate[] }>('POST', path`/api/proposals/${id}/changes`, { body: { part, lang, version, updates } });

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

export const addComment = (id: string, comment: { id: string; body: string; anchor: NewAnchor | null; suggestion?: Suggested | null }) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments`, { body: comment }).then((answer) => answer.comment);

export const addReply = (id: string, comment: string, reply: { id: string; body: string; suggestion?: Suggested | null }) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/replies`, { body: reply }).then((answer) => answer.comment);

/** Closes a thread with what became of it; 422 `empty` where it is rejected without a reason. */
export const resolveComment = (id: string, comment: string, outcome: Outcome, reason: string) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/resolve`, { body: { outcome, reason } }).then((answer) => answer.comment);

export const reopenComment = (id: string, comment: string) =>
  call<{ comment: Comment }>('POST', path`/api/proposals/${id}/comments/${comment}/reopen`, { body: {} }).then((answer) => answer.comment);

/** A page of the history, newest first; `before` continues it. */
export const getHistory = (id: string, before?: number) =>
  call<{ events: HistoryEntry[] | null; more?: boolean }>('GET', path`/api/proposals/${id}/history` + query({ limit: '100', ...(before && { before: String(before) }) })).then((answer) => ({
    entries: answer.events ?? [],
    more: answer.more ?? false,
  }));

/** Makes the text as it stood after the event `seq` the newest version. */
export const restoreVersion = (id: string, part: Part, lang: Lang, seq: number) =>
  call<{ proposal: Proposal }>('POST', path`/api/proposals/${id}/restore`, { body: { part, lang, seq } }).then((answer) => answer.proposal);

/** Takes a proposal one step further; 422 `empty` where the step needs a reason. */
export const takeStep = (id: string, step: Step, reason: string) =>
  call<{ proposal: Proposal }>('POST', path`/api/proposals/${id}/status`, { body: { step, reason } }).then((answer) => answer.proposal);

/** The other proposals for the same provision. */
export const getAlternatives = (id: string) =>
  call<{ proposals: ProposalSummary[] | null }>('GET', path`/api/proposals/${id}/alternatives`).then((answer) => answer.proposals ?? []);

/** Who wrote which words of a text, at `version`. */
export const getAuthors = (id: string, part: Part, lang: Lang) =>
  call<{ version: number; text: string; spans: WrittenSpan[] | null }>('GET', path`/api/proposals/${id}/authors` + query({ part, lang })).then((answer) => ({
    version: answer.version,
    text: answer.text,
    spans: answer.spans ?? [],
  }));

export const compare = (old: string, next: string, signal?: AbortSignal) =>
  call<{ ops: RedlineOp[] | null }>('POST', '/api/redline', { body: { old, new: next }, signal }).then((answer) => answer.ops ?? []);
