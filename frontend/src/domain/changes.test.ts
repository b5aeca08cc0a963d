import { describe, expect, test } from 'vitest';
import cases from './changes.test-data.json';
import { changeOfRuns } from './changes';
import { newText, oldText, settle, type Op } from './redline';

// Written by the Go test of the engine (proposals/redline), which holds it to what the papers and the review count by.
describe('changes are counted as the server counts them', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const ops = settle(one.ops as Op[]);
    expect(ops).toEqual(one.ops);
    const { of, count } = changeOfRuns(ops);
    expect(count).toBe(one.changes.length);
    const read = one.changes.map((_, n) => {
      const mine = ops.filter((_, run) => of[run] === n);
      return { deleted: oldText(mine), inserted: newText(mine) };
    });
    expect(read).toEqual(one.changes.map(({ deleted, inserted }) => ({ deleted, inserted })));
  });

  test('there are cases of every kind', () => {
    expect(new Set(cases.flatMap((one) => one.changes.map((change) => change.kind)))).toEqual(new Set(['replaced', 'inserted', 'deleted', 'moved', 'renumbered']));
  });
});
