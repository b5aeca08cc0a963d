// Asking again whenever something has moved: one question at a time, at most one a pause, and never put off for ever. Latest
// waits for silence, which is right for one typist; where several write there may be no silence.

import { realClock, type Clock } from './sender';

interface RefreshParts<A> {
  ask: (signal: AbortSignal) => Promise<A>;
  take: (answer: A) => void;
  fail: (error: unknown) => void;
  /** Milliseconds from the first call of `soon` to the question. */
  wait: number;
  clock?: Clock;
}

export class Refresh<A> {
  private cancelTimer: (() => void) | null = null;
  private asking: AbortController | null = null;
  private running: Promise<void> | null = null;
  private dirty = false;

  constructor(private readonly parts: RefreshParts<A>) {}

  /** Asks after the pause. Further calls during it change nothing; one while an answer is awaited asks once more after it. */
  soon(): void {
    if (this.running) {
      this.dirty = true;
      return;
    }
    if (this.cancelTimer) return;
    this.cancelTimer = (this.parts.clock ?? realClock).after(this.parts.wait, () => {
      this.cancelTimer = null;
      void this.run();
    });
  }

  /** Asks at once; resolves when an answer to a question put after this call has been taken or has failed. */
  async now(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    if (this.running) await this.running;
    await this.run();
  }

  /** Forgets what was asked and what was about to be. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.dirty = false;
    this.asking?.abort();
    this.asking = null;
  }

  private run(): Promise<void> {
    // Two callers may have waited for the same earlier question: the first asks for both.
    this.running ??= this.ask();
    return this.running;
  }

  private async ask(): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    this.dirty = false;
    try {
      const answer = await this.parts.ask(asking.signal);
      if (!asking.signal.aborted) this.parts.take(answer);
    } catch (error) {
      if (!asking.signal.aborted) this.parts.fail(error);
    } finally {
      this.running = null;
      this.asking = null;
    }
    if (this.dirty && !asking.signal.aborted) this.soon();
  }
}
