import { describe, expect, it } from 'vitest';
import { Transfer, type Progress } from './transfer.svelte';

/** Work that goes on until it is stopped or told to end. */
function work() {
  let tell: Progress = () => {};
  let end: (answer: string) => void = () => {};
  let fail: (cause: Error) => void = () => {};
  const run = (signal: AbortSignal, progress: Progress) =>
    new Promise<string>((resolve, reject) => {
      [tell, end, fail] = [progress, resolve, reject];
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
  return { run, tell: (share: number) => tell(share), end: (answer: string) => end(answer), fail: (cause: Error) => fail(cause) };
}

describe('a file on its way', () => {
  it('has a name and a share until it has come', async () => {
    const transfer = new Transfer();
    const one = work();
    const coming = transfer.run('закон.txt', one.run);
    expect([transfer.busy, transfer.name, transfer.share]).toEqual([true, 'закон.txt', null]);
    one.tell(0.25);
    expect(transfer.share).toBe(0.25);
    one.end('ok');
    expect(await coming).toBe('ok');
    expect([transfer.busy, transfer.cancelled]).toEqual([false, '']);
  });

  it('is one at a time', async () => {
    const transfer = new Transfer();
    const one = work();
    const coming = transfer.run('a', one.run);
    expect(await transfer.run('b', work().run)).toBeNull();
    expect(transfer.name).toBe('a');
    one.end('a');
    expect(await coming).toBe('a');
  });

  it('knows whether it was cancelled before the server had it', async () => {
    const transfer = new Transfer();
    for (const [share, when] of [[0.5, 'early'], [1, 'late']] as const) {
      const one = work();
      const coming = transfer.run('a', one.run);
      one.tell(share);
      transfer.cancel();
      expect(await coming).toBeNull();
      expect(transfer.cancelled).toBe(when);
    }
  });

  it('throws what went wrong, and is free again', async () => {
    const transfer = new Transfer();
    const one = work();
    const coming = transfer.run('a', one.run);
    one.fail(new Error('disk'));
    await expect(coming).rejects.toThrow('disk');
    expect([transfer.busy, transfer.cancelled]).toEqual([false, '']);
  });
});
