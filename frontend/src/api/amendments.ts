import { call, path } from './client';
import type { Act, ArticleChangeKind, Finding, Lang, RedlineOp } from './types';

/** What an instruction does to one article; without an address it is about something outside articles. */
interface AmendmentEffect {
  kind: ArticleChangeKind;
  eid: string;
  address: string;
  heading: string;
  ops: RedlineOp[] | null;
}

/** One instruction of an amending law; `n` is 0 for a sentence that was not read. */
export interface Amendment {
  n: number;
  item: string;
  raw: string;
  new: string;
  address: string;
  kind: string;
  status: 'applied' | 'failed';
  reason: string;
  message: string;
  where: string;
  candidates: string[] | null;
  remarks: string[] | null;
  effects: AmendmentEffect[] | null;
  /** The day of the edition that it was carried out for before; empty when it was not. */
  accepted: string;
  line: number;
}

/** An amending law as it bears on one act. */
export interface Amendments {
  lang: Lang;
  title: string;
  /** The edition that it was tried on. */
  edition: string;
  instructions: Amendment[] | null;
  otherActs: { name: string; instructions: number }[] | null;
  findings: Finding[] | null;
}

function formOf(file: File, fields: Record<string, string | undefined>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
  form.set('file', file);
  return form;
}

/** Reads an amending law for an act and changes nothing. `as` is the name by which the law calls the act. */
export const readAmendments = (act: string, file: File, as = '') =>
  call<Amendments>('POST', path`/api/acts/${act}/amendments`, { form: formOf(file, { as }) });

export interface Accepted {
  act: Act;
  /** Open proposals that followed the new edition by themselves. */
  carried: number;
  /** Open proposals that now wait for a person. */
  conflicts: number;
}

/** Carries the chosen instructions out: a new edition of the act, or a refusal and nothing. */
export const acceptAmendments = (act: string, file: File, choice: { as?: string; base: string; edition: string; instructions: number[] }) =>
  call<Accepted>('POST', path`/api/acts/${act}/amendments/accept`, {
    form: formOf(file, { as: choice.as, base: choice.base, edition: choice.edition, instructions: JSON.stringify(choice.instructions) }),
  });
