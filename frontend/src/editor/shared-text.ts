// One text that several people write at once (a wording or a justification in one language). It lives without a page:
// the editor is attached to it while it is shown, and what was typed goes on being sent when it is not.
//
// Confirmed versions are the server's; what is typed here and not yet confirmed lies on top (the model of
// @codemirror/collab). Positions are UTF-16 units.

import { collab, getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { ChangeSet, Compartment, EditorState, type ChangeDesc, type Extension, type Transaction, type TransactionSpec } from '@codemirror/state';
import { anchorPlaces, dropPlaces, lookAt, lookedAt, movePlace, putPlaces, type AnchorPlace } from './anchors';
import { putRemarks, remarks, type Remark } from './remarks';
import { wholeCharacters } from './whole-characters';

/** An update as it travels: `changes` is ChangeSet JSON. */
export interface TravellingUpdate {
  clientID: string;
  changes: unknown;
}

/** The part of an editor view that the text needs. */
interface Surface {
  readonly state: EditorState;
  dispatch(transactions: readonly Transaction[]): void;
}

/** Updates are missing between what is here and what came. */
export class MissingUpdates extends Error {
  constructor(have: number, came: number) {
    super(`have version ${have}, updates start at ${came}`);
    this.name = 'MissingUpdates';
  }
}

interface SharedTextStart {
  text: string;
  version: number;
  clientID: string;
}

export class SharedText {
  private headless: EditorState;
  private surface: Surface | null = null;
  private readonly pageExtensions = new Compartment();
  private dressed = false;
  /** Confirmed changes since `firstVersion`, in the server's form: they bring older positions up to date. */
  private readonly log: ChangeSet[] = [];
  private readonly firstVersion: number;
  private readonly clientID: string;
  private readonly listeners = new Set<(transaction: Transaction) => void>();

  constructor(start: SharedTextStart) {
    this.firstVersion = start.version;
    this.clientID = start.clientID;
    this.headless = EditorState.create({
      doc: start.text,
      extensions: [
        // The server counts "\n" alone as a break; a lone "\r" must stay a character or positions would drift apart.
        EditorState.lineSeparator.of('\n'),
        collab({ startVersion: start.version, clientID: start.clientID }),
        wholeCharacters,
        anchorPlaces,
        lookedAt,
        remarks,
        this.pageExtensions.of([]),
      ],
    });
  }

  get state(): EditorState {
    return this.surface?.state ?? this.headless;
  }

  get text(): string {
    return this.state.doc.toString();
  }

  /** The last version the server confirmed. */
  get version(): number {
    return getSyncedVersion(this.state);
  }

  /** True when something typed here is not confirmed yet. */
  get unsent(): boolean {
    return sendableUpdates(this.state).length > 0;
  }

  get places(): readonly AnchorPlace[] {
    return this.state.field(anchorPlaces);
  }

  /** Calls `listener` after each transaction; returns how to stop that. */
  listen(listener: (transaction: Transaction) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The state for an editor to start from, dressed once with what a page needs; undo survives being hidden. */
  dress(extensions: Extension): EditorState {
    if (!this.dressed) {
      this.dressed = true;
      this.headless = this.headless.update({ effects: this.pageExtensions.reconfigure(extensions) }).state;
    }
    return this.headless;
  }

  attach(surface: Surface): void {
    this.surface = surface;
  }

  /** The editor goes; its state stays. */
  detach(surface: Surface): void {
    if (this.surface !== surface) return;
    this.headless = surface.state;
    this.surface = null;
  }

  /** To be called by the attached editor for each transaction it has taken. */
  taken(transaction: Transaction): void {
    for (const listener of this.listeners) listener(transaction);
  }

  dispatch(spec: TransactionSpec): void {
    this.apply([this.state.update(spec)]);
  }

  /** What is to be sent, the oldest `most` of it, or null. */
  sendable(most = Infinity): { version: number; updates: TravellingUpdate[] } | null {
    const updates = sendableUpdates(this.state).slice(0, most);
    if (updates.length === 0) return null;
    return { version: this.version, updates: updates.map((update) => ({ clientID: update.clientID, changes: update.changes.toJSON() as unknown })) };
  }

  /**
   * Takes updates that start at `version`, own echoes among them, in whatever form the server has given them. Those
   * already known are passed over. Throws MissingUpdates on a gap and RangeError when a change does not fit the text.
   *
   * They are taken one by one, however many have come together. The server carries late words over what came between in the
   * same way; words carried over several updates joined into one may come to stand elsewhere, and the texts would part.
   */
  receive(version: number, updates: readonly TravellingUpdate[]): void {
    const have = this.version;
    if (version > have) throw new MissingUpdates(have, version);
    const fresh = updates.slice(have - version);
    if (fresh.length === 0) return;
    const read = fresh.map((update) => ({ clientID: update.clientID, changes: ChangeSet.fromJSON(update.changes) }));
    const transactions: Transaction[] = [];
    for (const update of read) transactions.push(receiveUpdates(transactions.at(-1)?.state ?? this.state, [update]));
    this.log.push(...read.map((update) => update.changes));
    this.apply(transactions);
  }

  /** Puts a comment's place given at a confirmed version, brought up to what is shown now. */
  place(id: string, from: number, to: number, atVersion: number): void {
    let place: AnchorPlace = { id, from, to, lost: false };
    for (const changes of this.log.slice(Math.max(0, atVersion - this.firstVersion))) {
      place = fits(place, changes) ? movePlace(place, changes) : { ...place, lost: true };
    }
    for (const update of sendableUpdates(this.state)) {
      place = fits(place, update.changes) ? movePlace(place, update.changes) : { ...place, lost: true };
    }
    const end = this.state.doc.length;
    if (place.to > end) place = { id, from: Math.min(place.from, end), to: end, lost: place.from >= end };
    this.dispatch({ effects: putPlaces.of([place]) });
  }

  /** Puts a place by what is shown now: the words just marked for a new comment. */
  placeHere(id: string, from: number, to: number): void {
    this.dispatch({ effects: putPlaces.of([{ id, from, to, lost: false }]) });
  }

  unplace(id: string): void {
    this.dispatch({ effects: dropPlaces.of([id]) });
  }

  lookAt(id: string | null): void {
    this.dispatch({ effects: lookAt.of(id) });
  }

  /** What is remarked on, where it stands now. */
  get remarks(): readonly Remark[] {
    return this.state.field(remarks);
  }

  /** Puts remarks, placed in what is shown now, instead of all earlier ones. */
  remarkOn(list: readonly Remark[]): void {
    this.dispatch({ effects: putRemarks.of(list) });
  }

  /**
   * What has happened to the text since the server's `version`, words not yet confirmed among it; null when this page knows
   * that version not yet, or not any more.
   */
  since(version: number): ChangeDesc | null {
    if (version < this.firstVersion || version > this.version) return null;
    const later = [...this.log.slice(version - this.firstVersion), ...sendableUpdates(this.state).map((update) => update.changes)];
    return later.reduce<ChangeDesc>((all, one) => all.composeDesc(one.desc), ChangeSet.empty(later[0]?.length ?? this.state.doc.length).desc);
  }

  /** The id under which this browser's updates travel. */
  get client(): string {
    return this.clientID;
  }

  private apply(transactions: readonly Transaction[]): void {
    if (this.surface) {
      this.surface.dispatch(transactions);
      return;
    }
    for (const transaction of transactions) {
      this.headless = transaction.state;
      this.taken(transaction);
    }
  }
}

function fits(place: AnchorPlace, changes: ChangeSet): boolean {
  return place.to <= changes.length;
}
