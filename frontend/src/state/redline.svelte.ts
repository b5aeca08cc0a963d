// The redline of a wording against the law in force, kept up with typing.

import type { ChangeDesc } from '@codemirror/state';
import { compare } from '../api/proposals';
import type { Mark, Op } from '../domain/redline';
import { countChanges } from '../domain/redline';
import { Latest } from '../editor/latest';
import type { DraftText } from './draft-text.svelte';

/** Milliseconds without typing before the server is asked. */
const wait = 120;

export class LiveRedline {
  #ops = $state.raw<Op[] | null>(null);
  #failed = $state.raw<unknown>(null);
  /** What was typed since the shown redline was asked for; null when it is up to date. */
  #drift = $state.raw<ChangeDesc | null>(null);
  #marksThen = $state.raw<readonly Mark[]>([]);
  private askedFor: { drift: ChangeDesc | null; marks: readonly Mark[] } = { drift: null, marks: [] };
  private readonly latest: Latest<string, Op[]>;
  private readonly stopListening: () => void;

  constructor(
    private current: string,
    private readonly draft: DraftText,
  ) {
    this.latest = new Latest<string, Op[]>({
      wait,
      ask: (text, signal) => {
        this.askedFor = { drift: null, marks: this.liveMarks() };
        return compare(this.current, text, signal);
      },
      take: (ops) => {
        this.#ops = ops;
        this.#failed = null;
        this.#drift = this.askedFor.drift;
        this.#marksThen = this.askedFor.marks;
      },
      fail: (error) => {
        this.#failed = error;
      },
    });
    this.stopListening = draft.text.listen((transaction) => {
      if (!transaction.docChanged) return;
      this.#drift = this.#drift ? this.#drift.composeDesc(transaction.changes) : transaction.changes.desc;
      this.askedFor.drift = this.askedFor.drift ? this.askedFor.drift.composeDesc(transaction.changes) : transaction.changes.desc;
      this.latest.soon(draft.text.text);
    });
    void this.latest.now(draft.text.text);
  }

  /** Runs between the texts; null until the first answer. */
  get ops(): Op[] | null {
    return this.#ops;
  }

  get failed(): unknown {
    return this.#failed;
  }

  /** True when there is a redline, or the reason why there is none. */
  get settled(): boolean {
    return this.#ops !== null || this.#failed !== null;
  }

  get changes(): number {
    return this.#ops ? countChanges(this.#ops) : 0;
  }

  /** Comments' places in the text that the shown redline is of. */
  get marks(): readonly Mark[] {
    return this.#drift ? this.#marksThen : this.liveMarks();
  }

  /** A place in the shown redline as a place in the text of now; null when its words went meanwhile. */
  toNow(range: { from: number; to: number }): { from: number; to: number } | null {
    if (!this.#drift) return range;
    const from = this.#drift.mapPos(range.from, 1);
    const to = this.#drift.mapPos(range.to, -1);
    return from < to ? { from, to } : null;
  }

  /** The law in force has changed: everything is compared anew with it. */
  against(current: string): void {
    if (current === this.current) return;
    this.current = current;
    this.again();
  }

  again(): void {
    void this.latest.now(this.draft.text.text);
  }

  close(): void {
    this.stopListening();
    this.latest.stop();
  }

  private liveMarks(): Mark[] {
    return this.draft.places.filter((place) => !place.lost).map(({ id, from, to }) => ({ id, from, to }));
  }
}
