// The bell: what the reader is told, live. News come on the reader's own topic; every browser of the reader hears it too when
// another has read something.

import { ApiError } from '../api/client';
import { listNotices, markRead, type Notice } from '../api/notifications';
import { line } from './line.svelte';

/** News in a quick row are asked for once. */
const pause = 300;
/** How many are asked for at a time. */
const pageSize = 30;

class Notifications {
  #list = $state.raw<Notice[]>([]);
  #unread = $state(0);
  #more = $state(false);
  #failed = $state.raw<unknown>(null);
  #loaded = $state(false);
  private upTo: Record<string, number> = {};
  private number = 0;
  /** Another for each member: an answer to one before is nobody's. */
  private life = {};
  /** Questions follow each other: neither the newest nor those before take the place of the other's answer. */
  private turn: Promise<unknown> = Promise.resolve();
  private stop: (() => void) | null = null;

  get list(): readonly Notice[] {
    return this.#list;
  }

  get unread(): number {
    return this.#unread;
  }

  /** What stands before the title in the browser's tab. */
  get mark(): string {
    return this.#unread > 0 ? `(${this.#unread}) ` : '';
  }

  get more(): boolean {
    return this.#more;
  }

  get failed(): unknown {
    return this.#failed;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  /** Begins for a member; what it returns ends it. */
  start(member: string): () => void {
    this.end();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const later = () => {
      timer ??= setTimeout(() => {
        timer = null;
        void this.load();
      }, pause);
    };
    // `current` comes when the topic is joined, and again after a lost line: what was missed is asked for.
    const unfollow = line.follow(`reader/${member}`, 0, { event: later, current: later });
    void this.load();
    this.stop = () => {
      unfollow();
      if (timer) clearTimeout(timer);
    };
    return () => this.end();
  }

  end(): void {
    this.stop?.();
    this.stop = null;
    this.number++;
    this.life = {};
    this.turn = Promise.resolve();
    this.#list = [];
    this.#unread = 0;
    this.#more = false;
    this.#loaded = false;
    this.#failed = null;
    this.upTo = {};
  }

  load(): Promise<void> {
    return this.inTurn(() => this.ask());
  }

  /** Puts a question after those before it. One that waited for its turn is not put for whoever comes next. */
  private inTurn(question: () => Promise<void>): Promise<void> {
    const { life } = this;
    const asked = this.turn.then(() => (life === this.life ? question() : undefined));
    this.turn = asked.catch(() => {});
    return asked;
  }

  private async ask(): Promise<void> {
    const [number, life] = [++this.number, this.life];
    try {
      const page = await listNotices(0, Math.max(pageSize, Math.min(100, this.#list.length)));
      if (life !== this.life) return;
      if (number !== this.number) return await this.ask(); // something was read meanwhile
      this.#list = page.notifications;
      this.#unread = page.unread;
      this.#more = page.more;
      this.upTo = page.upTo;
      this.#failed = null;
      this.#loaded = true;
    } catch (error) {
      if (life !== this.life) return;
      // A list that is there stays; without a line the banner tells enough.
      if (!this.#loaded && !(error instanceof ApiError && error.status === 401)) this.#failed = error;
    }
  }

  /** Asks for those before. */
  loadMore(): Promise<void> {
    return this.inTurn(() => this.askMore());
  }

  private async askMore(): Promise<void> {
    const [number, life] = [++this.number, this.life];
    const page = await listNotices(this.#list.length, pageSize);
    if (life !== this.life) return;
    if (number !== this.number) return await this.askMore(); // something was read meanwhile
    const known = new Set(this.#list.map((one) => `${one.stream}#${one.seq}#${one.proposal?.id ?? ''}`));
    this.#list = [...this.#list, ...page.notifications.filter((one) => !known.has(`${one.stream}#${one.seq}#${one.proposal?.id ?? ''}`))];
    this.#unread = page.unread;
    this.#more = page.more;
    this.upTo = page.upTo;
  }

  /** Marks one as read, on the page at once; the server's word follows. */
  async readOne(notice: Notice): Promise<void> {
    if (notice.read) return;
    this.markHere((one) => one.stream === notice.stream && one.seq === notice.seq);
    await this.tell({ items: [{ stream: notice.stream, seq: notice.seq }] });
  }

  /** Marks what the reader was shown; what came meanwhile stays. */
  async readAll(): Promise<void> {
    const upTo = this.upTo;
    this.markHere((one) => one.seq <= (upTo[one.stream] ?? 0));
    await this.tell({ upTo });
  }

  private markHere(which: (notice: Notice) => boolean): void {
    const hit = this.#list.filter((one) => !one.read && which(one)).length;
    this.#list = this.#list.map((one) => (which(one) ? { ...one, read: true } : one));
    this.#unread = Math.max(0, this.#unread - hit);
  }

  private async tell(marks: Parameters<typeof markRead>[0]): Promise<void> {
    const number = ++this.number;
    try {
      const { unread } = await markRead(marks);
      if (number === this.number) this.#unread = unread;
    } catch (error) {
      void this.load(); // as it is at the server
      throw error;
    }
  }
}

export const notifications = new Notifications();
