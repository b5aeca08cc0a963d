import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Effect, EffectChange, Warning } from '../api/effect';
import type { LiveEvent, ProposalSummary } from '../api/types';
import type { Follower } from '../live/connection';

// The papers without a browser and without a server: the line hands over events by hand, the server is a function that
// makes an Effect of whatever text it holds.

const followers = new Map<string, Follower>();
vi.mock('./line.svelte', () => ({
  line: {
    follow: (topic: string, _from: number, one: Follower) => {
      followers.set(topic, one);
      return () => followers.delete(topic);
    },
  },
}));

const { DraftText } = await import('./draft-text.svelte');
const { fromVersion, LiveEffect } = await import('./effect.svelte');

const law = 'лишение свободы на срок';
const none = { ru: '', kk: '' };

/** What the server holds of the Russian wording. */
let server: { seq: number; version: number; text: string };
let warnings: Warning[];
let asked: { path: string; body: Record<string, unknown> }[];
/** Set to hold answers back. */
let gate: Promise<void> | null;
let refuse: { status: number; code: string } | null;

const effect = (): Effect => ({
  seq: server.seq,
  langs: {
    ru: {
      version: server.version,
      ops: [
        { op: 'delete', text: law },
        { op: 'insert', text: server.text },
      ],
      changes: [],
      instruction: `изложить: ${server.text}`,
      notExpressible: null,
      row: { act: '', address: 'статья 1', kind: 'amend', justification: '', author: '' },
      consolidated: [{ text: server.text, kept: false }],
    },
  },
  warnings,
  collisions: [],
});

