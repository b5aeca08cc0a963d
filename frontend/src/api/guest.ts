// What a guest of a round table sees and says by the link on the wall, without a session.

import type { Op } from '../domain/redline';
import { call, path, query } from './client';
import type { RemarkState } from './round-tables';
import type { Bilingual, Lang, Outcome } from './types';

/** A remark of this telephone, as the round table has it. */
export interface OwnRemark {
  id: string;
  body: string;
  at: string;
  state: RemarkState;
  outcome?: Outcome;
  reason?: Bilingual;
}

export interface GuestView {
  roundTable: { title: Bilingual | string; date: string; place: Bilingual | string };
  /** What is discussed now; `n` is its number on the agenda. */
  item: null | { id: string; title: Bilingual | string; n: number; proposals: { id: string; address: Bilingual | string; ops: Op[] | null }[] | null };
  remarks: OwnRemark[] | null;
  until: string;
}

export interface NewRemark {
  /** Made by the telephone: sent twice, it counts once. */
  id: string;
  name: string;
  organisation: string;
  body: string;
  lang: Lang;
  item: string;
  proposal: string;
}

/** 404 when the link is unknown or its day is over. */
export const getGuestView = (token: string, lang: Lang, ids: string[]) => call<GuestView>('GET', path`/api/guest/${token}` + query({ lang, ids: ids.join(',') }));

export const sendRemark = (token: string, remark: NewRemark) => call<{ id: string; state: RemarkState }>('POST', path`/api/guest/${token}/remarks`, { body: remark });
