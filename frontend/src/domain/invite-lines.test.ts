import { expect, test } from 'vitest';
import { readLines } from './invite-lines';

test.each([
  ['Айгерим Ахметова', ['Айгерим Ахметова', '', '']],
  ['Айгерим Ахметова; aigerim@fond.kz; директор', ['Айгерим Ахметова', 'aigerim@fond.kz', 'директор']],
  ['Айгерим Ахметова\taigerim@fond.kz', ['Айгерим Ахметова', 'aigerim@fond.kz', '']],
  ['Айгерим Ахметова, aigerim@fond.kz', ['Айгерим Ахметова', 'aigerim@fond.kz', '']],
  ['Айгерим  Ахметова <aigerim@fond.kz>', ['Айгерим Ахметова', 'aigerim@fond.kz', '']],
  ['aigerim@fond.kz; Айгерим Ахметова', ['Айгерим Ахметова', 'aigerim@fond.kz', '']],
  ['Айгерим Ахметова; заместитель директора, юрист', ['Айгерим Ахметова', '', 'заместитель директора, юрист']],
])('«%s» is read', (line, [name, email, office]) => {
  expect(readLines(line)).toEqual({ people: [{ name, email, office }], wrong: [] });
});

test('empty lines are nothing, lines without a name are told by their numbers', () => {
  expect(readLines('\r\nАнна Шмидт\r\n\r\nonly@mail.kz\n ; ;\n')).toEqual({ people: [{ name: 'Анна Шмидт', email: '', office: '' }], wrong: [4, 5] });
});
