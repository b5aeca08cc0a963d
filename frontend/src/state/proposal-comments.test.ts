import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Comment, LiveEvent, Member, Proposal } from '../api/types';
import type { Follower } from '../live/connection';
import { writer } from './offline';
import { outbox, wordsOf } from './outbox.svelte';

// What a proposal's state does with edited comments, suggested words and comments begun before a reload; the line hands over
// events by hand, the server is a function.

let follower: Follower;
vi.mock('./line.svelte', () => ({
  line: {
    follow: (_topic: string, _from: number, one: Follower) => {
      follower = one;
      return () => {};
    },
  },
}));

const { ProposalState } = await import('./proposal.svelte');

const none = { ru: '', kk: '' };
const law = 'лишение свободы на срок';
const thread: Comment = {
  id: 'c1', author: 'm2', authorName: 'Марина', organisationName: none, at: '', body: 'Строже.', resolved: null, replies: [],
  anchor: { lang: 'ru', from: 8, to: 15, quote: 'свободы', lost: false },
  suggestion: { old: 'свободы', new: 'воли', answer: null },
};
const proposal = (): Proposal => ({
  id: 'p1', bill: 'b1', act: 'a1', actTitle: none, kind: 'amend', target: 'art_1', address: none, heading: none, author: 'm1', authorName: 'Данияр',
  organisationName: none, status: 'discussion', conflict: false, comments: 1, openComments: 1, createdAt: '', updatedAt: '', seq: 7, may: ['edit', 'comment'],
  wording: { ru: { current: law, proposed: law, version: 3, conflict: null } }, justification: { ru: { proposed: '', version: 0 } }, threads: [thread],
});

/** Set to hold an answer back after it was made: what the test does then has happened since. */
let gate: Promise<void> | null;
/** Set where the server takes no comment. */
let refusal: { code: string; message: string } | null;
let asked: { path: string; body: Record<string, unknown> }[];
let seq: number;
const event = (kind: string, data: unknown): LiveEvent => ({ seq: ++seq, stream: 'proposal/p1', kind, at: '2026-11-24T10:00:00.000Z', by: 'm1', byName: 'Данияр', data });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  seq = 7;
  asked = [];
  gate = refusal = null;
  vi.stubGlobal('fetch', async (path: string, init: { body?: string }) => {
    const body = JSON.parse(init.body ?? '{}') as Record<string, unknown>;
    asked.push({ path, body });
    if (path === '/api/redline') return new Response(JSON.stringify({ ops: [] }));
    await gate;
    if (refusal) return new Response(JSON.stringify({ error: refusal }), { status: 422 });
    return new Response(JSON.stringify({ comment: { ...thread, id: String(body.id ?? 'c1'), body: String(body.body) } }));
  });
});
afterEach(() => vi.useRealTimers());

const open = () => new ProposalState(proposal(), { spoke: () => {} });

test('an accepted suggestion changes the text, is signed by both, and closes the thread', () => {
  const state = open();
  expect(state.fits(thread, { old: 'свободы', new: 'воли' })).toBe(true);
  follower.event(event('comment.suggestion_accepted', { comment: 'c1', id: 'c1', suggestedBy: 'm2', part: 'wording', lang: 'ru', version: 3, updates: [{ clientID: 'suggestion', changes: [8, [7, 'воли'], 8] }] }));
  expect(state.wording.get('ru')?.value).toBe('лишение воли на срок');
  expect(state.threads[0]).toMatchObject({ resolved: { byName: 'Данияр' }, suggestion: { answer: { accepted: true, byName: 'Данияр' } } });
  expect(state.fits(state.threads[0] ?? thread, { old: 'свободы', new: 'воли' })).toBe(false);
  expect(state.diverged).toBe(false);
});

test('a suggestion fits no longer once a letter of its words is typed over, and does again when it is back', () => {
  const state = open();
  const type = (from: number, to: number, insert: string) => state.wording.get('ru')?.text.dispatch({ changes: { from, to, insert } });
  type(10, 11, 'Б');
  expect(state.fits(thread, { old: 'свободы', new: 'воли' })).toBe(false);
  type(10, 11, 'о');
  expect(state.fits(thread, { old: 'свободы', new: 'воли' })).toBe(true);
});

test('an edit and a refusal reach the comment', () => {
  const state = open();
  follower.event(event('comment.edited', { comment: 'c1', id: 'c1', times: 1, body: 'Мягче.', mentions: [] }));
  follower.event(event('comment.suggestion_declined', { comment: 'c1', id: 'c1', suggestedBy: 'm2', reason: 'Не термин.' }));
  expect(state.threads[0]).toMatchObject({ body: 'Мягче.', edited: { times: 1 }, resolved: null, suggestion: { answer: { accepted: false, reason: 'Не термин.' } } });
});

test('a comment begun before a reload goes on where its words stood', async () => {
  const state = open();
  state.resumeComment({ lang: 'ru', from: 0, to: 7, version: 3 }, 'лишение');
  expect(state.writing).toEqual({ lang: 'ru', quote: 'лишение' });
  expect(state.writingAt).toEqual({ lang: 'ru', from: 0, to: 7, version: 3 });
  await state.sendComment('Снова', { id: 'id-of-draft' });
  expect(asked.find((one) => one.path.endsWith('/comments'))?.body).toMatchObject({ id: 'id-of-draft', anchor: { from: 0, to: 7, version: 3 } });
});

