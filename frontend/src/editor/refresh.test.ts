import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refresh } from './refresh';

// The clock is held by hand; the server answers when the test lets it.

let asked: { signal: AbortSignal; answer: (value: string) => void; refuse: (error: Error) => void }[];
let taken: string[];
let failed: string[];
let refresh: Refresh<string>;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, taken, failed] = [[], [], []];
  refresh = new Refresh<string>({
    wait: 100,
    ask: (signal) => new Promise((answer, refuse) => asked.push({ signal, answer, refuse })),
    take: (answer) => taken.push(answer),
    fail: (error) => failed.push((error as Error).message),
  });
});
afterEach(() => vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(0);

test('a burst is one question', async () => {
  for (let i = 0; i < 5; i++) refresh.soon();
  await vi.advanceTimersByTimeAsync(100);
  expect(asked.length).toBe(1);
});

test('steady news does not put the question off', async () => {
  for (let i = 0; i < 10; i++) {
    refresh.soon();
    await vi.advanceTimersByTimeAsync(40);
  }
  expect(asked.length).toBeGreaterThan(0);
});

test('what happens while an answer is awaited is asked about after it, once', async () => {
  refresh.soon();
  await vi.advanceTimersByTimeAsync(100);
  refresh.soon();
  refresh.soon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.length).toBe(1);
  asked[0]?.answer('first');
  await vi.advanceTimersByTimeAsync(100);
  asked[1]?.answer('second');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([taken, asked.length]).toEqual([['first', 'second'], 2]);
});

test('now waits out an earlier question and asks its own', async () => {
  void refresh.now();
  let done = false;
  const second = refresh.now().then(() => (done = true));
  await settle();
  expect(asked.length).toBe(1);
  asked[0]?.answer('older');
  await settle();
  expect([asked.length, done]).toEqual([2, false]);
  asked[1]?.answer('newer');
  await second;
  expect(taken).toEqual(['older', 'newer']);
});

test('a failure is told, and the next news asks again', async () => {
  refresh.soon();
  await vi.advanceTimersByTimeAsync(100);
  asked[0]?.refuse(new Error('no line'));
  await settle();
  refresh.soon();
  await vi.advanceTimersByTimeAsync(100);
  expect([failed, asked.length]).toEqual([['no line'], 2]);
});

test('after stop nothing is asked, taken or told', async () => {
  refresh.soon();
  await vi.advanceTimersByTimeAsync(100);
  refresh.soon();
  refresh.stop();
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer('late');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([taken, failed, asked.length]).toEqual([[], [], 1]);
});
