// What was written while there was no line. It lies in the browser's own database until the server has it, also when the
// page is closed meanwhile, and is then sent once: comments and replies count once by their id, edits by their version and
// the id of the editor they were typed in.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { ApiError } from '../api/client';
import { addComment, addReply, sendChanges, type NewAnchor } from '../api/proposals';
import type { Comment, Lang, Part, Suggested, TextUpdate } from '../api/types';
import { leftOf, mostUpdatesAtOnce } from '../editor/sender';

interface Written {
  /** The id of the comment or reply, or of the editor. */
  id: string;
  /** Who wrote it: another member at this browser neither sees nor sends it. */
  member: string;
  proposal: string;
  at: string;
}

export interface WrittenComment extends Written {
  kind: 'comment';
  body: string;
  anchor: NewAnchor | null;
  suggestion?: Suggested | null;
}

export interface WrittenReply extends Written {
  kind: 'reply';
  comment: string;
  body: string;
  suggestion?: Suggested | null;
}

export interface WrittenEdit extends Written {
  kind: 'edit';
  part: Part;
  lang: Lang;
  version: number;
  updates: TextUpdate[];
}

export type Kept = WrittenComment | WrittenReply | WrittenEdit;

/** What the server would not take, and its reason. */
export interface RefusedWords {
  written: Kept;
  reason: ApiError;
}

/** The words of what was written, to be read and copied; of an edit those that it puts in, a piece a line. */
export function wordsOf(written: Kept): string {
  if (written.kind !== 'edit') return [written.body, written.suggestion?.new ?? ''].filter(Boolean).join('\n');
  const pieces: string[] = [];
  for (const { changes } of written.updates as { changes: (number | [number, ...string[]])[] }[]) {
    for (const part of changes) if (typeof part !== 'number' && part.length > 1) pieces.push(part.slice(1).join('\n'));
  }
  return pieces.join(pieces.every((piece) => piece.length === 1) ? '' : '\n');
}

const updatesIn = (written: Kept) => (written.kind === 'edit' ? written.updates.length : 0);

interface Schema extends DBSchema {
  outbox: { key: string; value: Kept };
}

export interface Senders {
  comment: (proposal: string, comment: { id: string; body: string; anchor: NewAnchor | null; suggestion?: Suggested | null }) => Promise<Comment>;
  reply: (proposal: string, comment: string, reply: { id: string; body: string; suggestion?: Suggested | null }) => Promise<Comment>;
  edit: (proposal: string, part: Part, lang: Lang, version: number, updates: TextUpdate[]) => Promise<{ updates?: TextUpdate[] }>;
}

export class Outbox {
  /** Comments and replies that wait and were not refused; edits have their own sign beside the text. */
  #waiting = $state(0);
  #refused = $state.raw<RefusedWords[]>([]);
  private database: Promise<IDBPDatabase<Schema>> | null = null;
  private member = '';
  private sending: Promise<void> | null = null;

  constructor(
    private readonly senders: Senders,
    private readonly name = 'talqy',
  ) {}

  get waiting(): number {
    return this.#waiting;
  }

  /** What the server would not take: its author decides what becomes of the words. */
  get refused(): readonly RefusedWords[] {
    return this.#refused;
  }

  /** Somebody has signed in: what he left here goes out. */
  async enter(member: string): Promise<void> {
    this.member = member;
    await this.send();
  }

  leave(): void {
    this.member = '';
    this.#waiting = 0;
    this.#refused = [];
  }

  /** Keeps what could not be sent. Throws when this browser keeps nothing. */
  async keep(written: Kept): Promise<void> {
    await (await this.open()).put('outbox', $state.snapshot(written) as Kept);
    await this.count();
  }

  async forget(id: string): Promise<void> {
    await (await this.open()).delete('outbox', id);
    this.#refused = this.#refused.filter(({ written }) => written.id !== id);
    await this.count();
  }

  /** Sends what was refused once more: what stood against it may have passed. */
  async again(id: string): Promise<void> {
    this.#refused = this.#refused.filter(({ written }) => written.id !== id);
    await this.send();
  }

  /** Sends what waits, the oldest first; the rest stays when the line breaks again. One round at a time. */
  send(): Promise<void> {
    this.sending ??= this.round().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async round(): Promise<void> {
    if (!this.member) return;
    for (const one of await this.mine()) {
      if (this.isRefused(one)) continue;
      try {
        await this.sendOne(one);
      } catch (error) {
        if (!(error instanceof ApiError) || error.temporary || error.status === 401) break;
        this.#refused = [...this.#refused, { written: one, reason: error }];
        continue;
      }
      await this.forgetSent(one);
    }
    await this.count();
  }

  /** While it was on its way, more may have been written under its id, here or in another tab: that was not sent and stays. */
  private async forgetSent(sent: Kept): Promise<void> {
    const transaction = (await this.open()).transaction('outbox', 'readwrite');
    const present = await transaction.store.get(sent.id);
    if (present?.at === sent.at && updatesIn(present) === updatesIn(sent)) await transaction.store.delete(sent.id);
    await transaction.done;
  }

  private sendOne(one: Kept): Promise<unknown> {
    if (one.kind === 'comment') return this.senders.comment(one.proposal, { id: one.id, body: one.body, anchor: one.anchor, ...(one.suggestion && { suggestion: one.suggestion }) });
    if (one.kind === 'reply') return this.senders.reply(one.proposal, one.comment, { id: one.id, body: one.body, ...(one.suggestion && { suggestion: one.suggestion }) });
    return this.sendEdit(one);
  }

  /** After a break-off it begins from its first update again: the server knows those that it has. */
  private async sendEdit({ proposal, part, lang, version, updates }: WrittenEdit): Promise<void> {
    for (let [at, left] = [version, updates]; left.length > 0; ) {
      const sent = left.slice(0, mostUpdatesAtOnce);
      const since = (await this.senders.edit(proposal, part, lang, at, sent)).updates ?? sent;
      [at, left] = [at + since.length, leftOf(left, since)];
    }
  }

  private async mine(): Promise<Kept[]> {
    const all = await (await this.open()).getAll('outbox');
    return all.filter((one) => one.member === this.member).sort((a, b) => a.at.localeCompare(b.at));
  }

  private async count(): Promise<void> {
    this.#waiting = this.member ? (await this.mine()).filter((one) => one.kind !== 'edit' && !this.isRefused(one)).length : 0;
  }

  private isRefused(one: Kept): boolean {
    return this.#refused.some(({ written }) => written.id === one.id);
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    this.database ??= openDB<Schema>(this.name, 1, {
      upgrade: (database) => {
        database.createObjectStore('outbox', { keyPath: 'id' });
      },
    });
    return this.database;
  }
}

export const outbox = new Outbox({ comment: addComment, reply: addReply, edit: sendChanges });
