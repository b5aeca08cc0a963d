// The shapes of docs/api.md. Positions are UTF-16 units, times RFC 3339 in UTC.

import type { Citation, Evidence } from './practice';

/** A language of legislation. Both texts have equal force. */
export type Lang = 'ru' | 'kk';

/** A value in both languages; either may be empty. */
export interface Bilingual {
  ru: string;
  kk: string;
}

export type Role = 'organiser' | 'member' | 'lawyer' | 'observer';

export interface Member {
  id: string;
  login: string;
  name: string;
  role: Role;
  organisation: string;
  organisationName: Bilingual;
  office: Bilingual;
  city: string;
  /** An organiser has shut the member out. */
  deactivated: boolean;
}

export type OrganisationKind = 'state' | 'ngo' | 'international';

export interface Organisation {
  id: string;
  name: Bilingual;
  kind: OrganisationKind;
  city: string;
}

export interface Invitation {
  role: Role;
  name: string;
  organisation: string;
  office: Bilingual;
  city: string;
  email: string;
}

/** Somebody who was invited and has not come. */
export interface Invited extends Invitation {
  id: string;
  expiresAt: string;
  expired: boolean;
}

/** The link of an invitation, shown once. */
export interface InvitationLink {
  url: string;
  expiresAt: string;
  mailed: boolean;
}

/** How an act calls its levels: «1)» is пункт in a code and подпункт in a law. */
export type Profile = 'code' | 'law' | 'bylaw';

export interface Act {
  id: string;
  title: Bilingual;
  number: string;
  profile: Profile;
  languages: Lang[];
  articles: number;
  addedAt: string;
  addedBy: string;
}

export type Level =
  | 'preamble'
  | 'part'
  | 'title'
  | 'subtitle'
  | 'chapter'
  | 'section'
  | 'article'
  | 'paragraph'
  | 'subparagraph'
  | 'point'
  | 'indent'
  | 'note'
  | 'annex'
  | 'table'
  | 'conclusions';

/** What an editors' remark is about. */
export type NoteKind = 'history' | 'pending' | 'repealed' | 'ruling' | 'contents' | 'edition';

/** A remark that the editors of an official database print at a unit. It is no law. */
interface Note {
  kind: NoteKind;
  text: string;
}

interface Provision {
  eid: string;
  level: Level;
  num: string;
  label?: string;
  heading: string;
  text: string;
  children: Provision[] | null;
  notes?: Note[];
}

export interface Expression {
  title: string;
  number: string;
  lang: Lang;
  date?: string;
  provisions: Provision[] | null;
  notes?: Note[];
}

/** A stored text of an act in one language at one date; `date` is empty where nobody knows it. */
export interface Edition {
  id: string;
  lang: Lang;
  date: string;
  addedAt: string;
  addedBy: string;
  addedByName: string;
  /** The title of the law that made it here; empty for a text that was loaded. */
  amending: string;
}

export type ArticleChangeKind = 'amended' | 'added' | 'repealed' | 'renumbered' | 'moved';

/** An article that differs between two editions; `eid` is empty for one that is gone, `oldEid` for a new one. */
export interface ArticleChange {
  kind: ArticleChangeKind;
  eid: string;
  oldEid: string;
  address: string;
  oldAddress: string;
  heading: string;
  ops: RedlineOp[] | null;
}

/** A unit in both languages; an empty address where a language lacks it. */
export interface UnitPair {
  ru: string;
  kk: string;
}

/** A hit of the search over all acts. */
export interface FoundUnit extends SearchHit {
  act: string;
  actTitle: Bilingual;
  lang: Lang;
}

export interface Finding {
  code: string;
  line: number;
  message: string;
}

export interface ImportReport {
  units: Partial<Record<Level, number>>;
  findings: Finding[] | null;
}

export interface SearchHit {
  eid: string;
  article: string;
  address: string;
  text: string;
  marks: [number, number][] | null;
}

export interface Bill {
  id: string;
  title: Bilingual;
  acts: string[] | null;
  proposals: number;
  createdAt: string;
  createdBy: string;
  /** What the bill changes, in plain words, for press and public. */
  summary: Bilingual;
  /** When its page was opened to the public; null while it is closed. */
  publicSince: string | null;
  /** Remarks of the public that nobody has looked at; 0 for who does not look at them. */
  waiting: number;
  may: BillAction[] | null;
}

type BillAction = 'write_note' | 'publish' | 'moderate' | 'answer_remark';

/** What became of a remark or of a thread; empty for none yet. */
export type Outcome = '' | 'accepted' | 'rejected' | 'noted';

