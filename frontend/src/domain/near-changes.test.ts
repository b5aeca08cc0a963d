import { expect, test } from 'vitest';
import { nearChanges } from './near-changes';
import { inlineLines, type Op } from './redline';

const stretches = (ops: Op[]) => nearChanges(inlineLines(ops, [])).map((one) => ('left' in one ? one.left : one.lines.map((line) => line.segments.map((segment) => segment.text).join('')).join('|')));

test('changed lines keep one neighbour on either side', () => {
  expect(stretches([{ op: 'equal', text: 'a\nb\nc\nd ' }, { op: 'insert', text: 'x' }, { op: 'equal', text: '\ne\nf\ng' }])).toEqual([2, 'c|d x|e', 2]);
});

test('one line between two changes is shown', () => {
  expect(stretches([{ op: 'insert', text: 'x ' }, { op: 'equal', text: 'a\nb\nc\nd\ne' }, { op: 'insert', text: ' y' }])).toEqual(['x a|b|c|d|e y']);
});

test('a text that changed throughout is shown whole, one that did not is left out', () => {
  expect(stretches([{ op: 'insert', text: 'a\nb' }])).toEqual(['a|b']);
  expect(stretches([{ op: 'equal', text: 'a\nb' }])).toEqual([2]);
});
