// What was written while there was no line. It lies in the browser's own database until the server has it, also when the
// page is closed meanwhile, and is then sent once: comments and replies count once by their id, edits by their version and
// the id of the editor they were typed in.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { ApiError } from '../api/client';
import { addComment, addReply, sendChanges, type NewAnchor } from '../api/proposals';
import type { Comment, Lang, Part, Suggested, TextUpdate } from '../api/types';
import { leftOf, mostUpdatesAtOnce, realClock, triesInARow } from '../editor/sender';

interface Written {
  /** The id of the comment or reply, or of the editor. */
  id: string;
  /** Who wrote it: another member at this browser neither sees nor sends it. */
  member: string;
  proposal: string;
  at: string;
}

interface WrittenComment extends Written {
  kind: 'comment';
  body: string;
  anchor: NewAnchor | null;
  suggestion?: Suggested | null;
}

interface WrittenReply extends Written {
  kind: 'reply';
  comment: string;
  body: string;
  suggestion?: Suggested | null;
}

interface WrittenEdit extends Written {
  kind: 'edit';
  part: Part;
  lang: Lang;
  version: number;
  updates: TextUpdate[];
}

export type Kept = WrittenComment | WrittenReply | WrittenEdit;

/** What the server would not take, and its reason. */
interface RefusedWords {
  written: Kept;
  reason: unknown;
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

/** What must not overtake each other: edits of one text, and a comment with the replies to it. */
const lineOf = (written: Kept): string =>
  written.kind === 'edit' ? [written.proposal, written.part, written.lang].join(' ') : written.kind === 'reply' ? written.comment : written.id;

const movedOn = (error: ApiError): boolean => error.code === 'text_moved_on';

/** It may be taken later as it is; anything else the server has said for good. */
const mayPass = (error: unknown): error is ApiError => error instanceof ApiError && (error.temporary || movedOn(error));

/** One command alone fails, by a fault behind it. No line, no room, no database or too many commands concern them all. */
const alone = (error: ApiError): boolean => movedOn(error) || (error.status >= 500 && error.status !== 503 && error.status !== 507);

const updatesIn = (written: Kept) => (written.kind === 'edit' ? written.updates.length : 0);

interface Schema extends DBSchema {
  outbox: { key: string; value: Kept };
}

export interface Senders {
  comment: (proposal: string, comment: { id: string; body: string; anchor: NewAnchor | null; suggestion?: Suggested | null }) => Promise<Comment>;
  reply: (proposal: string, comment: string, reply: { id: string; body: string; suggestion?: Suggested | null }) => Promise<Comment>;
  edit: (proposal: string, part: Part, lang: Lang, version: number, updates: TextUpdate[]) => Promise<{ updates?: TextUpdate[] }>;
}

const firstRetry = 2_000;
const lastRetry = 60_000;
/** Rounds in a row that end so before the author is told: a hiccup is not worth it. */
const outageAfter = 3;
/** A command at which the server fails this often in a row, about a minute, is given back to its author: he must know that it is not stored. */
const mostFailures = 6;

export class Outbox {
  /** Ids of comments and replies that wait and were not refused; edits have their own sign beside the text. */
  #waiting = $state.raw<string[]>([]);
  #refused = $state.raw<RefusedWords[]>([]);
  #outage = $state.raw<ApiError | null>(null);
  private database: Promise<IDBPDatabase<Schema>> | null = null;
  private member = '';
  /** Grows when the member changes: what was begun for an earlier one knows by it that he has gone. */
  private visit = 0;
  private sending: Promise<void> | null = null;
  private cancelRetry: (() => void) | null = null;
  private failures = 0;
  /** How often the server failed at a command since it was last told to its author. */
  private readonly failedAt = new Map<string, number>();

