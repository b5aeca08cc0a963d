// Round tables and meetings (docs/api.md, «Round tables»). Every command answers with the round table as it is after it.

import { call, path } from './client';
import type { Attachment, Bilingual, Lang, Outcome, ProposalSummary, RoundTable as RoundTableInList } from './types';

type MeetingKind = 'round_table' | 'working_group';

/** What the invitation says; replaced as a whole. `begins` and `ends` are HH:MM in the group's zone, either may be empty. */
export interface RoundTableHead {
  kind?: MeetingKind;
  title: Bilingual;
  date: string;
  begins?: string;
  ends?: string;
  place: Bilingual;
  link?: string;
  organiser?: Bilingual;
  chair?: string;
  secretary?: string;
}

export interface Speaker {
  name: string;
  organisation?: Bilingual;
  minutes: number;
}

/** With `bill` and no proposals it is on the whole bill; with neither it is an opening, a break and the like. */
export interface AgendaItem {
  id: string;
  title: Bilingual;
  bill?: string;
  proposals?: string[] | null;
  speakers?: Speaker[] | null;
  /** For discussion, besides the speakers' own time. */
  minutes?: number;
}

export interface Participant {
  id: string;
  member?: string;
  name: string;
  organisation?: string;
  /** The organisation of somebody whose organisation is not in the group. */
  body?: Bilingual;
  office?: Bilingual;
  city?: string;
  present?: boolean;
  /** What the voice of his organisation is recorded under; none for who comes from none. */
  voice?: string;
}

interface Material extends Attachment {
  title: Bilingual;
  addedAt: string;
  addedBy: string;
}

export interface Timer {
  speaker: string;
  seconds: number;
  startedAt: string;
}

export type RemarkState = 'waiting' | 'admitted' | 'refused';
/** What became of a remark; empty while nobody answered. */

export interface Remark {
  id: string;
  name: string;
  organisation?: string;
  body: string;
  lang: Lang;
  item?: string;
  proposal?: string;
  at: string;
  state: RemarkState;
  outcome?: Outcome;
  reason?: Bilingual;
  answeredBy?: string;
  answeredByName?: string;
  answeredAt?: string;
}

export type Voters = 'person' | 'organisation';
export type Choice = 'for' | 'against' | 'abstain';

export interface Tally {
  for: number;
  against: number;
  abstain: number;
}

/** A show of hands. `ballots` are by participant or by organisation; while it is open each member sees his own alone. */
export interface Vote {
  id: string;
  item: string;
  proposal?: string;
  question: Bilingual;
  voters: Voters;
  openedAt: string;
  closedAt?: string;
  ballots?: Record<string, Choice> | null;
  /** How many voices there are, also for who may not see them yet. */
  cast?: number;
  tally: Tally;
  counted?: boolean;
}

/** The step that a decision takes on its proposal; empty where the text alone decides. */
export type DecisionOutcome = '' | 'agree' | 'reject' | 'postpone';

export interface Decision {
  id: string;
  item: string;
  proposal?: string;
  outcome?: DecisionOutcome;
  text: Bilingual;
  wording?: Bilingual;
  version?: Partial<Record<Lang, number>>;
  vote?: string;
  at: string;
  by: string;
}

export interface RoundTable extends RoundTableHead {
  id: string;
  seq: number;
  agenda: AgendaItem[] | null;
  participants: Participant[] | null;
  materials: Material[] | null;
  /** The numbers that proposals have on paper, for good. */
  rows: Record<string, number> | null;
  openedAt?: string | null;
  closedAt?: string | null;
  /** The item that is being discussed; empty before the first and after the last. */
  current?: string;
  timer: Timer | null;
  /** An organiser's alone. */
  guests: null | { token: string; until: string };
  remarks: Remark[] | null;
  votes: Vote[] | null;
  decisions: Decision[] | null;
  may: string[] | null;
  /** The reader's own entry on the list of participants. */
  me?: string;
  createdAt: string;
  createdBy: string;
}

/** A round table with the proposals of its agenda that the reader sees. */
export interface OpenedRoundTable {
  roundTable: RoundTable;
  list: ProposalSummary[];
}

interface Answer {
  roundTable: RoundTable;
}
const table = (answer: Answer) => answer.roundTable;

export const listRoundTables = () =>
  call<{ roundTables: RoundTableInList[] | null }>('GET', '/api/round-tables').then((answer) => answer.roundTables ?? []);

export const createRoundTable = (head: RoundTableHead & { proposals: string[] }) => call<Answer>('POST', '/api/round-tables', { body: head }).then(table);

export const getRoundTable = (id: string, signal?: AbortSignal) =>
  call<Answer & { list?: ProposalSummary[] | null }>('GET', path`/api/round-tables/${id}`, { signal }).then(
    ({ roundTable, list }): OpenedRoundTable => ({ roundTable, list: list ?? [] }),
  );

