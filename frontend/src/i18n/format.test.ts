import { expect, test } from 'vitest';
import { m } from '../paraglide/messages.js';
import { formatDay, formatMoment, formatNumber } from './format';
import { ensureKazakhPlurals } from './plural-rules';

test('a day is written as the language writes it', () => {
  expect(formatDay('2026-12-10', 'ru')).toBe('10 декабря 2026 года');
  expect(formatDay('2026-12-10', 'kk')).toBe('2026 жылғы 10 желтоқсан');
  expect(formatDay('2026-12-10', 'en')).toBe('10 December 2026');
  expect(formatDay('unknown', 'ru')).toBe('unknown');
});

test('today shows the time alone, another day its date too', () => {
  const now = new Date(2026, 10, 23, 18, 0);
  expect(formatMoment(new Date(2026, 10, 23, 9, 5).toISOString(), 'ru', now)).toBe('09:05');
  expect(formatMoment(new Date(2026, 10, 22, 9, 5).toISOString(), 'kk', now)).toBe('2026 жылғы 22 қараша, 09:05');
});

test('thousands stand apart', () => {
  expect([formatNumber(999), formatNumber(1346), formatNumber(1234567)]).toEqual(['999', '1\u202f346', '1\u202f234\u202f567']);
});

test('Russian counts by its four forms, Kazakh keeps the noun single', () => {
  expect([1, 2, 5, 21, 112].map((count) => m.proposals_count({ count }, { locale: 'ru' }))).toEqual(['1 поправка', '2 поправки', '5 поправок', '21 поправка', '112 поправок']);
  expect([1, 5].map((count) => m.proposals_count({ count }, { locale: 'kk' }))).toEqual(['1 түзету', '5 түзету']);
  expect([1, 5].map((count) => m.proposals_count({ count }, { locale: 'en' }))).toEqual(['1 proposal', '5 proposals']);
});

test('a browser without Kazakh rules counts by the stand-in and leaves other languages alone', () => {
  const asked: unknown[] = [];
  class Poor {
    static supportedLocalesOf = () => [] as string[];
    constructor(locale: unknown) {
      asked.push(locale);
    }
    select = () => 'other';
  }
  const intl = { PluralRules: Poor as unknown as typeof Intl.PluralRules };
  ensureKazakhPlurals(intl);
  new intl.PluralRules('kk');
  new intl.PluralRules('ru');
  expect(asked).toEqual(['en', 'ru']);
});
