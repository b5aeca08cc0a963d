// Asking again while somebody types: wait for a short pause, drop the question that went stale, and never show an older
// answer over a newer one.

import { realClock, type Clock } from './sender';

interface LatestParts<Q, A> {
  ask: (question: Q, signal: AbortSignal) => Promise<A>;
  take: (answer: A, question: Q) => void;
  fail: (error: unknown) => void;
  /** Milliseconds of silence before asking. */
  wait: number;
  clock?: Clock;
}

export class Latest<Q, A> {
  private cancelTimer: (() => void) | null = null;
  private asking: AbortController | null = null;
  private number = 0;

  constructor(private readonly parts: LatestParts<Q, A>) {}

  /** Asks after the pause; a question put before it is forgotten. */
  soon(question: Q): void {
    this.cancelTimer?.();
    this.cancelTimer = (this.parts.clock ?? realClock).after(this.parts.wait, () => {
      this.cancelTimer = null;
      void this.now(question);
    });
  }

  async now(question: Q): Promise<void> {
    this.stop();
    const number = ++this.number;
    const asking = new AbortController();
    this.asking = asking;
    try {
      const answer = await this.parts.ask(question, asking.signal);
      if (number === this.number && !asking.signal.aborted) this.parts.take(answer, question);
    } catch (error) {
      if (number === this.number && !asking.signal.aborted) this.parts.fail(error);
    }
  }

  /** Forgets what was asked and what was about to be. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.asking?.abort();
    this.asking = null;
  }
}
