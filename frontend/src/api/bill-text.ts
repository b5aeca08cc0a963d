import { call, path, query } from './client';
import type { Bilingual, Lang, ProposalSummary } from './types';

/** One numbered instruction of a draft law, closed by its mark; `num` is empty for the only one of an act. */
interface BillItem {
  num: string;
  text: string;
  /** The proposals that it carries out. */
  proposals: string[] | null;
}

/** What the draft changes in one act; `num` and `intro` are empty where the article's own line names the act. */
interface BillAct {
  num: string;
  act: string;
  actTitle: string;
  intro: string;
  items: BillItem[] | null;
}

interface BillArticle {
  num: string;
  text: string;
  items: BillAct[] | null;
}

/** A live proposal that is not in the draft, and why. `other` stands in its way. */
interface LeftOut {
  proposal: string;
  reason: string;
  other: string;
  message: string;
}

interface BillNote {
  code: string;
  act: string;
  proposals: string[] | null;
  message: string;
}

/** The draft law of a bill in one language. */
export interface BillText {
  lang: Lang;
  title: string;
  articles: BillArticle[] | null;
  left: LeftOut[] | null;
  notes: BillNote[] | null;
  /** Days after publication at which the law comes into force by the usual sentence. */
  days: number;
  /** The group's own sentence on that; empty in a language for the usual one. */
  entry: Bilingual;
  usual: string;
  /** The whole draft, a paragraph a line. */
  plain: string;
}

/** With `agreed` of what the group has agreed on alone, else of what is discussed too. */
export const getBillText = (id: string, lang: Lang, agreed = false) =>
  call<{ text: BillText; proposals: ProposalSummary[] | null }>('GET', path`/api/bills/${id}/text` + query({ lang, status: agreed ? 'agreed' : undefined }));

/** Words the sentence on entry into force; an empty language goes back to the usual one. */
export const setEntry = (id: string, entry: Bilingual) => call<{ entry: Bilingual }>('PUT', path`/api/bills/${id}/entry`, { body: { entry } });
