import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Comment, LiveEvent, Proposal } from '../api/types';
import type { Follower } from '../live/connection';

// The page around a proposal without a browser: the line hands over events by hand, the server is a function.

let follower: Follower;
let after: number;
vi.mock('./line.svelte', () => ({
  line: {
    follow: (_topic: string, from: number, one: Follower) => {
      after = from;
      follower = one;
      return () => {};
    },
  },
}));

const { ProposalState } = await import('./proposal.svelte');

const none = { ru: '', kk: '' };
const comment = (id: string, more: Partial<Comment> = {}): Comment => ({ id, author: 'm2', authorName: 'Марина', organisationName: none, at: '2026-11-23T10:00:00.000Z', body: 'Почему?', anchor: null, resolved: null, replies: [], ...more });
const law = 'лишение свободы на срок';

const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  id: 'p1',
  bill: 'b1',
  act: 'a1',
  actTitle: none,
  kind: 'amend',
  target: 'art_1',
  address: none,
  heading: none,
  author: 'm1',
  authorName: 'Данияр',
  organisationName: none,
  status: 'discussion',
  conflict: false,
  comments: 0,
  openComments: 0,
  createdAt: '',
  updatedAt: '',
  seq: 7,
  may: ['edit', 'comment'],
  wording: { ru: { current: law, proposed: law, version: 3, conflict: null } },
  justification: { ru: { proposed: '', version: 0 } },
  threads: [],
  ...more,
});

let seq: number;
const event = (kind: string, data: unknown): LiveEvent => ({ seq: ++seq, stream: 'proposal/p1', kind, at: '', by: 'm2', byName: 'Марина', data });
const edited = (version: number, changes: unknown, clientID = 'other') => event('proposal.edited', { part: 'wording', lang: 'ru', version, updates: [{ clientID, changes }] });

type Answer = { status?: number; body: unknown };
let answers: Record<string, (body: Record<string, unknown>) => Answer>;
let asked: { path: string; body: Record<string, unknown> }[];

beforeEach(() => {
  vi.useFakeTimers();
  seq = 7;
  asked = [];
  answers = { '/api/redline': () => ({ body: { ops: [] } }) };
  vi.stubGlobal('fetch', async (path: string, init: { body?: string }) => {
    const body = JSON.parse(init.body ?? '{}') as Record<string, unknown>;
    asked.push({ path, body });
    const { status = 200, body: said } = answers[path]?.(body) ?? { status: 404, body: {} };
    return new Response(JSON.stringify(said), { status });
  });
});
afterEach(() => vi.useRealTimers());

const open = (more: Partial<Proposal> = {}, spoke: (kind: string, name: string) => void = () => {}) => new ProposalState(proposal(more), { spoke });
type State = ReturnType<typeof open>;
const words = (state: State, id: string) => {
  const draft = state.wording.get('ru');
  const place = draft?.places.find((one) => one.id === id);
  return place && !place.lost ? draft?.value.slice(place.from, place.to) : null;
};

test('events are asked for from the number the proposal was read at', () => {
  open();
  expect(after).toBe(7);
});

describe('another member’s', () => {
  test('edit appears in the text', () => {
    const state = open();
    follower.event(edited(3, [[0, 'строгое '], 23]));
    expect(state.wording.get('ru')?.value).toBe(`строгое ${law}`);
  });

  test('comment appears once, at its words, and is told', () => {
    const told: string[] = [];
    const state = open({}, (kind, name) => told.push(`${kind} ${name}`));
    const came = comment('c1', { anchor: { lang: 'ru', from: 8, to: 15, quote: 'свободы', lost: false } });
    follower.event(event('proposal.commented', { comment: came }));
    follower.event(event('proposal.commented', { comment: came }));
    expect([state.threads.length, words(state, 'c1'), told]).toEqual([1, 'свободы', ['comment Марина']]);
  });

  test('reply, resolution and reopening reach the thread', () => {
    const state = open({ threads: [comment('c1')] });
    follower.event(event('comment.replied', { comment: 'c1', reply: comment('r1') }));
    follower.event(event('comment.resolved', { comment: 'c1' }));
    expect([state.threads[0]?.replies?.length, state.threads[0]?.resolved?.byName]).toEqual([1, 'Марина']);
    follower.event(event('comment.reopened', { comment: 'c1' }));
    expect(state.threads[0]?.resolved).toBeNull();
  });

  test('comment made before own confirmed words finds its place all the same', async () => {
    const state = open();
    answers['/api/proposals/p1/changes'] = (body) => ({ body: { version: Number(body.version) + 1 } });
    state.wording.get('ru')?.text.dispatch({ changes: { from: 0, insert: 'особо ' } });
    expect(await state.flush()).toBe(true);
    // Its event was numbered before the own edit, whose confirmation came the quicker way; its place counts in the older text.
    follower.event(event('proposal.commented', { comment: comment('c1', { anchor: { lang: 'ru', from: 8, to: 15, quote: 'свободы', lost: false } }) }));
    expect(words(state, 'c1')).toBe('свободы');
  });
});

