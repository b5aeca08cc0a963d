import { expect, test } from 'vitest';
import { atLineStart, compareEid, groupBy, inLocale } from './bilingual';
import { markPieces } from './marks';
import { withReply, withResolved, withThread, type ThreadLike } from './threads';

test('the other language stands in for an empty one', () => {
  expect(inLocale({ ru: 'Закон', kk: 'Заң' }, 'kk')).toBe('Заң');
  expect(inLocale({ ru: 'Закон', kk: '' }, 'kk')).toBe('Закон');
  expect(inLocale({ ru: '', kk: 'Заң' }, 'en')).toBe('Заң');
  expect(inLocale(null, 'ru')).toBe('');
});

test('an address begins a line with a capital, also in Kazakh', () => {
  expect(atLineStart('статья 10')).toBe('Статья 10');
  expect(atLineStart('10-бап')).toBe('10-бап');
  expect(atLineStart('әкімдік')).toBe('Әкімдік');
  expect(atLineStart('')).toBe('');
});

test('articles stand as the law runs, not as letters do', () => {
  const shuffled = ['art_128-1', 'art_10', 'art_2', 'art_128', 'art_129', 'art_128-10', 'art_128-2', 'art_2__para_1'];
  expect([...shuffled].sort(compareEid)).toEqual(['art_2', 'art_2__para_1', 'art_10', 'art_128', 'art_128-1', 'art_128-2', 'art_128-10', 'art_129']);
});

test('groups keep the order in which they first appear', () => {
  expect(groupBy([['б', 1], ['а', 2], ['б', 3]] as const, (one) => one[0]).map((group) => [group.key, group.items.length])).toEqual([
    ['б', 2],
    ['а', 1],
  ]);
});

test('found words are cut out, whatever order and overlap they come in', () => {
  expect(markPieces('торговля людьми', [[9, 99], [0, 4], [2, 8]])).toEqual([
    { text: 'торг', marked: true },
    { text: 'овля', marked: true },
    { text: ' ', marked: false },
    { text: 'людьми', marked: true },
  ]);
});

type Thread = ThreadLike<{ id: string }>;
const thread = (id: string): Thread => ({ id, resolved: null, replies: [] });

test('an own comment that comes back as an event counts once', () => {
  const once = withThread([], thread('c1'));
  expect(withThread(once, thread('c1'))).toHaveLength(1);
});

test('a reply that comes twice counts once, and only in its own thread', () => {
  const both = [thread('c1'), thread('c2')];
  const twice = withReply(withReply(both, 'c2', { id: 'r1' }), 'c2', { id: 'r1' });
  expect(twice.map((one) => (one.replies ?? []).length)).toEqual([0, 1]);
});

test('the first thread can be resolved too', () => {
  const done = withResolved([thread('c1'), thread('c2')], 'c1', { by: 'm1' });
  expect(done.map((one) => one.resolved !== null)).toEqual([true, false]);
});