test('begun at a version that this page does not know, it is sent with the place of then, for the server to carry over', async () => {
  const state = open();
  state.resumeComment({ lang: 'ru', from: 0, to: 7, version: 1 }, 'ЛИШЕНИЕ');
  expect(state.wording.get('ru')?.places.map((place) => place.id)).toEqual(['c1']);
  await state.sendComment('Снова', { id: 'id-of-draft', suggestion: { old: 'ЛИШЕНИЕ', new: 'иначе' } });
  expect(asked.find((one) => one.path.endsWith('/comments'))?.body).toMatchObject({ anchor: { lang: 'ru', from: 0, to: 7, version: 1 }, suggestion: { old: 'ЛИШЕНИЕ', new: 'иначе' } });
  expect(state.writing).toBeNull();
});

/** Begins something whose answer is held back, lets the rest happen, and gives the answer. */
async function meanwhile(begin: () => Promise<unknown>, happens: () => void): Promise<void> {
  let release = (): void => {};
  gate = new Promise((done) => (release = done));
  const begun = begin();
  await vi.advanceTimersByTimeAsync(500);
  happens();
  release();
  await begun;
}

// A lawyer resolved one thread while a member began another: the answer put the list back as it had been, and the new comment was
// away until the page was loaded anew.
test('what others say while an answer is on its way stays', async () => {
  const state = open();
  const reply = { id: 'r9', author: 'm3', authorName: 'Сауле', organisationName: none, at: '', body: 'Согласна.', suggestion: null };
  await meanwhile(
    () => state.resolve('c1', 'accepted', ''),
    () => {
      follower.event(event('proposal.commented', { comment: { ...thread, id: 'c2', anchor: null } }));
      follower.event(event('comment.replied', { comment: 'c1', reply }));
    },
  );
  expect(state.threads.map((one) => [one.id, (one.replies ?? []).map(({ id }) => id)])).toEqual([['c1', ['r9']], ['c2', []]]);
});

test('a comment on its way keeps its own words when another is begun, and that one stays', async () => {
  const state = open();
  state.beginComment('ru', 0, 7);
  await meanwhile(
    () => state.sendComment('Первое', { id: 'first' }),
    () => {
      state.beginComment('ru', 19, 23);
      state.wording.get('ru')?.text.dispatch({ changes: { from: 0, insert: 'за ' } });
    },
  );
  const sent = asked.find((one) => one.path.endsWith('/comments'))?.body;
  expect(sent).toMatchObject({ id: 'first', anchor: { from: 0, to: 7 } });
  expect(state.writing).toEqual({ lang: 'ru', quote: 'срок' });
  const draft = state.wording.get('ru');
  const words = Object.fromEntries((draft?.places ?? []).map((place) => [place.id, draft?.value.slice(place.from, place.to)]));
  expect(words).toEqual({ c1: 'свободы', first: 'лишение', new: 'срок' });
});

// It was refused for a telephone number in it, while its author was already writing the next one: no form could say so, and the words
// were gone.
test('a comment that is refused when another has been begun lies in the outbox with the reason', async () => {
  writer.member = () => ({ id: 'm9' }) as Member;
  await outbox.enter('m9');
  refusal = { code: 'personal_data', message: 'Уберите номер.' };
  const state = open();
  state.beginComment('ru', 0, 7);
  const sending = meanwhile(
    () => state.sendComment('Звоните мне', { id: 'with-number', suggestion: { old: 'лишение', new: 'арест' } }),
    () => state.beginComment('ru', 19, 23),
  );
  await expect(sending).rejects.toMatchObject({ code: 'personal_data' });
  expect(outbox.refused.map(({ written, reason }) => [written.id, wordsOf(written), (reason as Error).message])).toEqual([['with-number', 'Звоните мне\nарест', 'Уберите номер.']]);
  expect(outbox.refused[0]?.written).toMatchObject({ anchor: { lang: 'ru', from: 0, to: 7, version: 3 } });
  expect(state.writing).toEqual({ lang: 'ru', quote: 'срок' });
});

test('it comes back also where the next one was sent or left by then, and as its author’s though he was signed out', async () => {
  writer.member = () => ({ id: 'm11' }) as Member;
  await outbox.enter('m11');
  refusal = { code: 'forbidden', message: 'Обсуждение закрыто.' };
  const state = open();
  state.beginComment('ru', 0, 7);
  const sending = meanwhile(
    () => state.sendComment('Первое', { id: 'first of m11' }),
    () => {
      state.beginComment('ru', 19, 23);
      state.dropComment();
      writer.member = () => null;
    },
  );
  await expect(sending).rejects.toMatchObject({ code: 'forbidden' });
  expect(outbox.refused.map(({ written }) => [written.id, written.member, wordsOf(written)])).toEqual([['first of m11', 'm11', 'Первое']]);
});

test('one that is refused in its form stays there alone', async () => {
  writer.member = () => ({ id: 'm10' }) as Member;
  await outbox.enter('m10');
  refusal = { code: 'personal_data', message: 'Уберите номер.' };
  const state = open();
  state.beginComment('ru', 0, 7);
  await expect(state.sendComment('Звоните мне', { id: 'in-form' })).rejects.toMatchObject({ code: 'personal_data' });
  expect([outbox.refused.length, outbox.waiting, state.writing?.quote]).toEqual([0, 0, 'лишение']);
});

test('an older answer takes no right or status back', async () => {
  const state = open();
  const step = (seq: number, status: string) => async () => ({ ...proposal(), seq, status }) as Proposal;
  await state.practise(step(9, 'agreed'));
  await state.practise(step(8, 'discussion'));
  expect(state.proposal.status).toBe('agreed');
});
