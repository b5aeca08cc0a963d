// A server to test against: the only holder of the text, as the real one is. It takes updates that start at its version
// and answers all others with what they miss, or carries them over what came between.

import { ChangeSet, Text } from '@codemirror/state';
import type { TravellingUpdate } from './shared-text';

export class MovedOn extends Error {
  constructor(readonly updates: TravellingUpdate[]) {
    super('text_moved_on');
  }
}

export class Authority {
  private doc: Text;
  readonly updates: TravellingUpdate[] = [];

  constructor(text: string) {
    this.doc = Text.of(text.split('\n'));
  }

  get text(): string {
    return this.doc.toString();
  }

  get version(): number {
    return this.updates.length;
  }

  /** Takes updates or throws MovedOn. Everything travels as JSON, as over the real line. */
  take(version: number, updates: TravellingUpdate[]): { version: number; updates?: TravellingUpdate[] } {
    if (version !== this.version) throw new MovedOn(JSON.parse(JSON.stringify(this.updates.slice(version))) as TravellingUpdate[]);
    for (const update of JSON.parse(JSON.stringify(updates)) as TravellingUpdate[]) {
      this.doc = ChangeSet.fromJSON(update.changes).apply(this.doc);
      this.updates.push(update);
    }
    return { version: this.version };
  }
}

/** The server as it carries late updates over what came between, so that nobody has to be the first to get in. */
export class CarryingAuthority extends Authority {
  /** Takes updates made on any version and gives all since that version; those sent a second time count once. */
  override take(version: number, updates: TravellingUpdate[]): { version: number; updates?: TravellingUpdate[] } {
    if (version === this.version) return super.take(version, updates);
    let mine = updates.map((update) => ({ clientID: update.clientID, changes: ChangeSet.fromJSON(update.changes) }));
    for (const between of this.updates.slice(version)) {
      if (mine[0]?.clientID === between.clientID) {
        mine = mine.slice(1);
        continue;
      }
      let other = ChangeSet.fromJSON(between.changes);
      mine = mine.map(({ clientID, changes }) => {
        const carried = { clientID, changes: changes.map(other) };
        other = other.map(changes, true);
        return carried;
      });
    }
    super.take(
      this.version,
      mine.map(({ clientID, changes }) => ({ clientID, changes: changes.toJSON() as unknown })),
    );
    return { version: this.version, updates: JSON.parse(JSON.stringify(this.updates.slice(version))) as TravellingUpdate[] };
  }
}

/** Timers that stand until they are told to run. */
export class HeldClock {
  private waiting: { at: number; run: () => void }[] = [];
  private now = 0;

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.now + milliseconds, run };
    this.waiting.push(timer);
    return () => {
      this.waiting = this.waiting.filter((one) => one !== timer);
    };
  }

  /** How long until each timer rings. */
  get delays(): number[] {
    return this.waiting.map((timer) => timer.at - this.now).sort((a, b) => a - b);
  }

  /** Moves on and rings what is due, in order. */
  pass(milliseconds: number): void {
    const until = this.now + milliseconds;
    for (;;) {
      const next = this.waiting.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.waiting = this.waiting.filter((one) => one !== next);
      this.now = next.at;
      next.run();
    }
    this.now = until;
  }
}

/** Lets promises that are ready go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}
