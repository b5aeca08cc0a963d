import { beforeEach, expect, test, vi } from 'vitest';
import { CommentDrafts } from './comment-drafts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) });
});

test('a draft is there again for its writer, on its proposal, in its place, until it is dropped', () => {
  const mine = new CommentDrafts('m1', 'p1');
  const draft = { ...mine.open('reply:c1'), text: 'Недописано', suggestion: 'иначе' };
  mine.keep('reply:c1', draft);
  expect(new CommentDrafts('m1', 'p1').open('reply:c1')).toMatchObject(draft);
  for (const other of [new CommentDrafts('m2', 'p1').get('reply:c1'), new CommentDrafts('m1', 'p2').get('reply:c1'), mine.get('reply:c2'), mine.get('new')]) expect(other).toBeNull();
  mine.drop('reply:c1');
  expect(mine.get('reply:c1')).toBeNull();
});

test('a comment keeps its id from its first letter on, so that a second try counts once', () => {
  const drafts = new CommentDrafts('m1', 'p1');
  const { id } = drafts.open('new');
  drafts.keep('new', { id, text: 'Текст', suggestion: null });
  expect(drafts.open('new').id).toBe(id);
  drafts.drop('new', 'of another comment');
  expect(drafts.open('new').id).toBe(id);
  drafts.drop('new', id);
  expect(drafts.open('new').id).not.toBe(id);
});

test('only the newest are kept, and a store that holds something else is no obstacle', () => {
  vi.useFakeTimers();
  const drafts = new CommentDrafts('m1', 'p1');
  for (let n = 0; n < 60; n++) {
    vi.setSystemTime(n * 1000);
    drafts.keep(`reply:c${n}`, { id: `id${n}`, text: 'Текст', suggestion: null });
  }
  expect([drafts.get('reply:c0'), drafts.get('reply:c19'), drafts.get('reply:c20')?.id, drafts.get('reply:c59')?.id]).toEqual([null, null, 'id20', 'id59']);
  vi.useRealTimers();
  localStorage.setItem('talqy-comment-drafts', 'не JSON');
  expect(drafts.get('new')).toBeNull();
});