test('an edit that does not fit is told as divergence, and the text stays', () => {
  const state = open();
  follower.event(edited(3, [999, [0, 'х']]));
  expect([state.diverged, state.wording.get('ru')?.value]).toEqual([true, law]);
});

describe('an own comment', () => {
  const commented = (body: Record<string, unknown>): Answer => ({
    status: 201,
    body: { comment: comment(String(body.id), { author: 'm1', body: String(body.body), anchor: { ...(body.anchor as { from: number; to: number }), lang: 'ru', quote: '', lost: false } }) },
  });

  test('is sent after the words before it, with places of the server’s text', async () => {
    const state = open();
    answers['/api/proposals/p1/changes'] = (body) => ({ body: { version: Number(body.version) + 1 } });
    answers['/api/proposals/p1/comments'] = commented;
    state.wording.get('ru')?.text.dispatch({ changes: { from: 0, insert: 'особо ' } });
    state.beginComment('ru', 14, 21);
    await state.sendComment('Почему?');
    const sent = asked.filter((one) => one.path !== '/api/redline');
    expect(sent.map((one) => one.path)).toEqual(['/api/proposals/p1/changes', '/api/proposals/p1/comments']);
    expect(sent[1]?.body.anchor).toEqual({ lang: 'ru', from: 14, to: 21, version: 4 });
    expect([state.threads.length, words(state, state.threads[0]?.id ?? ''), state.writing]).toEqual([1, 'свободы', null]);
  });

  test('that comes back as an event counts once and is not announced', async () => {
    const told: string[] = [];
    const state = open({}, (kind) => told.push(kind));
    answers['/api/proposals/p1/comments'] = commented;
    state.beginComment('ru', 8, 15);
    await state.sendComment('Почему?');
    follower.event(event('proposal.commented', { comment: state.threads[0] }));
    expect([state.threads.length, told]).toEqual([1, []]);
  });

  test('whose words went meanwhile is not sent', async () => {
    const state = open();
    state.beginComment('ru', 8, 15);
    follower.event(edited(3, [7, [9], 7]));
    await expect(state.sendComment('Почему?')).rejects.toMatchObject({ code: 'words_gone' });
    expect(asked.filter((one) => one.path.endsWith('/comments'))).toEqual([]);
  });
});

test('a refused save carries the server’s reason', async () => {
  const state = open();
  answers['/api/proposals/p1/changes'] = () => ({ status: 403, body: { error: { code: 'forbidden', message: 'Нельзя.' } } });
  state.wording.get('ru')?.text.dispatch({ changes: { from: 0, insert: 'х' } });
  expect(await state.flush()).toBe(false);
  expect([state.save, (state.refusal as Error).message]).toEqual(['refused', 'Нельзя.']);
});

