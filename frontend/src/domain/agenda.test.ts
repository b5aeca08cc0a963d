import { describe, expect, test } from 'vitest';
import type { AgendaItem } from '../api/round-tables';
import { around, clockAfter, minutesBetween, moved, timetable, totalMinutes } from './agenda';

const item = (id: string, rest: Partial<AgendaItem> = {}): AgendaItem => ({ id, title: { ru: id, kk: id }, ...rest });

const agenda = [
  item('opening', { minutes: 10 }),
  item('shelters', { minutes: 15, speakers: [{ name: 'А. Сейтова', minutes: 10 }, { name: 'М. Ким', minutes: 5 }], proposals: ['p2', 'p1'] }),
  item('break'),
  item('liability', { minutes: 20, proposals: ['p1', 'p3'] }),
];

test('each item begins when those before it are over', () => {
  expect(timetable(agenda, '10:00').map(({ n, starts, ends, minutes }) => `${n} ${starts}–${ends} ${minutes}`)).toEqual([
    '1 10:00–10:10 10',
    '2 10:10–10:40 30',
    '3 10:40–10:40 0',
    '4 10:40–11:00 20',
  ]);
  expect(totalMinutes(agenda)).toBe(60);
});

test('without a beginning there is no clock, but there are minutes', () => {
  for (const begins of [undefined, '', 'утром']) {
    expect(timetable(agenda, begins).map(({ starts, ends, minutes }) => [starts, ends, minutes])).toEqual([['', '', 10], ['', '', 30], ['', '', 0], ['', '', 20]]);
  }
});

test.each([
  ['09:05', 0, '09:05'],
  ['9:05', 55, '10:00'],
  ['23:50', 20, '00:10'],
  ['10:00', 24 * 60, '10:00'],
])('%s and %i minutes', (begins, minutes, want) => {
  expect(clockAfter(begins, minutes)).toBe(want);
});

test.each([
  ['10:00', '13:00', 180],
  ['22:00', '01:00', 180],
  ['10:00', '10:00', 0],
  ['', '13:00', null],
  ['10:00', undefined, null],
])('from %s to %s', (begins, ends, want) => {
  expect(minutesBetween(begins, ends)).toBe(want);
});

describe('moving an item', () => {
  test.each([
    [0, 2, 'bcad'],
    [3, 0, 'dabc'],
    [1, 1, 'abcd'],
    [2, -5, 'cabd'],
    [0, 99, 'bcda'],
    [7, 0, 'abcd'],
  ])('%i to %i', (from, to, want) => {
    expect(moved([...'abcd'], from, to).join('')).toBe(want);
  });

  test('loses and doubles nothing, wherever from and to', () => {
    const list = [...'abcdefg'];
    for (let from = -2; from < 10; from++) for (let to = -2; to < 10; to++) expect(moved(list, from, to).sort()).toEqual(list);
  });
});

test('next and previous of what is discussed', () => {
  expect(around(agenda, undefined)).toEqual({ index: -1, item: null, previous: null, next: agenda[0] });
  expect(around(agenda, 'opening')).toEqual({ index: 0, item: agenda[0], previous: null, next: agenda[1] });
  expect(around(agenda, 'liability')).toEqual({ index: 3, item: agenda[3], previous: agenda[2], next: null });
  expect(around([], '')).toEqual({ index: -1, item: null, previous: null, next: null });
});