/** A file that something names; its id is the SHA-256 of its bytes. */
export interface Attachment {
  id: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

export type ProposalKind = 'amend' | 'insert' | 'repeal';
export type ProposalStatus = 'draft' | 'discussion' | 'agreed' | 'rejected' | 'postponed' | 'withdrawn';
/** What takes a proposal from one status to another. */
export type Step = 'share' | 'agree' | 'reject' | 'postpone' | 'reopen' | 'withdraw';

/** A step that was taken. */
export interface StepTaken {
  step: Step;
  status: ProposalStatus;
  seq: number;
  by: string;
  byName: string;
  at: string;
  reason: string;
}

export interface ProposalSummary {
  id: string;
  bill: string;
  act: string;
  actTitle: Bilingual;
  kind: ProposalKind;
  target: string;
  address: Bilingual;
  heading: Bilingual;
  author: string;
  authorName: string;
  organisationName: Bilingual;
  status: ProposalStatus;
  /** Steps that this reader may take; in lists alone. */
  steps?: Step[];
  /** A newer edition of the law changed the same words, and nobody has decided yet. */
  conflict: boolean;
  comments: number;
  openComments: number;
  createdAt: string;
  updatedAt: string;
}

export interface Wording {
  current: string;
  proposed: string;
  version: number;
  /** The newer law that a draft in conflict does not stand against yet. */
  conflict: null | { current: string };
}

interface Justification {
  proposed: string;
  version: number;
}

interface Anchor {
  lang: Lang;
  from: number;
  to: number;
  quote: string;
  lost: boolean;
}

/** Somebody mentioned in a comment, as he is called now. The text has «@[ID]» in the place of the name. */
export interface Mention {
  id: string;
  name: string;
  login: string;
}

/** Words proposed in a comment: `new` in place of `old`, the words of the thread as the commenter saw them. */
export interface Suggested {
  old: string;
  new: string;
}

export interface Suggestion extends Suggested {
  /** The comparison of the two; absent in what still waits for the line. */
  ops?: RedlineOp[] | null;
  /** Null while nobody has decided. */
  answer: null | { accepted: boolean; by: string; byName: string; at: string; reason: string };
}

export interface Reply {
  id: string;
  author: string;
  authorName: string;
  organisationName: Bilingual;
  at: string;
  body: string;
  mentions?: Mention[] | null;
  /** When it was last edited, and how often. */
  edited?: null | { at: string; times: number };
  suggestion?: null | Suggestion;
}

/** A text that a comment has had. */
export interface CommentText {
  by: string;
  byName: string;
  at: string;
  body: string;
  mentions: Mention[] | null;
}

/** Who closed a thread, and with what outcome. */
interface Resolution {
  by: string;
  byName: string;
  at: string;
  outcome?: Outcome;
  reason?: string;
}

export interface Comment extends Reply {
  anchor: Anchor | null;
  resolved: null | Resolution;
  replies: Reply[] | null;
}

export type Action = 'edit' | 'comment' | Step | 'review_change' | 'bring_evidence';

export interface Proposal extends ProposalSummary {
  seq: number;
  may: Action[] | null;
  wording: Partial<Record<Lang, Wording>>;
  justification: Partial<Record<Lang, Justification>>;
  threads: Comment[] | null;
  evidence?: Evidence[] | null;
  citations?: Citation[] | null;
  /** The steps taken so far, oldest first. */
  decisions?: StepTaken[] | null;
  /** When a newer edition of the law was last brought to it; null where none was. */
  rebasedAt?: string | null;
}

/** Which text of a proposal a change belongs to. */
export type Part = 'wording' | 'justification';

/** One update as @codemirror/collab sends it; `changes` is a ChangeSet in JSON. */
export interface TextUpdate {
  clientID: string;
  changes: unknown;
}

export interface RedlineOp {
  op: 'equal' | 'delete' | 'insert';
  text: string;
}

/** A round table as lists show it. */
export interface RoundTable {
  id: string;
  kind?: 'round_table' | 'working_group';
  title: Bilingual;
  date: string;
  begins?: string;
  ends?: string;
  place: Bilingual;
  openedAt?: string | null;
  closedAt?: string | null;
  proposals: string[] | null;
  createdAt: string;
  createdBy: string;
}

/** One event of a stream, as the socket brings it. */
export interface LiveEvent {
  seq: number;
  stream: string;
  kind: string;
  at: string;
  by: string;
  byName: string;
  data?: unknown;
}
