// One thing a page asks the server for: not there yet, there, or failed with a way to try again.

import { line } from './line.svelte';

export class Loading<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<unknown>(null);
  #busy = $state(false);
  private number = 0;

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
  async load(): Promise<void> {
    const number = ++this.number;
    this.#busy = true;
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
      if (number === this.number) this.#busy = false;
    }
  }

  set(value: T): void {
    this.number++;
    this.#value = value;
    this.#busy = false;
    this.#error = null;
  }
}

/** Reloads a list when anything changes in the group; changes in a quick row are answered once. */
export function refreshOnNews(reload: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = -1;
  const later = () => {
    timer ??= setTimeout(() => {
      timer = null;
      reload();
    }, 300);
  };
  const stop = line.follow('group', 0, {
    event: later,
    current: (seq) => {
      // After a lost line the group tells its number; when it has moved, something was missed.
      if (last >= 0 && seq !== last) later();
      last = seq;
    },
  });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}
