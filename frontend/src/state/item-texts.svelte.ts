// The redlines of the proposals being discussed, made by the server, kept fresh while they are edited in the hall.

import { SvelteMap } from 'svelte/reactivity';
import { getEffect, type Effect } from '../api/effect';
import { Refresh } from '../editor/refresh';
import { line } from './line.svelte';

/** Milliseconds between a change of a text and the question for its redline: nobody reads faster from a wall. */
const wait = 500;

export class ItemTexts {
  readonly effects = new SvelteMap<string, Effect>();
  readonly failed = new SvelteMap<string, unknown>();
  private readonly asking = new Map<string, Refresh<Effect>>();
  private readonly stop: () => void;

  constructor() {
    this.stop = line.follow('group', 0, {
      event: ({ stream }) => {
        const [kind, id] = stream.split('/');
        if (kind === 'proposal' && id) this.asking.get(id)?.soon();
      },
      // A lost line may have hidden an edit.
      current: () => this.again(),
    });
  }

  /** Says which proposals are read now; others are forgotten. */
  read(ids: readonly string[]): void {
    for (const id of [...this.asking.keys()]) {
      if (ids.includes(id)) continue;
      this.asking.get(id)?.stop();
      this.asking.delete(id);
      this.effects.delete(id);
      this.failed.delete(id);
    }
    for (const id of ids) {
      if (this.asking.has(id)) continue;
      const refresh = new Refresh<Effect>({
        wait,
        ask: (signal) => getEffect(id, signal),
        take: (effect) => {
          this.effects.set(id, effect);
          this.failed.delete(id);
        },
        fail: (error) => this.failed.set(id, error),
      });
      this.asking.set(id, refresh);
      void refresh.now();
    }
  }

  again(): void {
    for (const refresh of this.asking.values()) refresh.soon();
  }

  close(): void {
    this.stop();
    for (const refresh of this.asking.values()) refresh.stop();
  }
}
