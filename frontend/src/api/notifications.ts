import type { Locale } from '../i18n/languages';
import { call, path, query } from './client';
import type { Bilingual, Lang, ProposalStatus, ProposalSummary, RedlineOp } from './types';

type NoticeReason =
  | 'mention'
  | 'suggestion'
  | 'suggestion_accepted'
  | 'suggestion_declined'
  | 'reply'
  | 'comment'
  | 'resolved'
  | 'change_accepted'
  | 'change_rejected'
  | 'status'
  | 'conflict'
  | 'rival'
  | 'round_table'
  | 'public_remark';

/** A proposal as a notification names it. */
interface NoticePlace {
  id: string;
  bill: string;
  address: Bilingual;
  heading: Bilingual;
  actTitle: Bilingual;
}

export interface Notice {
  stream: string;
  seq: number;
  reason: NoticeReason;
  at: string;
  by: string;
  byName: string;
  proposal: NoticePlace | null;
  /** The other proposal of a `rival`. */
  other: NoticePlace | null;
  roundTable: { id: string; title: Bilingual; date: string } | null;
  /** The bill whose public page a remark waits on; `byName` is then what its sender called himself. */
  bill: { id: string; title: Bilingual } | null;
  /** The thread it is about; empty for none. */
  comment: string;
  words: string;
  status: ProposalStatus | '';
  read: boolean;
}

interface NoticePage {
  notifications: Notice[];
  unread: number;
  /** Sent back it marks all that was there, and nothing that came since. */
  upTo: Record<string, number>;
  more: boolean;
}

export const listNotices = (skip = 0, limit = 30) =>
  call<NoticePage>('GET', `/api/notifications${query({ skip: skip ? String(skip) : undefined, limit: String(limit) })}`);

export const markRead = (marks: { upTo?: Record<string, number>; items?: { stream: string; seq: number }[] }) =>
  call<{ unread: number }>('POST', '/api/notifications/read', { body: marks });

/** What others did to one proposal since the reader looked. */
export interface ProposalNews {
  proposal: ProposalSummary;
  since: number;
  new: boolean;
  edited: Lang[];
  justified: boolean;
  comments: number;
  replies: number;
  reviews: number;
  /** Evidence that was brought or corrected, and norms that were cited. */
  evidence: number;
  citations: number;
  steps: { status: ProposalStatus; byName: string; at: string; reason: string }[];
  by: string[];
  at: string;
}

interface BillNews {
  /** When the reader last looked; null before the first time. */
  visitedAt: string | null;
  news: ProposalNews[];
  now: Record<string, number>;
}

export const getBillNews = (bill: string) => call<BillNews>('GET', path`/api/bills/${bill}/news`);

export const visitBill = (bill: string, seen: Record<string, number>) => call<undefined>('POST', path`/api/bills/${bill}/visit`, { body: { seen } });

/** The wording against what it was after an event; languages that did not change are absent. */
export const getSince = (proposal: string, seq: number) =>
  call<{ langs: Partial<Record<Lang, { ops: RedlineOp[] }>> }>('GET', path`/api/proposals/${proposal}/since` + `?seq=${seq}`);

export interface Preferences {
  email: string;
  digest: 'off' | 'hourly' | 'daily';
  hour: number;
  mentions: boolean;
  lang: Locale;
}

/** `mail` is false where the server sends no letters; `zone` is that of the hour. */
interface PreferencesAnswer {
  preferences: Preferences;
  mail: boolean;
  zone: string;
}

export const getPreferences = () => call<PreferencesAnswer>('GET', '/api/preferences');

/** `password` is the present one: another address takes it, for a link in place of a forgotten password goes there. */
export const savePreferences = (preferences: Preferences & { password?: string }) => call<PreferencesAnswer>('PUT', '/api/preferences', { body: preferences });

export const unsubscribe = (token: string) => call<undefined>('POST', path`/api/unsubscribe/${token}`, { expectSignedOut: true });

export const changePassword = (present: string, password: string) =>
  call<undefined>('PUT', '/api/session/password', { body: { present, password } });
