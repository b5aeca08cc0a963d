// The proposals of a bill as its table and its board show them: filtered, put in order, laid out in columns. What the reader
// chose stands in the address, so that it can be sent on.

import type { Bilingual, ProposalStatus, ProposalSummary, Step } from '../api/types';
import { compareEid, inLocale } from './bilingual';

/** The columns of the board, in the order of a proposal's way. */
export const statuses: readonly ProposalStatus[] = ['draft', 'discussion', 'agreed', 'postponed', 'rejected', 'withdrawn'];

export type SortKey = 'law' | 'status' | 'author' | 'comments' | 'updated';
const sortKeys: readonly SortKey[] = ['law', 'status', 'author', 'comments', 'updated'];

export interface BillFilter {
  status: ProposalStatus | '';
  act: string;
  author: string;
  organisation: string;
  text: string;
}

export interface BillView {
  filter: BillFilter;
  sort: SortKey;
  /** True for the other way round. */
  down: boolean;
}

/** Reads what an address says; what it does not say, or says wrongly, is left open. */
export function readView(search: URLSearchParams): BillView {
  const status = statuses.find((one) => one === search.get('status')) ?? '';
  const sort = sortKeys.find((one) => one === search.get('sort')) ?? 'law';
  return {
    filter: { status, act: search.get('act') ?? '', author: search.get('author') ?? '', organisation: search.get('organisation') ?? '', text: search.get('text') ?? '' },
    sort,
    down: search.get('down') === '1',
  };
}

/** Writes a view as the end of an address; a view with nothing chosen is empty. */
export function writeView(view: BillView): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(view.filter)) if (value) search.set(key, value);
  if (view.sort !== 'law') search.set('sort', view.sort);
  if (view.down) search.set('down', '1');
  const text = search.toString();
  return text && `?${text}`;
}

/** True when something is filtered away. */
export const isFiltered = (filter: BillFilter) => Object.values(filter).some(Boolean);

/** One key for an organisation: it has no id in a summary, and its name is unique in practice. */
export const organisationKey = (name: Bilingual | undefined) => name?.ru || name?.kk || '';

/** Small letters, ё as е and look-alike Latin letters as Cyrillic ones: near enough to the search of acts for a filter. */
export function fold(text: string): string {
  const alike: Record<string, string> = { ё: 'е', a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'і', k: 'к', m: 'м', o: 'о', p: 'р', t: 'т', x: 'х', y: 'у' };
  return text.toLowerCase().replace(/[ёabcehikmoptxy]/g, (letter) => alike[letter] ?? letter);
}

function matches(proposal: ProposalSummary, filter: BillFilter, words: readonly string[]): boolean {
  if (filter.status && proposal.status !== filter.status) return false;
  if (filter.act && proposal.act !== filter.act) return false;
  if (filter.author && proposal.author !== filter.author) return false;
  if (filter.organisation && organisationKey(proposal.organisationName) !== filter.organisation) return false;
  if (words.length === 0) return true;
  const text = fold([proposal.address, proposal.heading, proposal.actTitle].flatMap((one) => [one.ru, one.kk]).join(' ') + ' ' + proposal.authorName);
  return words.every((word) => text.includes(word));
}

export function filterProposals(all: readonly ProposalSummary[], filter: BillFilter): ProposalSummary[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean);
  return all.filter((proposal) => matches(proposal, filter, words));
}

/** The order of the law: by act, then as its articles run, then as the proposals came. */
export const byLaw = (a: ProposalSummary, b: ProposalSummary) => a.act.localeCompare(b.act) || compareEid(a.target, b.target) || a.createdAt.localeCompare(b.createdAt);

export function sortProposals(all: readonly ProposalSummary[], sort: SortKey, down: boolean, locale: string): ProposalSummary[] {
  const compare: Record<SortKey, (a: ProposalSummary, b: ProposalSummary) => number> = {
    law: byLaw,
    status: (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status),
    author: (a, b) => a.authorName.localeCompare(b.authorName, locale),
    comments: (a, b) => b.openComments - a.openComments || b.comments - a.comments,
    updated: (a, b) => b.updatedAt.localeCompare(a.updatedAt),
  };
  const way = down ? -1 : 1;
  // What is equal by the chosen key stays in the order of the law, whichever way round.
  return [...all].sort((a, b) => way * compare[sort](a, b) || byLaw(a, b));
}

interface Choice {
  value: string;
  name: string;
}

/** What can be chosen in a filter: the values that the bill has, by name. */
export function choices(all: readonly ProposalSummary[], value: (one: ProposalSummary) => string, name: (one: ProposalSummary) => string, locale: string): Choice[] {
  const found = new Map<string, string>();
  for (const one of all) if (value(one) && !found.has(value(one))) found.set(value(one), name(one));
  return [...found].map(([key, text]) => ({ value: key, name: text })).sort((a, b) => a.name.localeCompare(b.name, locale));
}

export const actName = (one: ProposalSummary, locale: string) => inLocale(one.actTitle, locale);

const leadsTo: Record<Step, ProposalStatus> = { share: 'discussion', agree: 'agreed', reject: 'rejected', postpone: 'postponed', reopen: 'discussion', withdraw: 'withdrawn' };

/** The step that takes a card to a column; undefined where the reader may not take it there. */
export const stepTo = (proposal: ProposalSummary, status: ProposalStatus): Step | undefined =>
  proposal.status === status ? undefined : (proposal.steps ?? []).find((step) => leadsTo[step] === status);
