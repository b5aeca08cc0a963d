// The papers of one edit (docs/api.md): what follows from a proposal as it stands, made by the server from one state of its
// texts, and a lawyer's word on one change of the redline.

import type { Op } from '../domain/redline';
import { call, path } from './client';
import type { Bilingual, Lang, Proposal, ProposalKind, ProposalSummary } from './types';

export type EffectChangeKind = 'replaced' | 'inserted' | 'deleted' | 'moved' | 'renumbered';

/** A lawyer's or organiser's consent to one change. */
interface Acceptance {
  by: string;
  byName: string;
  at: string;
  reason: string;
}

/** One change of the redline. `from`–`to` are places in the proposed wording, `oldFrom`–`oldTo` in the current one. */
export interface EffectChange {
  n: number;
  kind: EffectChangeKind;
  oldFrom: number;
  oldTo: number;
  from: number;
  to: number;
  deleted: string;
  inserted: string;
  accepted: Acceptance | null;
}

/** A printed line of the article as it will stand; `kept` marks one that keeps the number of an excluded unit. */
interface ConsolidatedLine {
  text: string;
  kept: boolean;
}

/** The row of the comparative table, without the two wordings: those are the ops. */
interface EffectRow {
  act: string;
  address: string;
  kind: ProposalKind;
  justification: string;
  author: string;
}

/** The papers in one language, all of the wording at `version`. */
export interface EffectText {
  version: number;
  ops: Op[] | null;
  changes: EffectChange[] | null;
  instruction: string;
  /** Set when no official instruction makes this wording; `unit` is where. */
  notExpressible: null | { unit: string };
  row: EffectRow;
  consolidated: ConsolidatedLine[] | null;
}

/** A breach of a drafting rule. `from` is -1 where the whole wording is meant. */
export interface Warning {
  code: string;
  /** «480-V art. 26(7)»; i18n/rule.ts puts it in the reader's words. */
  rule: string;
  severity: 'warning' | 'advice';
  lang: Lang;
  from: number;
  to: number;
  args: Record<string, unknown> | null;
  message: string;
}

export type CollisionKind = 'same_words' | 'repealed_unit' | 'same_number';

/** Another proposal that meets this one; `merged` and `ops` are null where the two cannot be joined. */
export interface Collision {
  proposal: ProposalSummary;
  kind: CollisionKind;
  lang: Lang;
  address: Bilingual;
  quote: string;
  merged: string | null;
  ops: Op[] | null;
}

export interface Effect {
  seq: number;
  langs: Partial<Record<Lang, EffectText>>;
  warnings: Warning[] | null;
  collisions: Collision[] | null;
}

export const getEffect = (proposal: string, signal?: AbortSignal) =>
  call<{ effect: Effect }>('GET', path`/api/proposals/${proposal}/effect`, { signal }).then((answer) => answer.effect);

export type Verdict = 'accept' | 'reject' | 'reopen';

/** Says what becomes of one change, named by its place and words at `version`. 409 `text_moved_on` when it is there no more. */
export const reviewChange = (
  proposal: string,
  change: { lang: Lang; version: number; from: number; to: number; deleted: string; inserted: string },
  verdict: Verdict,
  reason: string,
) => call<{ proposal: Proposal }>('POST', path`/api/proposals/${proposal}/review`, { body: { ...change, verdict, reason } }).then((answer) => answer.proposal);
