import { expect, test } from 'vitest';
import { latestTwo, numbered } from './editions';

test('editions are counted from one, as they came', () => {
  expect(numbered([{ id: 'a' }, { id: 'b' }])).toEqual([
    { id: 'a', number: 1 },
    { id: 'b', number: 2 },
  ]);
});

test('the two newest are compared first', () => {
  expect(latestTwo([{ id: 'a' }, { id: 'b' }, { id: 'c' }])).toEqual({ from: 'b', to: 'c' });
  expect(latestTwo([{ id: 'a' }])).toBeNull();
  expect(latestTwo([])).toBeNull();
});
