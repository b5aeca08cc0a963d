// Values that exist in Russian and Kazakh, shown in the reader's language with the other as a stand-in.

export interface InBoth {
  ru: string;
  kk: string;
}

/** The value in the language of the interface; English readers see the Russian, and either stands in for an empty one. */
export function inLocale(value: InBoth | undefined | null, locale: string): string {
  if (!value) return '';
  return locale === 'kk' ? value.kk || value.ru : value.ru || value.kk;
}

/** A copy to write in: empty where there is none. */
export const emptied = (value: InBoth | undefined | null): InBoth => ({ ru: value?.ru ?? '', kk: value?.kk ?? '' });

/** An address as the beginning of a line: «статья 10» becomes «Статья 10», «10-бап» stays. */
export const atLineStart = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Splits a list into groups by a key, keeping the order in which keys first appear. */
export function groupBy<T, K>(list: readonly T[], key: (one: T) => K): { key: K; items: T[] }[] {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const of = key(one);
    const items = groups.get(of);
    if (items) items.push(one);
    else groups.set(of, [one]);
  }
  return [...groups].map(([of, items]) => ({ key: of, items }));
}

/** Orders eIds as the law runs: numbers by value, part by part («art_2» before «art_10», «art_128» before «art_128-1»). */
export function compareEid(a: string, b: string): number {
  const x = a.split(/[_-]+/);
  const y = b.split(/[_-]+/);
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const p = x[i];
    const q = y[i];
    if (p === undefined) return -1;
    if (q === undefined) return 1;
    if (p === q) continue;
    const m = Number(p);
    const n = Number(q);
    if (Number.isFinite(m) && Number.isFinite(n)) return m - n;
    return p < q ? -1 : 1;
  }
  return 0;
}