export const setHead = (id: string, head: RoundTableHead) => call<Answer>('PUT', path`/api/round-tables/${id}/head`, { body: head }).then(table);

/** Replaces the whole agenda. 409 `agenda_moved_on` when it was changed after the event `seq`. */
export const setAgenda = (id: string, seq: number, agenda: AgendaItem[]) =>
  call<Answer>('PUT', path`/api/round-tables/${id}/agenda`, { body: { seq, agenda } }).then(table);

/** Invites, or corrects an entry; a member's name, office and organisation are the member's own. */
export const putParticipant = (id: string, participant: Omit<Participant, 'present' | 'voice'>) => {
  const { id: key, ...body } = participant;
  return call<Answer>('PUT', path`/api/round-tables/${id}/participants/${key}`, { body }).then(table);
};

export const removeParticipant = (id: string, participant: string) => call<Answer>('DELETE', path`/api/round-tables/${id}/participants/${participant}`).then(table);

export const inviteEverybody = (id: string) => call<Answer>('POST', path`/api/round-tables/${id}/participants/all`).then(table);

export const checkIn = (id: string, participant: string, present: boolean) =>
  call<Answer>('POST', path`/api/round-tables/${id}/participants/${participant}/presence`, { body: { present } }).then(table);

/** Stores a file; something must name it within a day. */
export const uploadFile = (file: File) => {
  const form = new FormData();
  form.set('file', file);
  return call<{ file: Attachment }>('POST', '/api/files', { form }).then((answer) => answer.file);
};

export const fileUrl = (file: Attachment) => path`/api/files/${file.id}/${file.name}`;

export const addMaterial = (id: string, file: string, title: Bilingual) => call<Answer>('POST', path`/api/round-tables/${id}/materials`, { body: { file, title } }).then(table);

export const removeMaterial = (id: string, file: string) => call<Answer>('DELETE', path`/api/round-tables/${id}/materials/${file}`).then(table);

export const openSitting = (id: string) => call<Answer>('POST', path`/api/round-tables/${id}/open`).then(table);
export const closeSitting = (id: string) => call<Answer>('POST', path`/api/round-tables/${id}/close`).then(table);

/** Moves the agenda; every browser follows. */
export const moveTo = (id: string, item: string) => call<Answer>('POST', path`/api/round-tables/${id}/current`, { body: { item } }).then(table);

export const startTimer = (id: string, speaker: string, seconds: number) => call<Answer>('POST', path`/api/round-tables/${id}/timer`, { body: { speaker, seconds } }).then(table);
export const stopTimer = (id: string) => call<Answer>('DELETE', path`/api/round-tables/${id}/timer`).then(table);

/** Opens the guests' link for the day, or makes a new one. */
export const letGuestsIn = (id: string) => call<Answer>('POST', path`/api/round-tables/${id}/guests`).then(table);
export const closeGuests = (id: string) => call<Answer>('DELETE', path`/api/round-tables/${id}/guests`).then(table);

export const admitRemark = (id: string, remark: string) => call<Answer>('POST', path`/api/round-tables/${id}/remarks/${remark}/admit`).then(table);
export const refuseRemark = (id: string, remark: string) => call<Answer>('POST', path`/api/round-tables/${id}/remarks/${remark}/refuse`).then(table);
export const answerRemark = (id: string, remark: string, outcome: Outcome, reason: Bilingual) =>
  call<Answer>('POST', path`/api/round-tables/${id}/remarks/${remark}/answer`, { body: { outcome, reason } }).then(table);

export const openVote = (id: string, vote: { id: string; item: string; proposal: string; question: Bilingual; voters: Voters }) => {
  const { id: key, ...body } = vote;
  return call<Answer>('PUT', path`/api/round-tables/${id}/votes/${key}`, { body }).then(table);
};

/** Records a voice; an empty choice takes it back. */
export const castBallot = (id: string, vote: string, voter: string, choice: Choice | '') =>
  call<Answer>('PUT', path`/api/round-tables/${id}/votes/${vote}/ballots/${voter}`, { body: { choice } }).then(table);

/** Ends a vote; `tally` when hands were counted and no voices recorded. */
export const closeVote = (id: string, vote: string, tally: Tally | null) => call<Answer>('POST', path`/api/round-tables/${id}/votes/${vote}/close`, { body: { tally } }).then(table);

export const decide = (id: string, decision: { id: string; item: string; proposal: string; outcome: DecisionOutcome; text: Bilingual; vote: string }) => {
  const { id: key, ...body } = decision;
  return call<Answer>('PUT', path`/api/round-tables/${id}/decisions/${key}`, { body }).then(table);
};
