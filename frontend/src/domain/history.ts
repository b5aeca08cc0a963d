// The history of a proposal as a slider walks it: versions of the text in one language, grouped by who wrote them and when.

/** What of an entry the slider needs. */
export interface Entry<Lang extends string = 'ru' | 'kk'> {
  seq: number;
  at: string;
  by: string;
  byName: string;
  authors?: { by: string; byName: string }[] | null;
  wording?: Partial<Record<Lang, { current: string; proposed: string; version: number }>>;
}

/** One version of the text in a language: what it said and the law it stood against. */
export interface Version<E extends Entry> {
  entry: E;
  text: string;
  current: string;
}

/** Versions next to each other that are of the same people and day. */
interface VersionGroup {
  names: string[];
  day: string;
  /** How many versions. */
  count: number;
}

/** The versions of the text in one language, oldest first; entries that left it as it was are none. */
export function versionsIn<E extends Entry>(newestFirst: readonly E[], lang: 'ru' | 'kk'): Version<E>[] {
  const versions: Version<E>[] = [];
  for (let i = newestFirst.length - 1; i >= 0; i--) {
    const entry = newestFirst[i] as E;
    const text = entry.wording?.[lang];
    if (!text) continue;
    const last = versions.at(-1);
    if (last && last.text === text.proposed && last.current === text.current) continue;
    versions.push({ entry, text: text.proposed, current: text.current });
  }
  return versions;
}

/** Who is named at a version: all whose edits it joins. */
export const namesOf = (entry: Entry): string[] => {
  const all = (entry.authors ?? []).map((one) => one.byName);
  return all.length > 0 ? all : [entry.byName];
};

export function groupVersions<E extends Entry>(versions: readonly Version<E>[], dayOf: (at: string) => string): VersionGroup[] {
  const groups: VersionGroup[] = [];
  for (const { entry } of versions) {
    const names = namesOf(entry);
    const day = dayOf(entry.at);
    const last = groups.at(-1);
    if (last && last.day === day && last.names.join('\n') === names.join('\n')) last.count++;
    else groups.push({ names, day, count: 1 });
  }
  return groups;
}

/**
 * The newest page put in front of what was loaded before. The last entry may have grown since, so everything from the page's
 * oldest entry on is the page's; what is older stays.
 */
export function withNewest<E extends Entry>(page: readonly E[], loaded: readonly E[]): E[] {
  const oldest = page.at(-1)?.seq ?? 0;
  return [...page, ...loaded.filter((one) => one.seq < oldest)];
}
