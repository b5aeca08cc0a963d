import { describe, expect, it } from 'vitest';
import { alternativeRows, rivalGroups, type AlternativeRow } from './alternatives';
import type { Line, Op } from './redline';

const law = '1. Приют принимает на тридцать суток.\n2. Предоставляются:\n1) кров;\n2) питание.';
const sorok: Op[] = [
  { op: 'equal', text: '1. Приют принимает на ' },
  { op: 'delete', text: 'тридцать' },
  { op: 'insert', text: 'сорок' },
  { op: 'equal', text: ' суток.\n2. Предоставляются:\n1) кров;\n2) питание' },
  { op: 'delete', text: '.' },
  { op: 'insert', text: ';\n3) одежда.' },
];
const uhod: Op[] = [
  { op: 'equal', text: '1. Приют принимает на тридцать суток.\n2. Предоставляются:\n1) кров;\n' },
  { op: 'insert', text: '1-1) уход;\n' },
  { op: 'equal', text: '2) питание' },
  { op: 'delete', text: '.' },
  { op: 'insert', text: ';\n3) врач.' },
];
const shown = (line: Line | null) =>
  line === null ? null : line.segments.map((s) => (s.op === 'delete' ? `[-${s.text}]` : s.op === 'insert' ? `[+${s.text}]` : s.text)).join('');
const table = (rows: AlternativeRow[]) => rows.map((row) => [row.law, ...row.cells.map(shown)]);

describe('proposals beside the law', () => {
  it('stand unit by unit, units added at one place in one row', () => {
    expect(table(alternativeRows(law, [sorok, uhod]))).toEqual([
      ['1. Приют принимает на тридцать суток.', '1. Приют принимает на [-тридцать][+сорок] суток.', '1. Приют принимает на тридцать суток.'],
      ['2. Предоставляются:', '2. Предоставляются:', '2. Предоставляются:'],
      ['1) кров;', '1) кров;', '1) кров;'],
      [null, null, '[+1-1) уход;]'],
      ['2) питание.', '2) питание[-.][+;]', '2) питание[-.][+;]'],
      [null, '[+3) одежда.]', '[+3) врач.]'],
    ]);
  });

  it('say where each changes something', () => {
    expect(alternativeRows(law, [sorok, uhod]).map((row) => row.changed)).toEqual([
      [true, false], [false, false], [false, false], [false, true], [true, true], [true, true],
    ]);
  });

  it('lose no letter of the law or of a draft', () => {
    for (const ops of [sorok, uhod, [{ op: 'delete', text: law }] as Op[], [{ op: 'equal', text: law }] as Op[]]) {
      const rows = alternativeRows(law, [ops]);
      expect(rows.flatMap((row) => (row.law === null ? [] : [row.law])).join('\n')).toBe(law);
      const letters = (kinds: Op['op'][]) => rows.flatMap((row) => row.cells[0]?.segments ?? []).filter((s) => kinds.includes(s.op)).map((s) => s.text).join('');
      const wanted = (kinds: Op['op'][]) => ops.filter((op) => kinds.includes(op.op)).map((op) => op.text).join('').replaceAll('\n', '');
      expect(letters(['equal', 'insert'])).toBe(wanted(['equal', 'insert']));
      expect(letters(['equal', 'delete'])).toBe(wanted(['equal', 'delete']));
    }
  });

  it('strike every unit of what one wants excluded', () => {
    expect(table(alternativeRows(law, [[{ op: 'delete', text: law }]])).map((row) => row[1])).toEqual([
      '[-1. Приют принимает на тридцать суток.]', '[-2. Предоставляются:]', '[-1) кров;]', '[-2) питание.]',
    ]);
  });

  it('have no law beside them when both are new articles', () => {
    expect(table(alternativeRows('', [[{ op: 'insert', text: 'Статья 3-1. А\nТекст.' }], [{ op: 'insert', text: 'Статья 3-1. Б' }]]))).toEqual([
      [null, '[+Статья 3-1. А]', '[+Статья 3-1. Б]'],
      [null, '[+Текст.]', null],
    ]);
  });

  it('wait for a redline that is not there yet', () => {
    expect(table(alternativeRows('Текст.', [null, [{ op: 'equal', text: 'Текст.' }]]))).toEqual([['Текст.', null, 'Текст.']]);
  });
});

it('proposals for one provision are found in a bill', () => {
  const one = (id: string, target: string, kind = 'amend', status = 'discussion') => ({ id, act: 'a', target, kind, status });
  const list = [one('1', 'art_2'), one('2', 'art_2', 'repeal'), one('3', 'art_2', 'insert'), one('4', 'art_3'), one('5', 'art_3', 'amend', 'withdrawn'), one('6', 'art_3', 'amend', 'rejected')];
  expect(rivalGroups(list).map((group) => group.map((p) => p.id))).toEqual([['1', '2']]);
  expect(rivalGroups([...list, one('7', 'art_2', 'insert')]).map((group) => group.map((p) => p.id))).toEqual([['1', '2'], ['3', '7']]);
});
