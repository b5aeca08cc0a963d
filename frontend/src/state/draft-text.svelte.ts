// One text of a proposal as a page sees it: the shared text, whether it is saved, and the places under comments.

import { ApiError } from '../api/client';
import { sendChanges } from '../api/proposals';
import type { Lang, Part, TextUpdate } from '../api/types';
import type { AnchorPlace } from '../editor/anchors';
import { Sender, type Failure, type SaveState } from '../editor/sender';
import { SharedText } from '../editor/shared-text';
import { newId } from './ids';
import { EditKeeper } from './offline';

function readFailure(error: unknown): Failure {
  if (!(error instanceof ApiError)) return { kind: 'refused', reason: error };
  if (error.code === 'text_moved_on') return { kind: 'moved_on', updates: (error.body.updates ?? []) as TextUpdate[] };
  // Without a line nobody has said anything; a server whose disk is full says so.
  if (error.temporary) return { kind: 'temporary', reason: error.status === 0 ? null : error };
  return { kind: 'refused', reason: error };
}

export class DraftText {
  readonly text: SharedText;
  readonly sender: Sender;
  #value = $state('');
  #places = $state.raw<readonly AnchorPlace[]>([]);
  #save = $state<SaveState>('saved');
  #reason = $state.raw<unknown>(null);
  /** The version after the last event taken from the socket: a comment that arrives speaks of the text at this version. */
  seenVersion: number;

  constructor(
    proposal: string,
    readonly part: Part,
    readonly lang: Lang,
    start: { proposed: string; version: number },
  ) {
    this.seenVersion = start.version;
    this.#value = start.proposed;
    this.text = new SharedText({ text: start.proposed, version: start.version, clientID: newId() });
    this.sender = new Sender({
      text: this.text,
      post: (version, updates) => sendChanges(proposal, part, lang, version, updates),
      readFailure,
      onState: (state, reason) => {
        this.#save = state;
        this.#reason = reason;
      },
    });
    const keeper = new EditKeeper(proposal, part, lang, this.text);
    this.text.listen((transaction) => {
      keeper.changed();
      if (transaction.docChanged) {
        this.#value = this.text.text;
        this.sender.changed();
      }
      this.#places = this.text.places;
    });
  }

  /** The text as it stands here, confirmed or not. */
  get value(): string {
    return this.#value;
  }

  get places(): readonly AnchorPlace[] {
    return this.#places;
  }

  /** Where the words of a comment stand now; undefined when they are gone, or never were here. */
  placeOf(id: string): AnchorPlace | undefined {
    return this.#places.find((one) => one.id === id && !one.lost);
  }

  get save(): SaveState {
    return this.#save;
  }

  /** Why the server refused, when it did. */
  get reason(): unknown {
    return this.#reason;
  }

  close(): void {
    this.sender.close();
  }
}

const order: SaveState[] = ['refused', 'offline', 'saving', 'unsent', 'saved'];

/** The state of several texts in one word: the worst of them. */
export const worstSave = (states: readonly SaveState[]): SaveState => order.find((state) => states.includes(state)) ?? 'saved';
