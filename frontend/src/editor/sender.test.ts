import { describe, expect, test } from 'vitest';
import { Authority, HeldClock, MovedOn, settle } from './authority.test-data';
import { Latest } from './latest';
import { Sender, type Failure, type SaveState } from './sender';
import { SharedText, type TravellingUpdate } from './shared-text';

class Offline extends Error {}
class Forbidden extends Error {}
class DiskFull extends Error {}

function readFailure(error: unknown): Failure {
  if (error instanceof MovedOn) return { kind: 'moved_on', updates: error.updates };
  if (error instanceof Offline) return { kind: 'temporary' };
  if (error instanceof DiskFull) return { kind: 'temporary', reason: error };
  return { kind: 'refused', reason: error };
}

function desk(authority = new Authority('закон')) {
  const clock = new HeldClock();
  const states: SaveState[] = [];
  const reasons: unknown[] = [];
  const requests: { version: number; updates: TravellingUpdate[] }[] = [];
  let answer: (version: number, updates: TravellingUpdate[]) => Promise<{ updates?: TravellingUpdate[] }> = (version, updates) => Promise.resolve().then(() => authority.take(version, updates));
  const text = new SharedText({ text: authority.text, version: authority.version, clientID: 'me' });
  const sender = new Sender({
    text,
    clock,
    random: () => 0.5,
    readFailure,
    post: (version, updates) => {
      requests.push({ version, updates });
      return answer(version, updates);
    },
    onState: (state, reason) => {
      states.push(state);
      reasons.push(reason);
    },
  });
  text.listen((transaction) => transaction.docChanged && sender.changed());
  return {
    authority,
    clock,
    states,
    reasons,
    requests,
    text,
    sender,
    type: (insert: string) => text.dispatch({ changes: { from: text.state.doc.length, insert } }),
    answerWith: (next: typeof answer) => (answer = next),
  };
}

test('words are sent after a short pause, in one request', async () => {
  const d = desk();
  d.type('ы');
  d.type('!');
  expect([d.sender.state, d.requests.length]).toEqual(['unsent', 0]);
  d.clock.pass(400);
  await settle();
  expect(d.requests.map((request) => request.updates.length)).toEqual([2]);
  expect([d.authority.text, d.sender.state]).toEqual(['законы!', 'saved']);
});

test('one request is in flight at a time; what is typed meanwhile follows it', async () => {
  const d = desk();
  let release: () => void = () => {};
  d.answerWith((version, updates) => new Promise<void>((resolve) => (release = resolve)).then(() => d.authority.take(version, updates)));
  d.type('ы');
  d.clock.pass(400);
  await settle();
  d.type('!');
  d.clock.pass(5_000);
  await settle();
  expect(d.requests).toHaveLength(1);
  release();
  await settle();
  expect(d.requests).toHaveLength(2);
  release();
  await settle();
  expect([d.authority.text, d.sender.state]).toEqual(['законы!', 'saved']);
});

test('more than the server takes in one request goes out in several, in order, and all of it', async () => {
  const d = desk();
  for (let i = 0; i < 1_200; i++) d.type(String(i % 10));
  expect(await d.sender.flush()).toBe(true);
  expect(d.requests.map(({ version, updates }) => [version, updates.length])).toEqual([
    [0, 500],
    [500, 500],
    [1_000, 200],
  ]);
  expect([d.authority.text, d.sender.state]).toEqual([d.text.text, 'saved']);
  expect(d.authority.text).toBe(`закон${'0123456789'.repeat(120)}`);
});

test('a text that moved on is caught up with and the words go out again', async () => {
  const d = desk();
  d.authority.take(0, [{ clientID: 'other', changes: [[0, 'Новый '], 5] }]);
  d.type('ы');
  expect(await d.sender.flush()).toBe(true);
  expect([d.text.text, d.authority.text]).toEqual(['Новый законы', 'Новый законы']);
  expect(d.requests.map((request) => request.version)).toEqual([0, 1]);
});

