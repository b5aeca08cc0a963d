import { expect, test } from 'vitest';
import { Doing } from './doing.svelte';

/** Work that ends when it is told to. */
function held() {
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    log.push(name);
    return new Promise<void>((done) => ends.push(done));
  };
  const end = async () => {
    ends.shift()?.();
    await new Promise((done) => setTimeout(done));
  };
  return { log, work, end };
}

test('what is asked for by a button is not begun twice', async () => {
  const doing = new Doing();
  const { log, work, end } = held();
  const first = doing.run(work('first'));
  expect(doing.busy).toBe(true);
  expect(await doing.run(work('second'))).toBe(false);
  await end();
  expect(await first).toBe(true);
  expect(doing.busy).toBe(false);
  expect(log).toEqual(['first']);
});

// A choice in the filter of the record was lost while «more» of the list before was on its way.
test('what is done in turn follows also what a button began', async () => {
  const doing = new Doing();
  const { log, work, end } = held();
  void doing.run(work('more'));
  const chosen = doing.inTurn(work('choice'));
  const last = doing.inTurn(work('another choice'));
  await end();
  expect(log).toEqual(['more', 'choice']);
  await end();
  expect(await chosen).toBe(true);
  await end();
  expect(await last).toBe(true);
  expect(log).toEqual(['more', 'choice', 'another choice']);
});

test('a failure is said, and does not stop what follows it', async () => {
  const doing = new Doing();
  expect(await doing.inTurn(() => Promise.reject(new Error('away')))).toBe(false);
  expect(doing.error).not.toBe('');
  const failed = doing.inTurn(() => Promise.reject(new Error('away')));
  const next = doing.inTurn(() => Promise.resolve());
  expect(await failed).toBe(false);
  expect(await next).toBe(true);
  expect(doing.error).toBe('');
});
