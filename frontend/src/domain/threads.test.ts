import { describe, expect, test } from 'vitest';
import type { Comment, Reply } from '../api/types';
import { countThreads, filterThreads, noFilter, organisationsIn, readFilter } from './thread-filter';
import { knows, withAnswer, withEdit, withReply, withResolved, withThread } from './threads';

const org = (ru: string) => ({ ru, kk: `${ru} қоры` });
const reply = (id: string, author: string, more: Partial<Reply> = {}): Reply => ({ id, author, authorName: author, organisationName: org(author === 'me' ? 'Центр' : 'Фонд'), at: '', body: id, ...more });
const thread = (id: string, author: string, more: Partial<Comment> = {}): Comment => ({ ...reply(id, author), anchor: null, resolved: null, replies: [], ...more });
const suggestion = { old: 'а', new: 'б', answer: null };
const answered = { ...suggestion, answer: { accepted: false, by: 'me', byName: 'Я', at: '', reason: 'Нет.' } };
const anchor = (lang: 'ru' | 'kk') => ({ lang, from: 0, to: 1, quote: 'а', lost: false });

const threads = [
  thread('silent', 'other', { anchor: anchor('kk') }),
  thread('answered', 'other', { replies: [reply('r1', 'me')], mentions: [{ id: 'me', name: 'Я', login: 'me' }] }),
  thread('suggesting', 'other', { replies: [reply('r2', 'me', { suggestion })], anchor: anchor('ru') }),
  thread('declined', 'me', { suggestion: answered, replies: [reply('r3', 'other', { mentions: [{ id: 'me', name: 'Я', login: 'me' }] })] }),
  thread('settled', 'me', { resolved: { by: 'other', byName: '', at: '' } }),
  thread('alone', 'me', { replies: [reply('r4', 'me')] }),
];

describe('filters', () => {
  test.each([
    ['all', ['silent', 'answered', 'suggesting', 'declined', 'settled', 'alone']],
    ['open', ['silent', 'answered', 'suggesting', 'declined', 'alone']],
    ['unresolved', ['silent', 'suggesting', 'alone']], // no answer from anybody else, or words nobody decided on
    ['mine', ['answered', 'suggesting', 'declined', 'settled', 'alone']],
    ['mentions', ['answered', 'declined']],
  ] as const)('%s', (view, ids) => {
    expect(filterThreads(threads, { ...noFilter, view }, 'me').map((one) => one.id)).toEqual(ids);
    expect(countThreads(threads, { ...noFilter, view: 'mine' }, 'me')[view]).toBe(ids.length);
  });

  test('by organisation and by language of the text, and the counts go with them', () => {
    expect(filterThreads(threads, { ...noFilter, organisation: 'Фонд' }, 'me').map((one) => one.id)).toEqual(['silent', 'answered', 'suggesting', 'declined']);
    expect(filterThreads(threads, { ...noFilter, lang: 'kk' }, 'me').map((one) => one.id)).toEqual(['silent']);
    expect(countThreads(threads, { ...noFilter, lang: 'ru' }, 'me')).toEqual({ all: 1, open: 1, unresolved: 1, mine: 1, mentions: 0 });
    expect(organisationsIn(threads)).toEqual([org('Фонд'), org('Центр')]);
  });

  test('what was kept is read, and what is not understood is left out', () => {
    expect(readFilter({ view: 'mine', organisation: 'Фонд', lang: 'kk' })).toEqual({ view: 'mine', organisation: 'Фонд', lang: 'kk' });
    for (const kept of [null, 'mine', { view: 'stars', lang: 'en', organisation: 7 }]) expect(readFilter(kept)).toEqual(noFilter);
  });
});

describe('what events do to threads', () => {
  test('an edit reaches a comment and a reply; an older one changes nothing', () => {
    const edit = (times: number) => ({ body: `Правка ${times}`, edited: { at: '', times } });
    let now = withEdit<Reply, Comment>(threads, 'answered', 'r1', edit(2));
    now = withEdit<Reply, Comment>(now, 'answered', 'r1', edit(1));
    now = withEdit<Reply, Comment>(now, 'answered', 'answered', edit(1));
    expect([now[1]?.body, now[1]?.replies?.[0]?.body]).toEqual(['Правка 1', 'Правка 2']);
    expect(threads[1]?.body).toBe('answered'); // values are never changed
  });

  test('an answer goes to the suggestion and to nothing else', () => {
    const now = withAnswer<Reply, Comment>(threads, 'suggesting', 'r2', answered.answer);
    expect(now[2]?.replies?.[0]?.suggestion).toEqual(answered);
    expect(withAnswer<Reply, Comment>(threads, 'suggesting', 'suggesting', answered.answer)[2]?.suggestion).toBeUndefined();
  });

  test('what comes twice counts once', () => {
    const more = withReply<Reply, Comment>(threads, 'silent', reply('r9', 'me'));
    expect(withReply<Reply, Comment>(more, 'silent', reply('r9', 'me'))[0]?.replies).toHaveLength(1);
    expect(withThread<Reply, Comment>(threads, thread('silent', 'other'))).toHaveLength(threads.length);
    expect([knows(threads, 'r2'), knows(threads, 'silent'), knows(threads, 'nothing')]).toEqual([true, true, false]);
    expect(withResolved<Reply, Comment>(threads, 'silent', { by: 'me', byName: 'Я', at: '' })[0]?.resolved).not.toBeNull();
  });
});
