import 'fake-indexeddb/auto';
import { forceCloseDatabase } from 'fake-indexeddb';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../api/client';
import type { Comment } from '../api/types';
import { HeldClock } from '../editor/authority.test-data';
import { Outbox, type Kept } from './outbox.svelte';

// When a round goes out, whose it is, what ends it, and when it is tried again.

let name = '';
let clock: HeldClock;
let taken: string[];
let asked: number;
/** What the server says to a command instead of taking it. */
let answer: (id: string) => Promise<void>;

beforeEach(() => {
  name = `outbox-${Math.random()}`;
  clock = new HeldClock();
  taken = [];
  asked = 0;
  answer = () => Promise.resolve();
});
afterEach(() => void vi.restoreAllMocks());

function page(): Outbox {
  const take = async (id: string) => {
    asked++;
    await answer(id);
    taken.push(id);
    return { id } as Comment;
  };
  return new Outbox(
    {
      comment: (_, { id }) => take(id),
      reply: (_, __, { id }) => take(id),
      edit: async (_, __, ___, version, updates) => {
        await take(`${updates[0]?.clientID ?? ''}-${version}`);
        return {};
      },
    },
    name,
    clock,
    () => 1,
  );
}

const at = (second: number) => `2026-11-24T10:00:0${second}Z`;
const remark = (id: string, second: number, member = 'marina'): Kept => ({ kind: 'comment', id, member, proposal: 'p', at: at(second), body: 'Замечание.', anchor: null });
const reply = (id: string, comment: string, second: number): Kept => ({ kind: 'reply', id, comment, member: 'marina', proposal: 'p', at: at(second), body: 'И ещё.' });
const edit = (id: string, second: number, lang: 'ru' | 'kk' = 'ru', letters = 1): Kept => ({
  kind: 'edit', id, member: 'marina', proposal: 'p', at: at(second), part: 'wording', lang, version: 0,
  updates: Array.from({ length: letters }, (_, i) => ({ clientID: id, changes: i === 0 ? [[0, 'ә']] : [i, [0, 'ә']] })),
});
const refusal = (status: number, code: string, args = {}) => Promise.reject(new ApiError(status, code, '', args));

/** Passes the time until the next try, and waits for what it sends. */
async function passed(open: Outbox): Promise<void> {
  clock.pass(clock.delays[0] ?? 0);
  await open.send();
}

describe('another member at the same browser', () => {
  test('is not shown what was refused to the one before him', async () => {
    const open = page();
    answer = () => refusal(403, 'proposal_closed');
    await open.enter('marina');
    await open.keep(remark('a', 0));
    await open.send();
    expect(open.refused).toHaveLength(1);
    await open.enter('saule');
    expect([open.refused, open.waiting]).toEqual([[], 0]);
    await open.enter('marina');
    expect(open.refused).toHaveLength(1);
  });

  test('sends nothing of a round that was under way, and his own words do not wait for it', async () => {
    const open = page();
    await open.keep(remark('a', 0));
    await open.keep(remark('b', 1));
    await open.keep(remark('c', 2, 'saule'));
    let release = () => {};
    answer = (id) => (id === 'a' ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve());
    const round = open.enter('marina');
    await vi.waitFor(() => expect(asked).toBe(1));
    open.leave();
    await open.enter('saule');
    expect(taken).toEqual(['c']);
    release();
    await round;
    expect(taken).toEqual(['c', 'a']);
    answer = () => Promise.resolve();
    await open.enter('marina'); // and what was taken before he left is forgotten
    expect(taken).toEqual(['c', 'a', 'b']);
  });

  test.each([403, 503])('is not told of a %i that comes after the other has left, and nothing is tried again', async (status) => {
    const open = page();
    await open.keep(remark('a', 0));
    let refuse: (why: Error) => void = () => {};
    answer = () => new Promise<void>((_, reject) => (refuse = reject));
    const round = open.enter('marina');
    await vi.waitFor(() => expect(asked).toBe(1));
    open.leave();
    await open.enter('saule');
    refuse(new ApiError(status, 'no', ''));
    await round;
    expect([open.refused, clock.delays]).toEqual([[], []]);
  });

  test('does not go on with an edit of several requests', async () => {
    const open = page();
    await open.keep(edit('long', 0, 'ru', 700));
    let release = () => {};
    answer = () => new Promise<void>((resolve) => (release = resolve));
    const round = open.enter('marina');
    await vi.waitFor(() => expect(asked).toBe(1));
    open.leave();
    await open.enter('saule');
    release();
    await round;
    expect(taken).toEqual(['long-0']);
    answer = () => Promise.resolve();
    await open.enter('marina');
    expect(taken).toEqual(['long-0', 'long-0', 'long-500']);
  });
});

