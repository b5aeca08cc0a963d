// Which threads a reader wants to see, and how many there are of each.

import type { Bilingual, Lang, Reply } from '../api/types';

type Said = Pick<Reply, 'author' | 'organisationName' | 'mentions' | 'suggestion'>;

/** What filters look at. */
interface FilteredThread extends Said {
  anchor: { lang: Lang } | null;
  resolved: unknown;
  replies: Said[] | null;
}

export const threadViews = ['all', 'open', 'unresolved', 'mine', 'mentions'] as const;
export type ThreadView = (typeof threadViews)[number];

export interface ThreadFilter {
  view: ThreadView;
  /** The key of an organisation that somebody in the thread is from; empty for all. */
  organisation: string;
  /** The language of the words under the comment; empty for all. */
  lang: Lang | '';
}

export const noFilter: ThreadFilter = { view: 'all', organisation: '', lang: '' };

const said = (thread: FilteredThread): Said[] => [thread, ...(thread.replies ?? [])];

/** A name by which an organisation is told from others. */
export const organisationKey = (name: Bilingual) => name.ru || name.kk;

/** A thread waits while it is open and has words that nobody decided on, or no answer from anybody else. */
function waits(thread: FilteredThread): boolean {
  if (thread.resolved) return false;
  const answered = (thread.replies ?? []).some((reply) => reply.author !== thread.author);
  return !answered || said(thread).some((one) => one.suggestion && !one.suggestion.answer);
}

const views: Record<ThreadView, (thread: FilteredThread, me: string) => boolean> = {
  all: () => true,
  open: (thread) => !thread.resolved,
  unresolved: waits,
  mine: (thread, me) => said(thread).some((one) => one.author === me),
  mentions: (thread, me) => said(thread).some((one) => (one.mentions ?? []).some((mention) => mention.id === me)),
};

const elsewhere = (thread: FilteredThread, filter: ThreadFilter) =>
  (filter.organisation !== '' && !said(thread).some((one) => organisationKey(one.organisationName) === filter.organisation)) ||
  (filter.lang !== '' && thread.anchor?.lang !== filter.lang);

export function filterThreads<T extends FilteredThread>(threads: readonly T[], filter: ThreadFilter, me: string): T[] {
  return threads.filter((thread) => views[filter.view](thread, me) && !elsewhere(thread, filter));
}

/** How many threads each view would show beside the other choices. */
export function countThreads(threads: readonly FilteredThread[], filter: ThreadFilter, me: string): Record<ThreadView, number> {
  const count = (view: ThreadView) => filterThreads(threads, { ...filter, view }, me).length;
  return { all: count('all'), open: count('open'), unresolved: count('unresolved'), mine: count('mine'), mentions: count('mentions') };
}

/** The organisations that speak in the threads, each once. */
export function organisationsIn(threads: readonly FilteredThread[]): Bilingual[] {
  const found = new Map<string, Bilingual>();
  for (const { organisationName } of threads.flatMap(said)) {
    const key = organisationKey(organisationName);
    if (key && !found.has(key)) found.set(key, organisationName);
  }
  return [...found.values()];
}

/** A filter as it was kept; what is not understood is left out. */
export function readFilter(kept: unknown): ThreadFilter {
  const { view, organisation, lang } = (kept ?? {}) as Record<string, unknown>;
  return {
    view: threadViews.find((one) => one === view) ?? 'all',
    organisation: typeof organisation === 'string' ? organisation : '',
    lang: lang === 'ru' || lang === 'kk' ? lang : '',
  };
}
