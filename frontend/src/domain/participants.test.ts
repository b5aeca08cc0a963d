import { expect, test } from 'vitest';
import type { Participant } from '../api/round-tables';
import { bodyOf, byName, countPresent, found } from './participants';

const organisations = new Map([['o1', { ru: 'Министерство юстиции', kk: 'Әділет министрлігі' }]]);
const people: Participant[] = [
  { id: '1', name: 'Сауле Омарова', organisation: 'o1', city: 'Астана', present: true },
  { id: '2', name: 'Данияр Сёмин', body: { ru: 'Фонд «Пана»', kk: '«Пана» қоры' }, office: { ru: 'юрист', kk: 'заңгер' }, city: 'Караганда' },
  { id: '3', name: 'Әсел Бекова', organisation: 'o1' },
];
const names = (list: readonly Participant[]) => list.map((one) => one.id).join('');

test.each([
  ['', '123'],
  ['сау', '1'],
  ['омар', '1'],
  ['семин', '2'],
  ['мин юст', '13'],
  ['әділет', '13'],
  ['пана', '2'],
  ['заңгер', '2'],
  ['караганда дан', '2'],
  ['аян', ''],
  ['имар', ''],
])('«%s» finds %s', (words, want) => {
  expect(names(found(people, words, organisations))).toBe(want);
});

test('the list is in the order of names, counted, and left as it was', () => {
  expect(byName(people)).toHaveLength(3);
  expect(names(byName(people)).endsWith('1')).toBe(true);
  expect(names(people)).toBe('123');
  expect(countPresent(people)).toBe(1);
});

test('an organisation of the group is called as the group calls it', () => {
  expect(people.map((one) => bodyOf(one, organisations, 'kk'))).toEqual(['Әділет министрлігі', '«Пана» қоры', 'Әділет министрлігі']);
  expect(bodyOf({ id: '4', name: 'Гость', organisation: 'gone', body: { ru: 'Вуз', kk: '' } }, organisations, 'kk')).toBe('Вуз');
});
