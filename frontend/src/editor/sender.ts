// Sends what was typed: one request in flight a text, missing updates taken and the rest tried again, a lost line waited
// out. It says at every moment whether the reader's words are safe.

import { rebaseUpdates } from '@codemirror/collab';
import { ChangeSet } from '@codemirror/state';
import type { SharedText, TravellingUpdate } from './shared-text';

/**
 * saved: the server has everything. unsent: typed, waits for a short pause. saving: on the way. offline: no line, will be
 * tried again; `reason` of both is what a server said that answers and cannot store. refused: the server will not take it; `reason` says why.
 */
export type SaveState = 'saved' | 'unsent' | 'saving' | 'offline' | 'refused';

/** What the server may answer to a request besides taking it. */
export type Failure =
  | { kind: 'moved_on'; updates: TravellingUpdate[] }
  | { kind: 'temporary'; reason?: unknown }
  | { kind: 'refused'; reason: unknown };

/** Timers that a test can hold. */
export interface Clock {
  after(milliseconds: number, run: () => void): () => void;
}

export const realClock: Clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

interface SenderParts {
  text: SharedText;
  /**
   * Sends updates made on `version`. The answer has all updates since, these among them as the server took them in, when
   * others came between.
   */
  post: (version: number, updates: TravellingUpdate[]) => Promise<{ updates?: TravellingUpdate[] }>;
  /** Tells what a rejected `post` means. */
  readFailure: (error: unknown) => Failure;
  onState: (state: SaveState, reason: unknown) => void;
  clock?: Clock;
  random?: () => number;
}

/** A pause in typing after which words are sent: short enough to feel instant, long enough to gather a word. */
const pause = 400;
const firstRetry = 1_000;
const lastRetry = 20_000;
/** A text that moves on again and again under us is given up for the moment, not asked for ever. */
export const triesInARow = 20;

/** The server refuses an edit of more updates, and for good (maxUpdates in proposals/propose.go): more go out in several. */
export const mostUpdatesAtOnce = 500;

/**
 * What is left of `mine` once the server has said `since`, everything after the version that `mine` starts from. One by one,
 * as the server carries them: joined, they could carry words to another place.
 */
export function leftOf(mine: readonly TravellingUpdate[], since: readonly TravellingUpdate[]): TravellingUpdate[] {
  const read = ({ clientID, changes }: TravellingUpdate) => ({ clientID, changes: ChangeSet.fromJSON(changes) });
  const left = since.reduce((rest, one) => rebaseUpdates(rest, [read(one)]), mine.map(read) as ReturnType<typeof rebaseUpdates>);
  return left.map(({ clientID, changes }) => ({ clientID, changes: changes.toJSON() as unknown }));
}

export class Sender {
  state: SaveState = 'saved';
  private readonly parts: Required<SenderParts>;
  private inFlight: Promise<void> | null = null;
  private cancelTimer: (() => void) | null = null;
  private failures = 0;
  /** What the server said that could not store; told on while it is asked again, for that may take it long. */
  private outage: unknown = null;
  private closed = false;

  constructor(parts: SenderParts) {
    this.parts = { clock: realClock, random: Math.random, ...parts };
  }

  /** To be called after each change of the text. */
  changed(): void {
    if (this.closed || !this.parts.text.unsent) return;
    if (this.state === 'saved') this.say('unsent');
    // A refusal is not repeated behind the reader's back, and an outage keeps its own rhythm.
    if (this.state === 'refused' || this.cancelTimer || this.inFlight) return;
    this.schedule(pause);
  }

  /** Sends at once. Resolves to true when the server has everything. */
  async flush(): Promise<boolean> {
    this.stopTimer();
    if (this.parts.text.unsent && !this.closed) await this.send();
    return !this.parts.text.unsent;
  }

  /** The line is back: no need to wait for the next try. */
  lineIsBack(): void {
    if (this.state === 'offline') void this.flush();
  }

  close(): void {
    this.closed = true;
    this.stopTimer();
  }

  private send(): Promise<void> {
    this.inFlight ??= this.loop().finally(() => {
      this.inFlight = null;
    });
    return this.inFlight;
  }

  private async loop(): Promise<void> {
    for (let tries = 0; !this.closed; tries++) {
      const batch = this.parts.text.sendable(mostUpdatesAtOnce);
      if (!batch) {
        this.failures = 0;
        this.outage = null;
        this.say('saved');
        return;
      }
      if (tries === triesInARow) return this.waitAndRetry();
      this.say('saving', this.outage);
      let since: readonly TravellingUpdate[];
      try {
        since = (await this.parts.post(batch.version, batch.updates)).updates ?? batch.updates;
        tries = 0;
      } catch (error) {
        const failure = this.parts.readFailure(error);
        if (failure.kind === 'temporary') return this.waitAndRetry(failure.reason);
        if (failure.kind === 'refused') return this.say('refused', failure.reason);
        since = failure.updates;
      }
      try {
        this.parts.text.receive(batch.version, since); // an echo may have come first; then nothing is left to do
      } catch (diverged) {
        return this.say('refused', diverged);
      }
    }
  }

  private waitAndRetry(reason: unknown = null): void {
    const limit = Math.min(lastRetry, firstRetry * 2 ** this.failures);
    this.failures++;
    this.outage = reason;
    this.say('offline', reason);
    // Everybody's line comes back at one moment; they should not all knock at one moment.
    this.schedule(limit * (0.5 + this.parts.random() / 2));
  }

  private schedule(milliseconds: number): void {
    if (this.closed) return;
    this.cancelTimer = this.parts.clock.after(milliseconds, () => {
      this.cancelTimer = null;
      void this.send();
    });
  }

  private stopTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private say(state: SaveState, reason: unknown = null): void {
    this.state = state;
    this.parts.onState(state, reason);
  }
}
