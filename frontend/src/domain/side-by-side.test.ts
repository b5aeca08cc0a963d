import { describe, expect, test } from 'vitest';
import { randomOps, seeded } from './random-ops.test-data';
import { newText, oldText, type Line, type Op } from './redline';
import { sideBySide } from './side-by-side';

const text = (line: Line | null) => (line ? line.segments.map((s) => s.text).join('') : null);
const table = (ops: Op[]) => sideBySide(ops, []).map((row) => [text(row.current), text(row.proposed)]);

describe('rows', () => {
  test('a changed word stays in one row', () => {
    expect(table([{ op: 'equal', text: '1. Срок ' }, { op: 'delete', text: 'пять' }, { op: 'insert', text: 'семь' }, { op: 'equal', text: ' лет.\n2. Далее.' }])).toEqual([
      ['1. Срок пять лет.', '1. Срок семь лет.'],
      ['2. Далее.', '2. Далее.'],
    ]);
  });

  test('an added line faces nothing, and the next lines face each other again', () => {
    expect(table([{ op: 'equal', text: '1) один;\n' }, { op: 'insert', text: '1-1) новый;\n' }, { op: 'equal', text: '2) два.' }])).toEqual([
      ['1) один;', '1) один;'],
      [null, '1-1) новый;'],
      ['2) два.', '2) два.'],
    ]);
  });

  test('the same added line, cut by the comparison before its break', () => {
    expect(table([{ op: 'equal', text: '1) один;' }, { op: 'insert', text: '\n1-1) новый;' }, { op: 'equal', text: '\n2) два.' }])).toEqual([
      ['1) один;', '1) один;'],
      [null, '1-1) новый;'],
      ['2) два.', '2) два.'],
    ]);
  });

  test('struck lines face nothing', () => {
    expect(table([{ op: 'equal', text: 'а\n' }, { op: 'delete', text: 'б\nв\n' }, { op: 'equal', text: 'г' }])).toEqual([
      ['а', 'а'],
      ['б', null],
      ['в', null],
      ['г', 'г'],
    ]);
  });

  test('a new article stands alone on the right', () => {
    const rows = sideBySide([{ op: 'insert', text: 'Статья 9-1. Новая\n1. Текст' }], []);
    expect(rows.map((row) => text(row.proposed))).toEqual(['Статья 9-1. Новая', '1. Текст']);
    expect(rows.flatMap((row) => row.current?.segments ?? [])).toEqual([]);
  });
});

test('comments stand on the right only: struck and old words carry none', () => {
  const rows = sideBySide([{ op: 'equal', text: 'слова закона' }], [{ id: 'c', from: 0, to: 5 }]);
  expect(rows[0]?.current?.segments.flatMap((s) => s.marks)).toEqual([]);
  expect(rows[0]?.proposed?.segments.flatMap((s) => s.marks)).toEqual(['c']);
});

test('for any comparison each side, read down, is its text', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const ops = randomOps(seeded(seed));
    const rows = sideBySide(ops, []);
    const down = (side: 'current' | 'proposed') => rows.flatMap((row) => (row[side] ? [text(row[side])] : [])).join('\n');
    // A side may have empty cells for lines that the other side alone has; empty lines aside, the words and their order are the text's.
    const words = (s: string) => s.split('\n').filter((line) => line !== '');
    expect(words(down('current')), `seed ${seed}, current`).toEqual(words(oldText(ops)));
    expect(words(down('proposed')), `seed ${seed}, proposed`).toEqual(words(newText(ops)));
  }
});
