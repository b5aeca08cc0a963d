// The editions of an act in one language, oldest first, as a reader tells them apart.

/** Editions with their number in the row, from 1: the name of one without a date. */
export const numbered = <E>(editions: readonly E[]): (E & { number: number })[] => editions.map((edition, i) => ({ ...edition, number: i + 1 }));

/** The newest edition and the one before it; null when there are not two. */
export function latestTwo(editions: readonly { id: string }[]): { from: string; to: string } | null {
  const from = editions.at(-2);
  const to = editions.at(-1);
  return from && to ? { from: from.id, to: to.id } : null;
}
