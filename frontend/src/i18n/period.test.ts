import { expect, test } from 'vitest';
import { periodText } from './period';

test('a period is written with its months, and with its days where they are known', () => {
  expect(periodText('2026-01', '2026-06', 'ru')).toBe('январь 2026 года – июнь 2026 года');
  expect(periodText('2026-01', '2026-02-15', 'kk')).toBe('2026 жылғы қаңтар – 2026 жылғы 15 ақпан');
  expect(periodText('2026-01', '', 'en')).toBe('January 2026');
  expect(periodText('2026-01-31', '2026-02-01', 'en')).toBe('31 January 2026 – 1 February 2026');
  expect(periodText('2026-03', '2026-03', 'en')).toBe('March 2026');
});

test('what is no date is shown as it came', () => {
  expect(periodText('весной', '', 'ru')).toBe('весной');
  expect(periodText('2026-13', '', 'ru')).toBe('2026-13');
});
