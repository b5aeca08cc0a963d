// The public page of a bill, as anybody reads it without signing in.

import { call, path, query } from './client';
import type { Bilingual, Lang, Outcome, ProposalKind, RedlineOp } from './types';

export interface PublicRow {
  n: number;
  proposal: string;
  act: Bilingual;
  address: Bilingual;
  heading: Bilingual;
  kind: ProposalKind;
  /** The language of the redline and of the justification. */
  lang: Lang;
  ops: RedlineOp[];
  justification: string;
}

/** A remark that was let in, and the group's answer. */
export interface PublicSaid {
  name: string;
  organisation: string;
  body: string;
  lang: Lang;
  proposal: string;
  at: string;
  outcome: Outcome;
  reason: Bilingual;
}

interface PublicBill {
  bill: { id: string; title: Bilingual; summary: Bilingual };
  rows: PublicRow[];
  remarks: PublicSaid[];
  updatedAt: string;
}

/** 404 unless the page is open. */
export const getPublicBill = (id: string, lang: Lang) => call<PublicBill>('GET', path`/api/public/bills/${id}` + query({ lang }));

/** Sends a remark, which an organiser looks at before anybody sees it; 429 `too_often`, 422 `personal_data`. */
export const sendPublicRemark = (bill: string, remark: { id: string; name: string; organisation: string; body: string; lang: Lang; proposal: string }) =>
  call<{ id: string; state: 'waiting' }>('POST', path`/api/public/bills/${bill}/remarks`, { body: remark });
