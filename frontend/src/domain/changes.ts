// Which runs of a redline are one change to a reader. The server numbers the changes of an edit for the papers and the
// review (package redline, Changes); a page that has only the runs counts them here in the same way. One file of cases
// holds both to it.

import type { Op } from './redline';

/** Neighbouring runs of one side that belong to one change. */
interface Item {
  runs: number[];
  move: number;
  number: boolean;
}

/** For each run the number of its change from 0, null for words that stay; the runs must be settled. */
export function changeOfRuns(ops: readonly Op[]): { of: (number | null)[]; count: number } {
  const of: (number | null)[] = ops.map(() => null);
  const moves = new Map<number, number>();
  let count = 0;
  const put = (items: Item[]) => {
    const change = count++;
    for (const item of items) for (const run of item.runs) of[run] = change;
  };
  const half = (item: Item) => {
    const change = moves.get(item.move) ?? count++;
    moves.set(item.move, change);
    for (const run of item.runs) of[run] = change;
  };
  const one = (item: Item) => (item.move > 0 ? half(item) : put([item]));
  let struck: Item[] = [];
  let added: Item[] = [];

  /** The first plain deletion gives way to the first plain insertion; everything else is a change of its own. */
  const stretch = (deleted: Item[], inserted: Item[]) => {
    let partner = inserted.findIndex((item) => item.move === 0);
    let done = 0;
    for (const item of deleted) {
      if (item.move > 0) half(item);
      else if (partner >= 0) {
        for (; done < partner; done++) half(inserted[done] as Item);
        put([item, inserted[partner] as Item]);
        done = partner + 1;
        partner = -1;
      } else put([item]);
    }
    inserted.slice(done).forEach(one);
  };
  const close = () => {
    while (struck.length + added.length > 0) {
      let d = struck.findIndex((item) => item.number);
      let i = added.findIndex((item) => item.number);
      if (d < 0 || i < 0) [d, i] = [struck.length, added.length];
      stretch(struck.slice(0, d), added.slice(0, i));
      const from = struck[d];
      const to = added[i];
      if (from && to) put([from, to]);
      struck = struck.slice(d + 1);
      added = added.slice(i + 1);
    }
  };

  ops.forEach((op, run) => {
    if (op.op === 'equal') return close();
    const items = op.op === 'delete' ? struck : added;
    const move = op.move ?? 0;
    const number = (op.number ?? false) && move === 0;
    const last = items.at(-1);
    if (last && last.move === move && last.number === number) last.runs.push(run);
    else items.push({ runs: [run], move, number });
  });
  close();
  return { of, count };
}