  constructor(
    private readonly senders: Senders,
    private readonly name = 'talqy',
    private readonly clock = realClock,
    private readonly random = Math.random,
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  /** What is between a comment or a reply, as the page shows it, and the server: nothing, a line, or its refusal. */
  standing(id: string): 'sent' | 'waiting' | 'refused' {
    if (this.isRefused(id)) return 'refused';
    return this.#waiting.includes(id) ? 'waiting' : 'sent';
  }

  /** What the server would not take: its author decides what becomes of the words. */
  get refused(): readonly RefusedWords[] {
    return this.#refused;
  }

  /** What a server says that answers and again and again cannot store: no other sign tells the author that his words still lie here. */
  get outage(): ApiError | null {
    return this.#outage;
  }

  /** Somebody has signed in, or his line is back: what he left here goes out. */
  async enter(member: string): Promise<void> {
    if (member !== this.member) {
      this.leave();
      this.member = member;
    }
    this.failures = 0;
    await this.send();
  }

  /** He has gone: his words lie here unseen until he is back, and nothing more goes out under another's name. */
  leave(): void {
    this.visit++;
    this.member = '';
    this.#waiting = [];
    this.#refused = [];
    this.#outage = null;
    this.failedAt.clear();
    this.sending = null;
    this.stopRetry();
  }

  /** Keeps what could not be sent. Throws when this browser keeps nothing. */
  async keep(written: Kept): Promise<void> {
    await (await this.open()).put('outbox', $state.snapshot(written) as Kept);
    // The line may be there all the time, and one request alone have been lost; an edit has its editor, which sends it too.
    if (written.kind !== 'edit' && written.member === this.member && !this.cancelRetry) this.retry();
    await this.count();
  }

  /**
   * Takes over what could not be sent and has no place on the page any more. What may be taken later waits; what was refused is told to
   * its author, in this browser's keeping or, where it keeps nothing, as long as the page is open.
   */
  async takeOver(written: Kept, reason: unknown): Promise<void> {
    const waits = mayPass(reason) || (reason instanceof ApiError && reason.status === 401);
    if (!waits && written.member === this.member) this.#refused = [...this.#refused, { written, reason }];
    await this.keep(written).catch(() => {});
  }

  async forget(id: string): Promise<void> {
    await (await this.open()).delete('outbox', id);
    this.#refused = this.#refused.filter(({ written }) => written.id !== id);
    await this.count();
  }

  /** Sends what was refused once more: what stood against it may have passed. */
  async again(id: string): Promise<void> {
    this.#refused = this.#refused.filter(({ written }) => written.id !== id);
    await this.sending?.catch(() => {}); // a round on its way may have passed it by
    await this.send();
  }

  /** Sends what waits, the oldest first; the rest stays when the line breaks again. One round at a time. */
  send(): Promise<void> {
    if (this.sending) return this.sending;
    this.stopRetry();
    const round = this.round().finally(() => {
      if (this.sending === round) this.sending = null;
    });
    this.sending = round;
    return round;
  }

  private async round(): Promise<void> {
    const { member, visit } = this;
    if (!member) return;
    const gone = () => this.visit !== visit;
    const held = new Set<string>();
    let passing: ApiError | null = null;
    for (const one of await this.of(member)) {
      if (gone()) return;
      if (this.isRefused(one.id) || held.has(lineOf(one))) continue;
      try {
        if (!(await this.sendOne(one, gone))) return;
      } catch (error) {
        if (gone() || (error instanceof ApiError && error.status === 401)) return;
        if (!mayPass(error) || this.failsForGood(one, error)) {
          this.#refused = [...this.#refused, { written: one, reason: error }];
          continue;
        }
        passing = error;
        if (!alone(error)) break;
        held.add(lineOf(one));
        continue;
      }
      this.failedAt.delete(one.id);
      await this.forgetSent(one);
    }
    if (gone()) return;
    if (passing) {
      this.retry(Number(passing.args.seconds ?? 0) * 1_000);
      if (this.failures >= outageAfter) this.#outage = passing.status === 0 ? null : passing;
    } else {
      this.failures = 0;
      this.#outage = null;
    }
    await this.count();
  }

  /** True where the server has failed at this one command so often that waiting alone will not help. */
  private failsForGood(one: Kept, error: ApiError): boolean {
    if (!alone(error)) return false;
    const failures = (this.failedAt.get(one.id) ?? 0) + 1;
    this.failedAt.set(one.id, failures);
    if (failures < mostFailures) return false;
    this.failedAt.delete(one.id); // sent again by its author, it is tried as often as at first
    return true;
  }

  /** Tries again by itself, later each time: a socket that stays open tells of no new line. */
  private retry(least = 0): void {
    const limit = Math.min(lastRetry, firstRetry * 2 ** this.failures);
    this.failures++;
    this.stopRetry();
    this.cancelRetry = this.clock.after(Math.max(least, limit * (0.5 + this.random() / 2)), () => {
      this.cancelRetry = null;
      void this.send().catch(() => {});
    });
  }

  private stopRetry(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
  }

  /** While it was on its way, more may have been written under its id, here or in another tab: that was not sent and stays. */
  private async forgetSent(sent: Kept): Promise<void> {
    const transaction = (await this.open()).transaction('outbox', 'readwrite');
    const present = await transaction.store.get(sent.id);
    if (present?.at === sent.at && updatesIn(present) === updatesIn(sent)) await transaction.store.delete(sent.id);
    await transaction.done;
  }

  /** False where its author has gone before all of it was sent. */
  private async sendOne(one: Kept, gone: () => boolean): Promise<boolean> {
    if (one.kind === 'edit') return this.sendEdit(one, gone);
    const words = { id: one.id, body: one.body, ...(one.suggestion && { suggestion: one.suggestion }) };
    if (one.kind === 'comment') await this.senders.comment(one.proposal, { ...words, anchor: one.anchor });
    else await this.senders.reply(one.proposal, one.comment, words);
    return true;
  }

  /** After a break-off it begins from its first update again: the server knows those that it has. */
  private async sendEdit({ proposal, part, lang, version, updates }: WrittenEdit, gone: () => boolean): Promise<boolean> {
    let tries = 0;
    for (let [at, left] = [version, updates]; left.length > 0; ) {
      if (gone()) return false;
      const sent = left.slice(0, mostUpdatesAtOnce);
      let since: TextUpdate[];
      try {
        since = (await this.senders.edit(proposal, part, lang, at, sent)).updates ?? sent;
        tries = 0;
      } catch (error) {
        // Too far behind for the server to carry: what is missing comes with the answer, and the words go on top of it here.
        if (!(error instanceof ApiError) || !movedOn(error) || ++tries === triesInARow) throw error;
        since = (error.body.updates ?? []) as TextUpdate[];
      }
      [at, left] = [at + since.length, leftOf(left, since)];
    }
    return true;
  }

  private async of(member: string): Promise<Kept[]> {
    const all = await (await this.open()).getAll('outbox');
    return all.filter((one) => one.member === member).sort((a, b) => a.at.localeCompare(b.at));
  }

  private async count(): Promise<void> {
    const { member, visit } = this;
    const mine = member ? await this.of(member) : [];
    if (this.visit === visit) this.#waiting = mine.filter((one) => one.kind !== 'edit' && !this.isRefused(one.id)).map((one) => one.id);
  }

  private isRefused(id: string): boolean {
    return this.#refused.some(({ written }) => written.id === id);
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    if (this.database) return this.database;
    // What failed once, or was ended by the browser (storage cleared, a crash), is opened anew by who asks next.
    const ended = () => {
      if (this.database === opening) this.database = null;
    };
    const opening = openDB<Schema>(this.name, 1, {
      upgrade: (database) => {
        database.createObjectStore('outbox', { keyPath: 'id' });
      },
      terminated: ended,
    });
    this.database = opening;
    opening.catch(ended);
    return opening;
  }
}

export const outbox = new Outbox({ comment: addComment, reply: addReply, edit: sendChanges });