beforeEach(() => {
  vi.useFakeTimers();
  followers.clear();
  server = { seq: 1, version: 0, text: law };
  [warnings, asked, gate, refuse] = [[], [], null, null];
  vi.stubGlobal('fetch', async (path: string, init: { body?: string; signal?: AbortSignal }) => {
    const body = JSON.parse(init.body ?? '{}') as Record<string, unknown>;
    asked.push({ path, body });
    const said = answer(path, body);
    await gate;
    return new Response(JSON.stringify(said.body), { status: said.status });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function answer(path: string, body: Record<string, unknown>): { status: number; body: unknown } {
  if (refuse) return { status: refuse.status, body: { error: { code: refuse.code, message: 'Нельзя.' } } };
  if (path.endsWith('/effect')) return { status: 200, body: { effect: effect() } };
  if (path.endsWith('/changes')) {
    const updates = body.updates as { changes: [number, [number, string]] }[];
    server.version += updates.length;
    server.seq++;
    return { status: 200, body: { version: server.version } };
  }
  if (path === '/api/redline') {
    return { status: 200, body: { ops: [{ op: 'equal', text: 'лишение ' }, { op: 'delete', text: 'свободы' }, { op: 'insert', text: 'прав' }, { op: 'equal', text: ' на срок' }] } };
  }
  return { status: 200, body: { proposal: {} } };
}

function open() {
  const ru = new DraftText('p1', 'wording', 'ru', { proposed: law, version: 0 });
  const justification = new DraftText('p1', 'justification', 'ru', { proposed: '', version: 0 });
  const papers = new LiveEffect({ id: 'p1', seq: 1, wording: new Map([['ru', ru]]), justification: new Map([['ru', justification]]) });
  return { ru, justification, papers };
}
const effectsAsked = () => asked.filter((one) => one.path === '/api/proposals/p1/effect').length;
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const event = (kind: string, stream = 'proposal/p1'): LiveEvent => ({ seq: 2, stream, kind, at: '', by: 'm2', byName: 'Марина' });
const warning = (from: number, to: number): Warning => ({ code: 'spaces', rule: '480-V art. 24', severity: 'warning', lang: 'ru', from, to, args: null, message: 'Так нельзя.' });

describe('the papers', () => {
  test('are there without anything being typed or pressed', async () => {
    const { papers } = open();
    await pass(0);
    expect([papers.text('ru')?.instruction, papers.updating]).toEqual([`изложить: ${law}`, false]);
  });

  test('follow own words once the server has them, and until then the old ones stay and say so', async () => {
    const { ru, papers } = open();
    await pass(0);
    ru.text.dispatch({ changes: { from: 0, insert: 'полное ' } });
    expect([papers.updating, papers.text('ru')?.instruction]).toEqual([true, `изложить: ${law}`]);
    server.text = `полное ${law}`;
    await pass(1_000);
    expect([papers.updating, papers.text('ru')?.instruction]).toEqual([false, `изложить: полное ${law}`]);
  });

  test('follow the words of others', async () => {
    const { ru, papers } = open();
    await pass(0);
    server = { seq: 2, version: 1, text: `строгое ${law}` };
    ru.text.receive(0, [{ clientID: 'other', changes: [[0, 'строгое '], 23] }]);
    expect(papers.updating).toBe(true);
    await pass(200);
    expect([papers.updating, papers.text('ru')?.instruction]).toEqual([false, `изложить: строгое ${law}`]);
  });

  test('follow the justification, which stands in the row of the table', async () => {
    const { justification } = open();
    await pass(0);
    justification.text.receive(0, [{ clientID: 'other', changes: [[0, 'Так нужно.']] }]);
    await pass(200);
    expect(effectsAsked()).toBe(2);
  });

  test('follow a verdict, and are left alone by a comment', async () => {
    open();
    await pass(0);
    followers.get('proposal/p1')?.event(event('proposal.commented'));
    await pass(1_000);
    expect(effectsAsked()).toBe(1);
    followers.get('proposal/p1')?.event(event('change.accepted'));
    await pass(200);
    expect(effectsAsked()).toBe(2);
  });

  test('look for collisions when another proposal moves, seldom however often it does', async () => {
    open();
    await pass(0);
    for (let i = 0; i < 100; i++) {
      followers.get('group')?.event(event('proposal.edited', 'proposal/p2'));
      await pass(100);
    }
    expect(effectsAsked()).toBeLessThanOrEqual(3);
    expect(effectsAsked()).toBeGreaterThan(1);
    const before = effectsAsked();
    await pass(20_000);
    followers.get('group')?.event(event('proposal.edited', 'proposal/p1'));
    await pass(20_000);
    expect(effectsAsked() - before).toBeLessThanOrEqual(1);
  });

  test('stay when a question fails, and are asked for again when the line is back', async () => {
    const { papers } = open();
    await pass(0);
    refuse = { status: 503, code: 'offline' };
    await papers.again();
    expect([papers.failed !== null, papers.text('ru')?.instruction]).toEqual([true, `изложить: ${law}`]);
    refuse = null;
    papers.lineIsBack();
    await pass(200);
    expect(papers.failed).toBeNull();
  });

  test('of an older state never replace those of a newer', async () => {
    const { papers } = open();
    server.seq = 9;
    server.text = 'новее';
    await papers.again();
    server.seq = 5;
    server.text = 'старее';
    await papers.again();
    expect(papers.text('ru')?.instruction).toBe('изложить: новее');
  });

  test('are not asked for after the page is left', async () => {
    const { ru, papers } = open();
    await pass(0);
    papers.close();
    ru.text.receive(0, [{ clientID: 'other', changes: [[0, 'х'], 23] }]);
    await pass(1_000);
    expect([effectsAsked(), followers.size]).toEqual([1, 0]);
  });
});

describe('a warning', () => {
  const marked = (draft: { text: { remarks: readonly { from: number; to: number }[]; text: string } }) => draft.text.remarks.map(({ from, to }) => draft.text.text.slice(from, to));

  test('marks its words, which go on being marked while the text around them changes', async () => {
    warnings = [warning(8, 15), warning(-1, -1)];
    const { ru, papers } = open();
    await pass(0);
    expect(marked(ru)).toEqual(['свободы']);
    ru.text.dispatch({ changes: { from: 0, insert: 'полное ' } });
    expect(marked(ru)).toEqual(['свободы']);
    expect(papers.toNow('ru', { from: 8, to: 15 })).toEqual({ from: 15, to: 22 });
  });

  test('of words that went while the answer was on its way marks nothing', async () => {
    warnings = [warning(8, 15)];
    let opened = () => {};
    gate = new Promise((resolve) => (opened = resolve));
    const { ru, papers } = open();
    await pass(0);
    ru.text.dispatch({ changes: { from: 7, to: 15 } });
    opened();
    await pass(0);
    expect([marked(ru), papers.toNow('ru', { from: 8, to: 15 })]).toEqual([[], null]);
  });

  test('of a version that has not come here yet waits for it', async () => {
    warnings = [warning(8, 15)];
    server = { seq: 2, version: 1, text: `строгое ${law}` };
    const { ru } = open();
    await pass(0);
    expect(marked(ru)).toEqual([]);
    warnings = [warning(16, 23)];
    ru.text.receive(0, [{ clientID: 'other', changes: [[0, 'строгое '], 23] }]);
    await pass(200);
    expect(marked(ru)).toEqual(['свободы']);
  });
});

describe('the redline of the papers', () => {
  test('has comments at the places they had in the text it is of', async () => {
    const { ru, papers } = open();
    ru.text.place('c1', 8, 15, 0);
    await pass(0);
    ru.text.dispatch({ changes: { from: 0, insert: 'полное ' } });
    expect(papers.redlines.get('ru')?.marks).toEqual([{ id: 'c1', from: 8, to: 15 }]);
    expect(papers.redlines.get('ru')?.toNow({ from: 8, to: 15 })).toEqual({ from: 15, to: 22 });
  });
});

test('words marked in an answer of the server are those words in the text of now, or none', async () => {
  const { ru } = open();
  ru.text.dispatch({ changes: { from: 0, insert: 'полное ' } }); // typed after the list of authors had come
  expect(fromVersion(ru, 0, { from: 8, to: 15 })).toEqual({ from: 15, to: 22 });
  ru.text.dispatch({ changes: { from: 15, to: 22 } });
  expect(fromVersion(ru, 0, { from: 8, to: 15 })).toBeNull();
  expect(fromVersion(ru, 1, { from: 8, to: 15 })).toBeNull(); // a version that has not come to this page yet
});

describe('a verdict', () => {
  const change: EffectChange = { n: 1, kind: 'replaced', oldFrom: 8, oldTo: 15, from: 8, to: 12, deleted: 'свободы', inserted: 'прав', accepted: null };

  test('names the change by its place and words at the version of the papers, which are made anew before it is done', async () => {
    const { papers } = open();
    await pass(0);
    await papers.review('ru', change, 'reject', 'Шире, чем нужно.');
    expect(asked.at(-2)).toEqual({
      path: '/api/proposals/p1/review',
      body: { lang: 'ru', version: 0, from: 8, to: 12, deleted: 'свободы', inserted: 'прав', verdict: 'reject', reason: 'Шире, чем нужно.' },
    });
    expect(asked.at(-1)?.path).toBe('/api/proposals/p1/effect');
  });

  test('on a change that is gone fails, and the papers show what is there', async () => {
    const { papers } = open();
    await pass(0);
    refuse = { status: 409, code: 'text_moved_on' };
    await expect(papers.review('ru', change, 'accept')).rejects.toMatchObject({ code: 'text_moved_on' });
    expect(asked.at(-1)?.path).toBe('/api/proposals/p1/effect');
  });
});

describe('a merged text', () => {
  const collision = { proposal: {} as ProposalSummary, kind: 'same_words' as const, lang: 'ru' as const, address: none, quote: '', merged: 'лишение прав на срок', ops: [] };

  test('is taken word by word as an own edit that is sent', async () => {
    const { ru, papers } = open();
    ru.text.place('c1', 16, 23, 0);
    await pass(0);
    const taking = papers.takeMerged(collision);
    await pass(1_000);
    expect(await taking).toBe(true);
    const place = ru.places.find((one) => one.id === 'c1');
    expect([ru.value, place && ru.value.slice(place.from, place.to)]).toEqual(['лишение прав на срок', 'на срок']);
    expect(asked.find((one) => one.path.endsWith('/changes'))?.body.updates).toMatchObject([{ changes: [8, [7, 'прав'], 8] }]);
  });

  test('of older words than those on the page is not taken', async () => {
    const { ru, papers } = open();
    await pass(0);
    ru.text.dispatch({ changes: { from: 0, insert: 'полное ' } });
    expect(await papers.takeMerged(collision)).toBe(false);
    expect(ru.value).toBe(`полное ${law}`);
  });

  test('that does not exist is not taken', async () => {
    const { ru, papers } = open();
    await pass(0);
    expect([await papers.takeMerged({ ...collision, merged: null, ops: null }), ru.value]).toEqual([false, law]);
  });
});