describe('without a line', () => {
  test('the words wait, the waiting grows with jitter, and nothing is lost', async () => {
    const d = desk();
    d.answerWith(() => Promise.reject(new Offline()));
    d.type('ы');
    d.clock.pass(400);
    await settle();
    expect(d.sender.state).toBe('offline');
    const waits: number[] = [];
    for (let i = 0; i < 7; i++) {
      const [wait = 0] = d.clock.delays;
      waits.push(wait);
      d.clock.pass(wait);
      await settle();
    }
    expect(waits).toEqual([750, 1_500, 3_000, 6_000, 12_000, 15_000, 15_000]);
    d.answerWith((version, updates) => Promise.resolve(d.authority.take(version, updates)));
    d.sender.lineIsBack();
    await settle();
    expect([d.authority.text, d.sender.state, d.clock.delays]).toEqual(['законы', 'saved', []]);
  });

  test('saving by hand says that it did not work', async () => {
    const d = desk();
    d.answerWith(() => Promise.reject(new Offline()));
    d.type('ы');
    expect(await d.sender.flush()).toBe(false);
    expect(d.states.at(-1)).toBe('offline');
  });
});

test('a server that answers and cannot store is told of, asked again, and what it said is gone when it can', async () => {
  const d = desk();
  const full = new DiskFull();
  d.answerWith(() => Promise.reject(full));
  d.type('ы');
  d.clock.pass(400);
  await settle();
  expect([d.states.at(-1), d.reasons.at(-1)]).toEqual(['offline', full]);
  let taken = () => {};
  d.answerWith((version, updates) => new Promise<void>((resolve) => (taken = resolve)).then(() => d.authority.take(version, updates)));
  d.clock.pass(d.clock.delays[0] ?? 0);
  await settle();
  expect([d.states.at(-1), d.reasons.at(-1)]).toEqual(['saving', full]); // a store that hangs takes long to say so again
  taken();
  await settle();
  expect([d.authority.text, d.states.at(-1), d.reasons.at(-1)]).toEqual(['законы', 'saved', null]);
});

test('a refusal is told and not repeated behind the reader’s back', async () => {
  const d = desk();
  d.answerWith(() => Promise.reject(new Forbidden()));
  d.type('ы');
  d.clock.pass(400);
  await settle();
  d.type('!');
  d.clock.pass(60_000);
  await settle();
  expect([d.sender.state, d.requests.length]).toEqual(['refused', 1]);
});

test('missing updates that do not fit end in a refusal, not in a broken text', async () => {
  const d = desk();
  d.answerWith(() => Promise.reject(new MovedOn([{ clientID: 'other', changes: [999, [0, 'х']] }])));
  d.type('ы');
  expect(await d.sender.flush()).toBe(false);
  expect([d.sender.state, d.text.text]).toEqual(['refused', 'законы']);
});

test('a server that always says «moved on» with nothing new is not asked for ever', async () => {
  const d = desk();
  d.answerWith(() => Promise.reject(new MovedOn([])));
  d.type('ы');
  expect(await d.sender.flush()).toBe(false);
  expect(d.requests.length).toBe(20);
  expect(d.sender.state).toBe('offline');
});

describe('the latest answer', () => {
  test('wins although an older one comes later', async () => {
    const answers = new Map<string, (answer: string) => void>();
    const shown: string[] = [];
    const latest = new Latest<string, string>({ wait: 120, clock: new HeldClock(), ask: (question) => new Promise((resolve) => answers.set(question, resolve)), take: (answer) => shown.push(answer), fail: () => {} });
    void latest.now('первый');
    void latest.now('второй');
    answers.get('второй')?.('ответ 2');
    await settle();
    answers.get('первый')?.('ответ 1');
    await settle();
    expect(shown).toEqual(['ответ 2']);
  });

  test('is asked for once after a pause, and the stale question is aborted', async () => {
    const clock = new HeldClock();
    const asked: { question: string; signal: AbortSignal }[] = [];
    const failures: unknown[] = [];
    const latest = new Latest<string, string>({
      wait: 120,
      clock,
      ask: (question, signal) => {
        asked.push({ question, signal });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      },
      take: () => {},
      fail: (error) => failures.push(error),
    });
    latest.soon('з');
    clock.pass(100);
    latest.soon('за');
    clock.pass(119);
    expect(asked).toHaveLength(0);
    clock.pass(1);
    expect(asked.map((one) => one.question)).toEqual(['за']);
    latest.soon('зак');
    clock.pass(120);
    await settle();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(failures).toEqual([]);
  });
});
