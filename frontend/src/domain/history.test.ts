import { describe, expect, it } from 'vitest';
import { groupVersions, namesOf, versionsIn, withNewest, type Entry } from './history';

const entry = (seq: number, name: string, at: string, ru?: string, more: Partial<Entry> = {}): Entry => ({
  seq,
  at,
  by: name,
  byName: name,
  ...(ru !== undefined && { wording: { ru: { current: 'Закон.', proposed: ru, version: seq } } }),
  ...more,
});
const newestFirst = [
  entry(9, 'Марина', '2026-11-25T09:00', 'Три.'),
  entry(8, 'Данияр', '2026-11-24T12:10'),
  entry(7, 'Данияр', '2026-11-24T12:00', 'Два.'),
  entry(6, 'Данияр', '2026-11-24T11:30', 'Один.'), // the Kazakh text changed, this one did not
  entry(5, 'Данияр', '2026-11-24T11:00', 'Один.', { authors: [{ by: 'd', byName: 'Данияр' }, { by: 'm', byName: 'Марина' }] }),
  entry(1, 'Данияр', '2026-11-24T10:00', 'Закон.'),
];

describe('versions of a text', () => {
  it('are the entries that changed it, oldest first', () => {
    expect(versionsIn(newestFirst, 'ru').map((one) => [one.entry.seq, one.text])).toEqual([[1, 'Закон.'], [5, 'Один.'], [7, 'Два.'], [9, 'Три.']]);
    expect(versionsIn(newestFirst, 'kk')).toEqual([]);
  });

  it('keep a newer law apart even where the draft stayed', () => {
    const law = entry(2, 'Айгерим', '2026-11-24T10:30', undefined, { wording: { ru: { current: 'Новый закон.', proposed: 'Закон.', version: 1 } } });
    expect(versionsIn([law, newestFirst.at(-1) as Entry], 'ru').map((one) => one.current)).toEqual(['Закон.', 'Новый закон.']);
  });

  it('are grouped by people and day', () => {
    const groups = groupVersions(versionsIn(newestFirst, 'ru'), (at) => at.slice(0, 10));
    expect(groups).toEqual([
      { names: ['Данияр'], day: '2026-11-24', count: 1 },
      { names: ['Данияр', 'Марина'], day: '2026-11-24', count: 1 },
      { names: ['Данияр'], day: '2026-11-24', count: 1 },
      { names: ['Марина'], day: '2026-11-25', count: 1 },
    ]);
    expect(namesOf(entry(1, 'Сауле', ''))).toEqual(['Сауле']);
  });
});

it('a page loaded anew replaces what has grown and keeps what is older', () => {
  const loaded = newestFirst.slice(1);
  const grown = [entry(12, 'Марина', '2026-11-25T10:00', 'Четыре.'), ...newestFirst.slice(1, 3)];
  expect(withNewest(grown, loaded).map((one) => one.seq)).toEqual([12, 8, 7, 6, 5, 1]);
  expect(withNewest([], loaded)).toEqual([]);
});
