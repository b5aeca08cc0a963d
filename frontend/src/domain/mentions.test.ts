import { describe, expect, test } from 'vitest';
import { asked, labelOf, marked, offered, pieces, written } from './mentions';

const people = [
  { id: 'm1', name: 'Сауле Тлеубаева', login: 'saule' },
  { id: 'm2', name: 'Сауле', login: 's.akhmet' },
  { id: 'm3', name: 'Әлия Серік', login: 'aliya' },
  { id: 'm4', name: 'Иван Пётров', login: 'ivan' },
  { id: 'm5', name: 'Иван Пётров', login: 'petrov' },
];

test.each([
  ['@Сауле Тлеубаева, срок?', '@[m1], срок?'],
  ['@Сауле, срок?', '@[m2], срок?'],
  ['@Сауленың пікірі', '@Сауленың пікірі'], // a word with a name inside is not the name
  ['@aliya и @Әлия Серік.', '@[m3] и @[m3].'],
  ['почта a@saule.kz и b@ivan', 'почта a@saule.kz и b@ivan'],
  ['@Иван Пётров (petrov)!', '@[m5]!'],
  ['(@saule)', '(@[m1])'],
  ['@', '@'],
])('«%s» is kept as «%s»', (text, kept) => {
  expect(marked(text, people)).toBe(kept);
});

test('what is kept is typed back as it was, and kept again the same', () => {
  for (const body of ['@[m1], @[m4] и @[m5]: см. @[gone]', 'без имён', '@[m2]']) {
    expect(marked(written(body, people), people)).toBe(body);
  }
});

test('two of one name are told apart, and a renamed member stays mentioned', () => {
  expect(people.slice(3).map((one) => labelOf(one, people))).toEqual(['@Иван Пётров (ivan)', '@Иван Пётров (petrov)']);
  expect(pieces('@[m1]?', [{ id: 'm1', name: 'Сауле Ахметова', login: 'saule' }])).toEqual([{ person: { id: 'm1', name: 'Сауле Ахметова', login: 'saule' } }, { text: '?' }]);
  expect(pieces('@[m9]?', people)).toEqual([{ text: '@[m9]?' }]);
});

describe('what is asked for at the caret', () => {
  test.each([
    ['Прошу @', { from: 6, query: '' }],
    ['Прошу @сау', { from: 6, query: 'сау' }],
    ['@Сауле Тл', { from: 0, query: 'Сауле Тл' }],
    ['почта a@b', null],
    ['@ нет', null],
    ['@Сауле Тлеубаева и', null],
    ['нет знака', null],
  ])('in «%s»', (text, wanted) => {
    expect(asked(text, text.length)).toEqual(wanted);
  });

  test('only what is before the caret counts', () => {
    expect(asked('@сауле', 3)).toEqual({ from: 0, query: 'са' });
  });
});

test.each([
  ['', ['m4', 'm5', 'm2', 'm1', 'm3']],
  ['тлеу', ['m1']],
  ['САУ', ['m2', 'm1']],
  ['петров', ['m4', 'm5']], // ё is е
  ['petrov', ['m5']],
  ['нет', []],
])('«%s» offers', (query, ids) => {
  const found = offered(people, query).map((one) => one.id);
  expect(query === '' ? [...found].sort() : found).toEqual(query === '' ? [...ids].sort() : ids);
});
