import { expect, test } from 'vitest';
import { skewOf } from './server-clock';

const moment = Date.parse('2026-12-10T05:00:00.000Z');
const header = 'Thu, 10 Dec 2026 05:00:00 GMT';

test('a clock that is right within the rounding of the header is left alone', () => {
  for (const off of [-1_900, 0, 700, 2_900]) expect(skewOf(header, moment + off, moment + off)).toBe(0);
});

test('a clock minutes off is set right to a second', () => {
  expect(Math.abs(skewOf(header, moment + 180_000, moment + 180_400) + 180_000)).toBeLessThan(1_000);
  expect(Math.abs(skewOf(header, moment - 3_600_000, moment - 3_600_000) - 3_600_000)).toBeLessThan(1_000);
});

test('a server that says no time changes nothing', () => {
  expect(skewOf(null, moment, moment)).toBe(0);
  expect(skewOf('soon', moment, moment)).toBe(0);
});
