// One thing a page asks the server for: not there yet, there, or failed with a way to try again.

import { untrack } from 'svelte';
import { Refresh } from '../editor/refresh';
import { line } from './line.svelte';

export class Loading<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<unknown>(null);
  #busy = $state(false);
  private number = 0;
  /** Something has moved since the question that is being answered was put. */
  private stale = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly ask: () => Promise<T>) {}

  get value(): T | null {
    return this.#value;
  }

  get error(): unknown {
    return this.#error;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Asks (again). What was there stays on the page until the answer comes; an older answer never replaces a newer. */
  load(): Promise<void> {
    this.running = this.put();
    return this.running;
  }

  /** Something has moved: asks again, after the answer that is awaited and not instead of it, for news may come faster than answers do. */
  async again(): Promise<void> {
    if (!this.#busy) return this.load();
    this.stale = true;
    await this.running; // which puts the question again
  }

  private async put(): Promise<void> {
    const number = ++this.number;
    this.#busy = true;
    this.stale = false;
    try {
      const value = await this.ask();
      if (number !== this.number) return;
      this.#value = value;
      this.#error = null;
    } catch (error) {
      if (number !== this.number) return;
      // A list that is already on the page is not thrown away because one refreshing failed.
      if (this.#value === null) this.#error = error;
    } finally {
      if (number === this.number) {
        this.#busy = false;
        if (this.stale) await this.load();
      }
    }
  }

  /** Takes what is known from elsewhere into what is there by then. A question that waits for its answer meanwhile is put again. */
  amend(change: (there: T) => T): void {
    const waiting = this.#busy;
    if (this.#value !== null) this.set(change(this.#value));
    if (waiting) void this.load();
  }

  /** Takes an answer from elsewhere in place of whatever is waited for. */
  set(value: T): void {
    this.number++;
    this.stale = false;
    this.#value = value;
    this.#busy = false;
    this.#error = null;
  }
}

/** Reloads a list when anything changes in the group; changes in a quick row are answered once. */
export function refreshOnNews(reload: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const later = () => {
    timer ??= setTimeout(() => {
      timer = null;
      reload();
    }, 300);
  };
  const stop = line.follow('group', 0, { event: later, current: onceALine(later) });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}

/** Milliseconds between news and the question for a bill's text: every open page asks, and the whole law is made for each. */
const billTextWait = 5_000;

/** The same for what is dear to make, the text of a bill: after what moves it alone, seldom, and one question at a time. */
export function refreshBillText(bill: string, reload: () => Promise<void>): () => void {
  const refresh = new Refresh<void>({ wait: billTextWait, ask: reload, take: () => {}, fail: () => {} });
  const stop = line.follow(`bill/${bill}`, 0, {
    event: ({ kind }) => {
      if (kind !== 'proposal.commented' && !kind.startsWith('comment.')) refresh.soon();
    },
    current: onceALine(() => refresh.soon()),
  });
  return () => {
    stop();
    refresh.stop();
  };
}

/**
 * For `current` of the group or a bill, which has no row of its own and says 0 each time: what was missed cannot be counted. So each line
 * that opens while the page is there calls `missed`: the very first too, for it may open after the page was answered, and what happened
 * between is told on no line. Not each `current` but the first of a line; one that joins a topic already followed hears none.
 */
function onceALine(missed: () => void): () => void {
  let known = untrack(() => line.returned);
  return () => {
    const [was, now] = [known, untrack(() => line.returned)];
    known = now;
    if (now !== was) missed();
  };
}
