import { expect, test } from 'vitest';
import { around } from './marks';

test('a short text stays as it is', () => {
  expect(around('приют и кров', [[0, 5]], 40)).toEqual({ text: 'приют и кров', marks: [[0, 5]] });
});

test('a long one is cut at words around the first mark, and the marks follow', () => {
  const text = 'слово '.repeat(50) + 'приют ' + 'слово '.repeat(50);
  const cut = around(text, [[300, 305]], 60);
  expect(cut.text.length).toBeLessThan(80);
  expect(cut.text.startsWith('…слово ')).toBe(true);
  expect(cut.text.endsWith('…')).toBe(true);
  const [from, to] = cut.marks[0] ?? [0, 0];
  expect(cut.text.slice(from, to)).toBe('приют');
});

test('a mark beyond the cut is dropped, one across it is shortened', () => {
  const text = 'а'.repeat(20) + ' ' + 'б'.repeat(200);
  const cut = around(text, [[0, 20], [21, 221]], 60);
  for (const [from, to] of cut.marks) expect(from < to && to < cut.text.length).toBe(true);
  expect(cut.marks[0]).toEqual([0, 20]);
});
