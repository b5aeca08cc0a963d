import { call, path, query } from './client';
import type { Act, ArticleChange, Edition, Expression, ImportReport, Lang, SearchHit, UnitPair } from './types';

export const listActs = () => call<{ acts: Act[] | null }>('GET', '/api/acts').then((answer) => answer.acts ?? []);

export const getAct = (id: string) => call<{ act: Act }>('GET', path`/api/acts/${id}`).then((answer) => answer.act);

export const getExpression = (id: string, lang: Lang) => call<Expression>('GET', path`/api/acts/${id}/expressions/${lang}`);

export const searchAct = (id: string, lang: Lang, q: string, signal?: AbortSignal) =>
  call<{ hits: SearchHit[] | null; total: number }>('GET', path`/api/acts/${id}/search` + query({ q, lang }), { signal });

/** Oldest first. */
export const listEditions = (id: string) => call<{ editions: Edition[] | null }>('GET', path`/api/acts/${id}/editions`).then((answer) => answer.editions ?? []);

export const compareEditions = (id: string, from: string, to: string) =>
  call<{ changes: ArticleChange[] | null }>('GET', path`/api/acts/${id}/editions/changes` + query({ from, to })).then((answer) => answer.changes ?? []);

export const getAlignment = (id: string) => call<{ pairs: UnitPair[] | null; withoutPartner: number }>('GET', path`/api/acts/${id}/alignment`);

export const correctTitle = (id: string, lang: Lang, title: string) =>
  call<{ act: Act }>('PUT', path`/api/acts/${id}/title`, { body: { lang, title } }).then((answer) => answer.act);

/** How a file that goes out is watched and stopped. */
export interface Watched {
  signal?: AbortSignal;
  sent?: (share: number) => void;
}

interface ImportOptions {
  /** The act this file is another language or a newer edition of. */
  act?: string;
  /** Set for a newer edition: its date, YYYY-MM-DD, or empty where it is not known. */
  edition?: string;
  lang?: Lang;
  /** Takes a file that seems cut off at the end (code file_truncated). */
  acceptTruncated?: boolean;
}

/** What an act is read from, for the choice of a file. */
export const actFiles = '.txt,.text,.html,.htm,.docx,.pdf,text/plain,text/html';

export function importAct(file: File, options: ImportOptions, watched: Watched = {}) {
  const form = new FormData();
  // Fields go first: the server reads the form as a stream and must know them before the file.
  if (options.act) form.set('act', options.act);
  if (options.edition !== undefined) form.set('edition', options.edition);
  if (options.lang) form.set('lang', options.lang);
  if (options.acceptTruncated) form.set('truncated', 'accept');
  form.set('file', file);
  return call<{ act: Act; report: ImportReport }>('POST', '/api/acts', { form, ...watched });
}
