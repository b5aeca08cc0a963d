import { describe, expect, test } from 'vitest';
import { breakSign, countChanges, cutAtMarks, inlineLines, newText, oldText, pieces, plainLines, settle, type Op } from './redline';

const words = (op: Op['op'], text: string): Op => ({ op, text });
const shown = (ops: Op[], marks: { id: string; from: number; to: number }[] = []) =>
  inlineLines(ops, marks).map((line) => line.segments.map((s) => (s.op === 'delete' ? `[-${s.text}-]` : s.op === 'insert' ? `{+${s.text}+}` : s.text)).join(''));

describe('a replaced word', () => {
  const ops = [words('equal', 'лишением '), words('delete', 'свободы'), words('insert', 'жизни'), words('equal', ' на срок')];

  test('is one change', () => {
    expect(countChanges(ops)).toBe(1);
  });

  test('keeps places in the proposed text only', () => {
    expect(pieces(ops, []).map((s) => [s.text, s.from])).toEqual([
      ['лишением ', 0],
      ['свободы', null],
      ['жизни', 9],
      [' на срок', 14],
    ]);
  });

  test('gives back both texts', () => {
    expect(oldText(ops)).toBe('лишением свободы на срок');
    expect(newText(ops)).toBe('лишением жизни на срок');
  });
});

test('neighbours of one kind are one run and empty runs are dropped', () => {
  expect(settle([words('equal', 'а'), words('insert', ''), words('equal', 'б'), words('delete', 'в')])).toEqual([words('equal', 'аб'), words('delete', 'в')]);
});

test('an added line stands on a line of its own without a sign for its break', () => {
  expect(shown([words('equal', '1) один;\n'), words('insert', '2) два;\n'), words('equal', '3) три.')])).toEqual(['1) один;', '{+2) два;+}', '3) три.']);
});

test('a break struck between words that stay would be invisible and gets a sign', () => {
  expect(shown([words('equal', 'деяния,'), words('delete', '\n'), words('insert', ' '), words('equal', 'совершенные')])).toEqual([`деяния,[-${breakSign}-]`, '{+ +}совершенные']);
});

test('the sign of a break has no place in the text: nobody can comment on it', () => {
  const sign = inlineLines([words('equal', 'а'), words('insert', '\n'), words('equal', 'б')], [])[0]?.segments.at(-1);
  expect(sign).toMatchObject({ text: breakSign, from: null });
});

test('a comment is cut out of the pieces it covers, across struck words', () => {
  const ops = [words('equal', 'на срок '), words('delete', 'до пяти'), words('insert', 'до семи'), words('equal', ' лет')];
  const marked = pieces(ops, [{ id: 'c1', from: 3, to: 17 }]).filter((s) => s.marks.includes('c1'));
  expect(marked.map((s) => s.text).join('')).toBe('срок до семи л');
});

test('two comments that overlap both show where they overlap', () => {
  const cuts = cutAtMarks('абвгд', 10, [
    { id: 'x', from: 11, to: 13 },
    { id: 'y', from: 12, to: 20 },
  ]);
  expect(cuts).toEqual([
    { text: 'а', from: 10, marks: [] },
    { text: 'б', from: 11, marks: ['x'] },
    { text: 'в', from: 12, marks: ['x', 'y'] },
    { text: 'гд', from: 13, marks: ['y'] },
  ]);
});

test('an emoji counts two units', () => {
  expect(pieces([words('insert', '😀'), words('equal', 'а')], []).map((s) => s.from)).toEqual([0, 2]);
});

test('a clean text has its lines and no changes', () => {
  const lines = plainLines('Статья 1\n1. Текст', []);
  expect(lines.map((line) => line.segments.map((s) => s.text).join(''))).toEqual(['Статья 1', '1. Текст']);
  expect(lines.flatMap((line) => line.segments).every((s) => s.change === null)).toBe(true);
});

describe('a moved unit', () => {
  const ops: Op[] = [
    { op: 'insert', text: '1)', move: 1, number: true },
    { op: 'insert', text: ' кров;', move: 1 },
    { op: 'insert', text: '\n', move: 1, edited: true },
    { op: 'delete', text: '1)', number: true },
    { op: 'insert', text: '2)', number: true },
    { op: 'equal', text: ' еда;' },
    { op: 'delete', text: '\n', move: 1, edited: true },
    { op: 'delete', text: '2)', move: 1, number: true },
    { op: 'delete', text: ' кров;', move: 1 },
  ];

  test('is one change, and a new number is another', () => {
    expect(countChanges(ops)).toBe(2);
    expect(oldText(ops)).toBe('1) еда;\n2) кров;');
    expect(newText(ops)).toBe('1) кров;\n2) еда;');
  });

  test('opens once at each of its places, with words and not with the break before them', () => {
    const openings = inlineLines(ops, []).flatMap((line, n) => line.segments.filter((s) => s.opensMove).map((s) => [n, s.op, s.text]));
    expect(openings).toEqual([
      [0, 'insert', '1)'],
      [2, 'delete', '2)'],
    ]);
  });
});
