import { expect, test } from 'vitest';
import { anchorOf, cutArticle, placesOf } from './bill-places';

const draft = {
  articles: [
    { num: '1', items: [
      { num: '1', items: [{ num: '1', proposals: ['a'] }, { num: '2', proposals: ['b', 'c'] }] },
      { num: '2', items: [{ num: '', proposals: ['d'] }, { num: '2', proposals: ['c'] }] },
    ] },
    { num: '2', items: null },
  ],
};

test('a proposal is found at each item that carries it out', () => {
  expect(placesOf(draft, 'c')).toEqual([{ article: '1', act: '1', item: '2' }, { article: '1', act: '2', item: '2' }]);
  expect(placesOf(draft, 'd')).toEqual([{ article: '1', act: '2', item: '' }]);
  expect(placesOf(draft, 'x')).toEqual([]);
  expect(placesOf({ articles: null }, 'a')).toEqual([]);
});

test('an item has one address, whatever numbers it lacks', () => {
  expect(anchorOf({ article: '1', act: '2', item: '' })).toBe('item-1-2');
  expect(anchorOf({ article: '1', act: '', item: '3' })).toBe('item-1-3');
  // An act without a number and an item without one are never on one page together: the first means one act alone.
});

test('the name of an article is set apart from its words', () => {
  expect(cutArticle('Статья 2. Настоящий Закон вводится в действие.')).toEqual(['Статья 2.', 'Настоящий Закон вводится в действие.']);
  expect(cutArticle('1-бап. Мына актілерге:')).toEqual(['1-бап.', 'Мына актілерге:']);
  expect(cutArticle('Без номера')).toEqual(['', 'Без номера']);
});
