import { describe, expect, test } from 'vitest';
import { randomOps, seeded } from './random-ops.test-data';
import { newText, pieces } from './redline';
import { selectedRange, trimRange, type Touched } from './selection';

describe('a selection in the redline', () => {
  test('counts words that stay and added words', () => {
    expect(selectedRange([{ from: 10, start: 2, end: 5 }, { from: 15, start: 0, end: 3 }])).toEqual({ from: 12, to: 18 });
  });

  test('passes over struck words inside it', () => {
    expect(selectedRange([{ from: 0, start: 4, end: 9 }, { from: null, start: 0, end: 7 }, { from: 9, start: 0, end: 5 }])).toEqual({ from: 4, to: 14 });
  });

  test('of struck words only is refused by name', () => {
    expect(selectedRange([{ from: null, start: 0, end: 7 }])).toEqual({ refused: 'deleted_only' });
  });

  test('of struck words that merely touches the edge of others is still refused', () => {
    expect(selectedRange([{ from: 0, start: 9, end: 9 }, { from: null, start: 0, end: 7 }, { from: 9, start: 0, end: 0 }])).toEqual({ refused: 'deleted_only' });
  });

  test('of nothing is empty', () => {
    expect(selectedRange([])).toEqual({ refused: 'empty' });
  });
});

test('whatever is marked, the place holds the marked words of the proposed text', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed);
    const ops = randomOps(random);
    const shown = pieces(ops, []);
    const first = Math.floor(random() * shown.length);
    const last = first + Math.floor(random() * (shown.length - first));
    const touched: Touched[] = [];
    let expected = '';
    for (let i = first; i <= last; i++) {
      const piece = shown[i];
      if (!piece) continue;
      const start = i === first ? Math.floor(random() * (piece.text.length + 1)) : 0;
      const end = i === last ? Math.max(start, Math.floor(random() * (piece.text.length + 1))) : piece.text.length;
      touched.push({ from: piece.from, start, end });
      if (piece.op !== 'delete') expected += piece.text.slice(start, end);
    }
    const range = selectedRange(touched);
    if ('refused' in range) expect(expected, `seed ${seed}`).toBe('');
    else expect(newText(ops).slice(range.from, range.to), `seed ${seed}`).toBe(expected);
  }
});

describe('drawing in the ends', () => {
  test('leaves out spaces and breaks', () => {
    expect(trimRange('  слова закона \n', { from: 0, to: 16 })).toEqual({ from: 2, to: 14 });
  });

  test('of spaces alone leaves nothing', () => {
    expect(trimRange('а   б', { from: 1, to: 4 })).toBeNull();
  });

  test('never cuts a surrogate pair', () => {
    expect(trimRange('а😀б', { from: 2, to: 4 })).toEqual({ from: 1, to: 4 });
    expect(trimRange('а😀б', { from: 0, to: 2 })).toEqual({ from: 0, to: 3 });
  });
});
