import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveEvent } from '../api/types';
import type { Follower } from '../live/connection';

// The line as the server's hub speaks on it: `current` of the group and of a bill has the number 0, however much happened.

let follower: Follower;
let topic = '';
const line = {
  returned: 0,
  follow: (name: string, _after: number, one: Follower) => {
    [topic, follower] = [name, one];
    return () => {};
  },
};
vi.mock('./line.svelte', () => ({ line }));
const { Loading, refreshBillText, refreshOnNews } = await import('./loading.svelte');

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const event = (kind: string): LiveEvent => ({ seq: 1, stream: 'proposal/p', kind, at: '', by: 'm', byName: 'Марина' });
function lineOpens(): void {
  line.returned++;
  follower.current?.(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  line.returned = 0;
});
afterEach(() => vi.useRealTimers());

test('a list is asked for again after a lost line, although the group always says 0', async () => {
  const reload = vi.fn();
  refreshOnNews(reload);
  lineOpens(); // the page may have been answered before it: on a slow evening a draft made between the two stayed away
  await pass(1_000);
  expect(reload).toHaveBeenCalledTimes(1);
  lineOpens();
  await pass(1_000);
  lineOpens();
  await pass(1_000);
  expect(reload).toHaveBeenCalledTimes(3);
});

test('so is a list that joined a topic followed already, which is told nothing before the line is lost', async () => {
  line.returned = 1;
  const reload = vi.fn();
  refreshOnNews(reload);
  follower.current?.(0); // somebody else on this page asked
  await pass(1_000);
  expect(reload).toHaveBeenCalledTimes(0);
  lineOpens();
  await pass(1_000);
  expect(reload).toHaveBeenCalledTimes(1);
});

test('news do not throw away the answer that is awaited: it is shown, and the question put once more', async () => {
  const answers: ((value: string) => void)[] = [];
  const loading = new Loading(() => new Promise<string>((resolve) => answers.push(resolve)));
  void loading.load();
  void loading.again();
  void loading.again();
  expect(answers).toHaveLength(1);
  answers[0]?.('before the news');
  await pass(0);
  expect([loading.value, loading.busy, answers.length]).toEqual(['before the news', true, 2]);
  answers[1]?.('after them');
  await pass(0);
  expect([loading.value, loading.busy, answers.length]).toEqual(['after them', false, 2]);
});

test('what the reader asks for himself replaces the question that is being answered, news or none', async () => {
  const answers: ((value: string) => void)[] = [];
  const loading = new Loading(() => new Promise<string>((resolve) => answers.push(resolve)));
  void loading.load();
  void loading.again();
  void loading.load();
  answers[0]?.('of the first filter');
  await pass(0);
  expect(loading.value).toBeNull();
  answers[1]?.('of the second');
  await pass(0);
  expect([loading.value, loading.busy, answers.length]).toEqual(['of the second', false, 2]);
});

test('the text of a bill is asked for once in some seconds while others type, never twice at a time, and not for a comment', async () => {
  let answer: () => void = () => {};
  const reload = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  refreshBillText('b', reload);
  expect(topic).toBe('bill/b');
  follower.event(event('proposal.commented'));
  follower.event(event('comment.replied'));
  await pass(20_000);
  expect(reload).toHaveBeenCalledTimes(0);
  for (let i = 0; i < 20; i++) {
    follower.event(event('proposal.edited'));
    await pass(400);
  }
  expect(reload).toHaveBeenCalledTimes(1);
  follower.event(event('proposal.edited'));
  await pass(60_000);
  expect(reload).toHaveBeenCalledTimes(1); // the first answer is still awaited
  answer();
  await pass(8_000);
  expect(reload).toHaveBeenCalledTimes(2);
});

test('what is known of an answer is shown at once, and an answer that is awaited meanwhile is asked for again', async () => {
  const answers: ((value: string) => void)[] = [];
  const loading = new Loading(() => new Promise<string>((resolve) => answers.push(resolve)));
  void loading.load();
  answers[0]?.('first');
  await pass(0);
  loading.amend((there) => `${there} and more`);
  await pass(0);
  expect([loading.value, answers.length]).toEqual(['first and more', 1]);
  void loading.load();
  loading.amend(() => 'first, more and most');
  answers[1]?.('older than that');
  await pass(0);
  expect([loading.value, answers.length]).toEqual(['first, more and most', 3]);
  answers[2]?.('all');
  await pass(0);
  expect(loading.value).toBe('all');
});