describe('a lawyer’s word on one change', () => {
  const rejected = (version: number, changes: unknown) => event('change.rejected', { part: 'wording', lang: 'ru', version, from: 0, to: 8, deleted: '', inserted: 'строгое ', updates: [{ clientID: 'review', changes }] });

  test('puts the old words back, under a comment and under what was typed and not yet sent', () => {
    const state = open({ wording: { ru: { current: law, proposed: `строгое ${law}`, version: 3, conflict: null } }, threads: [comment('c1', { anchor: { lang: 'ru', from: 16, to: 23, quote: 'свободы', lost: false } })] });
    state.wording.get('ru')?.text.dispatch({ changes: { from: 31, insert: ' до года' } });
    follower.event(rejected(3, [[8], 23]));
    expect([state.wording.get('ru')?.value, state.wording.get('ru')?.text.version, words(state, 'c1'), state.diverged]).toEqual([`${law} до года`, 4, 'свободы', false]);
  });

  test('is taken once when the answer to an own edit brought it before the event', () => {
    const state = open({ wording: { ru: { current: law, proposed: `строгое ${law}`, version: 3, conflict: null } } });
    state.wording.get('ru')?.text.receive(3, [{ clientID: 'review', changes: [[8], 23] }]);
    follower.event(rejected(3, [[8], 23]));
    follower.event(edited(4, [[0, 'тюремное '], 23]));
    expect([state.wording.get('ru')?.value, state.diverged]).toEqual([`тюремное ${law}`, false]);
  });

  test('of acceptance or reopening leaves the text alone', () => {
    const state = open();
    follower.event(event('change.accepted', { part: 'wording', lang: 'ru', version: 3, from: 0, to: 7, deleted: '', inserted: 'лишение' }));
    follower.event(event('change.reopened', { part: 'wording', lang: 'ru', version: 3, from: 0, to: 7, deleted: '', inserted: 'лишение' }));
    expect([state.wording.get('ru')?.value, state.wording.get('ru')?.text.version, state.diverged]).toEqual([law, 3, false]);
  });
});

describe('a newer edition of the law', () => {
  const newer = 'лишение свободы на больший срок';
  const rebased = (outcome: string, more: object = {}) => event('proposal.rebased', { lang: 'ru', edition: 'e2', outcome, current: newer, version: 3, updates: [], ...more });
  const comparedWith = () => asked.filter((one) => one.path === '/api/redline').map((one) => [one.body.old, one.body.new]);

  test('is taken in under the words of the draft, and the redline is made against it', async () => {
    const told: string[] = [];
    const state = new ProposalState(proposal(), { spoke: () => {}, rebased: (outcome) => told.push(outcome) });
    follower.event(rebased('merged', { updates: [{ clientID: 'edition', changes: [19, [0, 'больший '], 4] }] }));
    await vi.runAllTimersAsync();
    expect(state.wording.get('ru')?.value).toBe('лишение свободы на больший срок');
    expect(state.current('ru')).toBe(newer);
    expect([state.proposal.conflict, state.rebasedAt !== null, told]).toEqual([false, true, ['merged']]);
    expect(comparedWith().at(-1)).toEqual([newer, newer]);
  });

  test('that the server told while words were being sent is not taken twice', () => {
    const state = open();
    const updates = [{ clientID: 'edition', changes: [19, [0, 'больший '], 4] }];
    state.wording.get('ru')?.text.receive(3, updates);
    follower.event(rebased('merged', { updates }));
    expect(state.wording.get('ru')?.value).toBe(newer);
    expect(state.diverged).toBe(false);
  });

  test('that meets the draft waits beside it: the draft keeps its words and its start', () => {
    const state = open();
    follower.event(rebased('conflict'));
    expect([state.conflict('ru'), state.current('ru'), state.wording.get('ru')?.value, state.proposal.conflict]).toEqual([{ current: newer }, law, law, true]);
  });

  test('is accepted by a member, at once here and by the event elsewhere', async () => {
    const state = open({ conflict: true, wording: { ru: { current: law, proposed: law, version: 3, conflict: { current: newer } } } });
    answers['/api/proposals/p1/accept-edition'] = () => ({ body: { proposal: proposal({ wording: { ru: { current: newer, proposed: law, version: 3, conflict: null } } }) } });
    await state.acceptEdition('ru');
    expect(asked.find((one) => one.path.endsWith('accept-edition'))?.body).toEqual({ lang: 'ru' });
    expect([state.conflict('ru'), state.current('ru'), state.proposal.conflict]).toEqual([null, newer, false]);

    const other = open({ conflict: true, wording: { ru: { current: law, proposed: law, version: 3, conflict: { current: newer } } } });
    seq = 7;
    follower.event(rebased('accepted'));
    expect([other.conflict('ru'), other.current('ru'), other.proposal.conflict]).toEqual([null, newer, false]);
  });
});
