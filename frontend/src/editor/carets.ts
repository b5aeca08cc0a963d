// The carets of the others in a shared text. They arrive as places in a version that the server has; here they stand in
// the text as it is shown, on top of it what was typed and not yet sent, and every change moves them.

import { sendableUpdates } from '@codemirror/collab';
import { StateEffect, StateField, type ChangeDesc } from '@codemirror/state';
import type { SharedText } from './shared-text';

/** Somebody's caret as it stands in the text shown. */
export interface RemoteCaret {
  id: string;
  name: string;
  colour: number;
  anchor: number;
  head: number;
  /** Whether the name is shown beside it now. */
  flag: boolean;
}

/** A caret as it travels. */
export interface TravellingCaret extends RemoteCaret {
  version: number;
}

const putCarets = StateEffect.define<readonly RemoteCaret[]>();

export const remoteCarets = StateField.define<readonly RemoteCaret[]>({
  create: () => [],
  update(carets, transaction) {
    let next = carets;
    if (transaction.docChanged) next = next.map((caret) => moveCaret(caret, transaction.changes));
    for (const effect of transaction.effects) if (effect.is(putCarets)) next = effect.value;
    return next;
  },
});

/** What is typed at a caret goes before it: it is most likely its owner who types. */
function moveCaret<C extends { anchor: number; head: number }>(caret: C, changes: ChangeDesc): C {
  const head = changes.mapPos(caret.head, 1);
  return { ...caret, head, anchor: caret.anchor === caret.head ? head : changes.mapPos(caret.anchor, caret.anchor < caret.head ? 1 : -1) };
}

/** A place shown here, as one in the version that the server confirmed last: what is not sent yet is taken back. */
export function asConfirmed(text: SharedText, position: number): number {
  return sendableUpdates(text.state).reduceRight((at, update) => update.changes.invertedDesc.mapPos(at, 1), position);
}

/** Keeps the carets of one text in their places. */
export class CaretTrack {
  private carets: readonly TravellingCaret[] = [];
  /** By id, what was last placed and where it stands since: a frame that says nothing new must not pull a caret back. */
  private placed = new Map<string, TravellingCaret>();
  private readonly stopListening: () => void;
  private version: number;

  constructor(private readonly text: SharedText) {
    this.version = text.version;
    text.dispatch({ effects: StateEffect.appendConfig.of(remoteCarets) });
    this.stopListening = text.listen(() => {
      if (text.version === this.version) return;
      this.version = text.version;
      if (this.carets.some((caret) => !this.placed.has(caret.id))) this.put();
    });
  }

  /** Shows these carets and no others. */
  show(carets: readonly TravellingCaret[]): void {
    if (carets.length === 0 && this.carets.length === 0) return;
    this.carets = carets;
    this.put();
  }

  close(): void {
    this.stopListening();
    this.text.dispatch({ effects: putCarets.of([]) });
  }

  private put(): void {
    const standing = new Map(this.text.state.field(remoteCarets).map((caret) => [caret.id, caret]));
    const placed = new Map<string, TravellingCaret>();
    const shown: RemoteCaret[] = [];
    for (const caret of this.carets) {
      const before = this.placed.get(caret.id);
      const now = standing.get(caret.id);
      const same = before && before.version === caret.version && before.anchor === caret.anchor && before.head === caret.head;
      const place = same && now ? { ...now, flag: caret.flag } : this.bring(caret);
      if (place) {
        shown.push(place);
        placed.set(caret.id, caret);
      } else if (now) shown.push({ ...now, flag: caret.flag }); // its text has not arrived: it stays where it was
    }
    this.placed = placed;
    this.text.dispatch({ effects: putCarets.of(shown) });
  }

  /** Brings a caret up to the text shown; null while the text it speaks of has not arrived or does not fit. */
  private bring(caret: TravellingCaret): RemoteCaret | null {
    const since = this.text.since(caret.version);
    if (!since || Math.max(caret.anchor, caret.head) > since.length) return null;
    const { anchor, head } = moveCaret(caret, since);
    return { id: caret.id, name: caret.name, colour: caret.colour, flag: caret.flag, anchor, head };
  }
}