describe('what the server cannot take now', () => {
  test.each([
    [503, 'store_away'],
    [507, 'disk_full'],
    [429, 'too_often'],
    [0, 'offline'],
  ])('%i ends the round, which is tried again by itself, later each time', async (status, code) => {
    const open = page();
    answer = () => refusal(status, code);
    await open.keep(remark('a', 0));
    await open.keep(remark('b', 1));
    await open.enter('marina');
    expect([asked, open.waiting]).toEqual([1, 2]);
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      waits.push(...clock.delays);
      await passed(open);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    answer = () => Promise.resolve();
    await passed(open);
    expect([taken, open.waiting, clock.delays]).toEqual([['a', 'b'], 0, []]);
  });

  test('too many commands are followed by as long a pause as the server asks for', async () => {
    const open = page();
    answer = () => refusal(429, 'too_often', { seconds: 90 });
    await open.keep(remark('a', 0));
    await open.enter('marina');
    expect(clock.delays).toEqual([90_000]);
  });

  test('nothing is tried for who has left', async () => {
    const open = page();
    answer = () => refusal(503, 'store_away');
    await open.keep(remark('a', 0));
    await open.enter('marina');
    open.leave();
    expect(clock.delays).toEqual([]);
  });

  test('one command that always fails holds up none behind it but those that must follow it', async () => {
    const open = page();
    answer = (id) => (['a', 'one-0'].includes(id) ? refusal(500, 'internal') : Promise.resolve());
    await open.keep(remark('a', 0));
    await open.keep(reply('to-a', 'a', 1));
    await open.keep(edit('one', 2));
    await open.keep(edit('two', 3)); // the same text, written in later
    await open.keep(edit('kk', 4, 'kk'));
    await open.keep(remark('b', 5));
    await open.enter('marina');
    expect([taken, open.refused, open.waiting]).toEqual([['kk-0', 'b'], [], 2]);
    answer = () => Promise.resolve();
    await passed(open);
    expect([taken, clock.delays]).toEqual([['kk-0', 'b', 'a', 'to-a', 'one-0', 'two-0'], []]);
  });

  // A fault that comes each time was asked about for ever, and its author read his comment on the page as said.
  test('a command at which the server fails each time is given back to its author, who can have it sent again', async () => {
    const open = page();
    answer = (id) => (['a', 'one-0'].includes(id) ? refusal(500, 'internal') : Promise.resolve());
    await open.keep(remark('a', 0));
    await open.keep(edit('one', 1));
    await open.enter('marina');
    for (let i = 0; i < 4; i++) await passed(open);
    expect([open.refused, open.waiting]).toEqual([[], 1]);
    await passed(open);
    expect(open.refused.map(({ written, reason }) => [written.id, (reason as ApiError).code])).toEqual([
      ['a', 'internal'],
      ['one', 'internal'],
    ]);
    expect([asked, open.waiting, clock.delays]).toEqual([12, 0, []]);
    await open.send();
    expect(asked).toBe(12);
    await open.again('a'); // and it is tried as often as at first
    for (let i = 0; i < 4; i++) await passed(open);
    expect(open.refused.map(({ written }) => written.id)).toEqual(['one']);
    answer = () => Promise.resolve();
    await passed(open);
    await open.again('one');
    expect([taken, open.refused]).toEqual([['a', 'one-0'], []]);
  });

  test('what was given back is still there for its author when the page is opened again', async () => {
    answer = () => refusal(500, 'internal');
    const open = page();
    await open.keep(remark('a', 0));
    await open.enter('marina');
    for (let i = 0; i < 5; i++) await passed(open);
    expect(open.refused).toHaveLength(1);
    open.leave();
    answer = () => Promise.resolve();
    await page().enter('marina');
    expect(taken).toEqual(['a']);
  });

  test('an outage that lasts is told with the server’s own word, until it is over', async () => {
    const open = page();
    answer = () => refusal(503, 'store_away');
    await open.keep(remark('a', 0));
    await open.enter('marina');
    await passed(open);
    expect(open.outage).toBeNull();
    await passed(open);
    expect([open.outage?.code, open.refused, open.waiting]).toEqual(['store_away', [], 1]);
    answer = () => refusal(0, 'offline');
    await passed(open);
    expect(open.outage).toBeNull(); // that there is no line is told by the line
    answer = () => refusal(507, 'disk_full');
    await passed(open);
    expect(open.outage?.code).toBe('disk_full');
    answer = () => Promise.resolve();
    await passed(open);
    expect([open.outage, taken]).toEqual([null, ['a']]);
  });

  test('a comment whose one request was lost, while the socket stayed open, goes out by itself', async () => {
    const open = page();
    await open.enter('marina');
    await open.keep(remark('a', 0));
    expect([taken, clock.delays]).toEqual([[], [2_000]]);
    await passed(open);
    expect([taken, open.waiting]).toEqual([['a'], 0]);
  });
});

describe('the browser’s database', () => {
  test('that could not be opened once is asked again', async () => {
    (await openDB(name, 2)).close(); // as a newer page has left it
    const open = page();
    await expect(open.keep(remark('a', 0))).rejects.toThrow();
    await deleteDB(name);
    await open.keep(remark('a', 0));
    await open.enter('marina');
    expect(taken).toEqual(['a']);
  });

  test('that the browser closed is opened anew', async () => {
    const opened: IDBOpenDBRequest[] = [];
    const real = indexedDB.open.bind(indexedDB);
    vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
      const request = real(...args);
      opened.push(request);
      return request;
    });
    const open = page();
    await open.keep(remark('a', 0));
    const closed = new Promise((resolve) => opened[0]?.result.addEventListener('close', resolve));
    forceCloseDatabase(opened[0]?.result as never);
    await closed;
    await open.keep(remark('b', 1));
    await open.enter('marina');
    expect([taken, opened.length]).toEqual([['a', 'b'], 2]);
  });
});
