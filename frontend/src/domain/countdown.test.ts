import { expect, test } from 'vitest';
import { clockOf, phaseOf, secondsLeft } from './countdown';

const timer = { speaker: 'А. Сейтова', seconds: 300, startedAt: '2026-12-10T05:00:00.000Z' };
const start = Date.parse(timer.startedAt);

test('counts from the moment of the server, whatever the clock of the browser says', () => {
  expect(secondsLeft(timer, start, 0)).toBe(300);
  expect(secondsLeft(timer, start + 1, 0)).toBe(300);
  expect(secondsLeft(timer, start + 240_000, 0)).toBe(60);
  expect(secondsLeft(timer, start - 3_600_000, 3_600_000)).toBe(300);
  expect(secondsLeft(timer, start + 307_000, 0)).toBe(-7);
});

test.each([
  [300, '5:00'],
  [61, '1:01'],
  [9, '0:09'],
  [0, '0:00'],
  [-7, '+0:07'],
  [-125, '+2:05'],
])('%i seconds are %s', (seconds, want) => {
  expect(clockOf(seconds)).toBe(want);
});

test.each([
  [61, 300, 'running'],
  [60, 300, 'last'],
  [1, 300, 'last'],
  [0, 300, 'over'],
  [-5, 300, 'over'],
  [60, 60, 'running'],
  [30, 60, 'last'],
] as const)('%i of %i seconds: %s', (seconds, whole, want) => {
  expect(phaseOf(seconds, whole)).toBe(want);
});
