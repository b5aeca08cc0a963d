import { query } from './client';
import type { Lang } from './types';

/** What the comparative table is to show. */
interface HandoutOptions {
  lang: Lang;
  redline: boolean;
  roundTable?: string;
}

/** The address of the comparative table as a PDF; the browser opens it by itself. */
export const handoutUrl = (proposals: string[], options: HandoutOptions) =>
  '/api/papers/comparison-table.pdf' +
  query({ proposal: proposals, lang: options.lang, redline: options.redline ? 'on' : 'off', roundTable: options.roundTable });

/** The address of the comparative table of one proposal as a Word file with real tracked changes, to be answered in. */
export const trackedTableUrl = (proposal: string, lang: Lang) => '/api/papers/comparison-table.docx' + query({ proposal, lang, redline: 'on' });

/** The address of an act as Akoma Ntoso 3.0. */
export const aknUrl = (act: string, lang: Lang) => `/api/acts/${act}/akn${query({ lang })}`;
