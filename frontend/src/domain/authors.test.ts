import { describe, expect, it } from 'vitest';
import { authorLines, initialsOf, writersOf, writtenWithin, type Span } from './authors';

const text = '1. Приют принимает на сорок суток.\n2) горячее питание.';
const spans: Span[] = [
  { from: 0, to: 22 },
  { from: 22, to: 27, by: 'm1', byName: 'Марина Ким', at: '2026-11-24T10:00:00.000Z' },
  { from: 27, to: 38 },
  { from: 38, to: 42, by: 'm2', byName: 'Данияр', at: '2026-11-24T10:05:00.000Z' },
  { from: 42, to: 46, by: 'm2', byName: 'Данияр', at: '2026-11-24T11:00:00.000Z' },
  { from: 46, to: text.length },
];

describe('who wrote which words', () => {
  it('makes initials of names', () => {
    expect(['Марина Ким', 'Данияр', '  Әлия   Қасымова ', ''].map(initialsOf)).toEqual(['МК', 'ДА', 'ӘҚ', '?']);
  });

  it('lists the writers with their shares, no two with the same initials', () => {
    expect(writersOf(spans)).toEqual([
      { by: 'm1', name: 'Марина Ким', initials: 'МК', pattern: 0, units: 5 },
      { by: 'm2', name: 'Данияр', initials: 'ДА', pattern: 1, units: 8 },
    ]);
    const twins = writersOf([{ from: 0, to: 1, by: 'a', byName: 'Мадина Касым' }, { from: 1, to: 2, by: 'b', byName: 'Марат Ким' }]);
    expect(twins.map((one) => one.initials)).toEqual(['МК', 'МК2']);
  });

  it('cuts the text into lines without losing a letter', () => {
    const lines = authorLines(text, spans, writersOf(spans));
    expect(lines.map((line) => line.map((piece) => piece.text).join('')).join('\n')).toBe(text);
    expect(lines.map((line) => line.map((piece) => piece.writer))).toEqual([
      [null, 0, null],
      [null, 1, 1, null],
    ]);
    expect(lines.flat().filter((piece) => piece.opens).map((piece) => piece.text)).toEqual(['сорок', 'горя']);
    for (const piece of lines.flat()) expect(text.slice(piece.from, piece.from + piece.text.length)).toBe(piece.text);
  });

  it('says of any words who brought them', () => {
    expect(writtenWithin(text, spans, 19, 33).map((one) => [one.text, one.span.byName])).toEqual([
      ['на ', undefined],
      ['сорок', 'Марина Ким'],
      [' суток', undefined],
    ]);
    expect(writtenWithin(text, spans, 22, 28)).toHaveLength(1);
    expect(writtenWithin(text, spans, 38, 46).map((one) => one.span.at)).toEqual(['2026-11-24T10:05:00.000Z', '2026-11-24T11:00:00.000Z']);
  });

  // A word whose letters went out in two messages was shown as two, «первосл» and «ово», both by the same member in the same minute.
  it('shows a word as one that was sent in pieces, and not what somebody else accepted', () => {
    const at = (second: number) => `2026-11-24T10:00:0${second}.000Z`;
    const pieces = [{ from: 0, to: 7, by: 'm2', byName: 'Данияр', at: at(1) }, { from: 7, to: 10, by: 'm2', byName: 'Данияр', at: at(2) }];
    expect(writtenWithin('первослово', pieces, 0, 10).map((one) => [one.text, one.span.at])).toEqual([['первослово', at(2)]]);
    const accepted = pieces.map((one, i) => (i === 1 ? { ...one, acceptedByName: 'Сауле' } : one));
    expect(writtenWithin('первослово', accepted, 0, 10)).toHaveLength(2);
  });
});
