import { expect, test } from 'vitest';
import { changedRows } from './changed-rows';
import { oldText, type Op } from './redline';
import { sideBySide } from './side-by-side';

const ops: Op[] = [
  { op: 'equal', text: 'Статья 5\n1. Первая.\n2. ' },
  { op: 'delete', text: 'Вторая' },
  { op: 'insert', text: 'Иная' },
  { op: 'equal', text: '.\n3. Третья.\n4. Четвёртая.\n5. Пятая.' },
];
const wordsOf = (line: { segments: { text: string }[] } | null) => (line?.segments ?? []).map((segment) => segment.text).join('');

test('only changed rows and their neighbours are left, and what is left out is counted', () => {
  const { stretches, skipped } = changedRows(sideBySide(ops, []), 1);
  expect(stretches).toHaveLength(1);
  expect(stretches[0]?.skipped).toBe(1);
  expect(stretches[0]?.rows.map((row) => [wordsOf(row.current), wordsOf(row.proposed)])).toEqual([
    ['1. Первая.', '1. Первая.'],
    ['2. Вторая.', '2. Иная.'],
    ['3. Третья.', '3. Третья.'],
  ]);
  expect(skipped).toBe(2);
});

test('no row is lost or doubled, however many are shown around', () => {
  for (const around of [0, 1, 2, 10]) {
    const { stretches, skipped } = changedRows(sideBySide(ops, []), around);
    const shown = stretches.reduce((sum, one) => sum + one.skipped + one.rows.length, skipped);
    expect(shown, String(around)).toBe(oldText(ops).split('\n').length);
  }
});

test('texts that are the same have nothing to show', () => {
  expect(changedRows(sideBySide([{ op: 'equal', text: 'Одно\nДругое' }], []), 1)).toEqual({ stretches: [], skipped: 2 });
});
