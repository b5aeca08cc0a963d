// A guest of a round table at his telephone: what is discussed now, what he is writing, what he has sent. Without a session
// there is no socket, so the page asks; what is written is kept in this browser until the server has it.

import { ApiError } from '../api/client';
import { getGuestView, sendRemark, type GuestView, type NewRemark, type OwnRemark } from '../api/guest';
import type { Lang } from '../api/types';
import { errorText } from '../i18n/words';
import { typedSince } from '../domain/typed-since';
import { newId } from './ids';

/** Milliseconds between questions, and while there is no line. */
const often = 4_000;
const seldom = 8_000;
/** The server answers for so many own remarks at once. */
const mostOwn = 50;

type Field = 'name' | 'organisation' | 'body';
const fields: readonly Field[] = ['name', 'organisation', 'body'];

/** A remark that has not arrived; `error` is why the server refused it when it did. */
interface Unsent {
  remark: NewRemark;
  at: string;
  error?: string;
}

interface Kept {
  name: string;
  organisation: string;
  body: string;
  /** The id that the remark being written will have. */
  draft: string;
  own: string[];
  unsent: Unsent[];
}

export class Guest {
  #view = $state.raw<GuestView | null>(null);
  #state = $state<'asking' | 'there' | 'over' | 'failed'>('asking');
  #lost = $state(false);
  #busy = $state(false);
  #unsent = $state.raw<Unsent[]>([]);
  name = $state('');
  organisation = $state('');
  body = $state('');
  proposal = $state('');
  /** What is wrong with a field, in words; `form` where it is none of them. */
  errors = $state<Partial<Record<Field | 'form', string>>>({});
  private own: string[] = [];
  private draft = newId();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking = false;
  private askAgain = false;
  private stopped = false;

  constructor(
    private readonly token: string,
    private readonly lang: () => Lang,
  ) {
    const kept = this.read();
    this.name = kept.name ?? '';
    this.organisation = kept.organisation ?? '';
    this.body = kept.body ?? '';
    this.own = kept.own ?? [];
    this.#unsent = kept.unsent ?? [];
    if (kept.draft) this.draft = kept.draft;
  }

  get view(): GuestView | null {
    return this.#view;
  }

  get state() {
    return this.#state;
  }

  /** Whether the last question got no answer. */
  get lost(): boolean {
    return this.#lost;
  }

  get busy(): boolean {
    return this.#busy;
  }

  get unsent(): Unsent[] {
    return this.#unsent;
  }

  /** Own remarks as the round table has them, the last first. */
  get sent(): OwnRemark[] {
    return [...(this.#view?.remarks ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  }

  start(): void {
    void this.ask();
    document.addEventListener('visibilitychange', this.awake);
    window.addEventListener('online', this.awake);
  }

  stop(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.awake);
    window.removeEventListener('online', this.awake);
  }

  /** To be called after each key: the words outlive the page. */
  keep(): void {
    const kept: Kept = { name: this.name, organisation: this.organisation, body: this.body, draft: this.draft, own: this.own, unsent: this.#unsent };
    try {
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Forbidden storage: the words stay as long as the page is open.
    }
  }

  /** Sends what is written. Answers whether the form is free again: it was sent, or waits for the line. */
  async send(): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.errors = {};
    const remark: NewRemark = { id: this.draft, name: this.name.trim(), organisation: this.organisation.trim(), body: this.body.trim(), lang: this.lang(), item: this.#view?.item?.id ?? '', proposal: this.proposal };
    try {
      await sendRemark(this.token, remark);
      this.own = [...this.own, remark.id].slice(-mostOwn);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 0)) {
        this.errors = refusalOf(error);
        return false;
      }
      this.#lost = true;
      const now = new Date();
      this.#unsent = [...this.#unsent, { remark, at: now.toISOString() }];
    } finally {
      this.#busy = false;
    }
    this.body = typedSince(this.body, remark.body);
    this.draft = newId();
    this.keep();
    void this.ask();
    return true;
  }

  /** Takes back into the form what the server refused. */
  take({ remark, error }: Unsent): void {
    this.#unsent = this.#unsent.filter((one) => one.remark.id !== remark.id);
    this.name = remark.name;
    this.organisation = remark.organisation;
    this.body = [this.body.trim(), remark.body].filter(Boolean).join('\n');
    this.errors = { form: error };
    this.keep();
  }

  async ask(): Promise<void> {
    if (this.stopped) return;
    if (this.asking) {
      this.askAgain = true; // in another language, or after something was said
      return;
    }
    this.asking = true;
    this.askAgain = false;
    if (this.timer) clearTimeout(this.timer);
    try {
      await this.sendWaiting();
      this.#view = await getGuestView(this.token, this.lang(), this.own);
      this.#state = 'there';
      this.#lost = false;
      const here = this.#view.item?.proposals ?? [];
      if (!here.some((one) => one.id === this.proposal)) this.proposal = '';
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.#state = 'over';
      else if (error instanceof ApiError && error.status === 0) this.#lost = true;
      if (this.#state === 'asking') this.#state = 'failed';
    } finally {
      this.asking = false;
    }
    if (this.askAgain) return this.ask();
    if (!this.stopped && this.#state !== 'over' && !document.hidden) this.timer = setTimeout(() => void this.ask(), this.#lost ? seldom : often);
  }

  private readonly awake = () => {
    if (!document.hidden) void this.ask();
  };

  private async sendWaiting(): Promise<void> {
    for (const one of this.#unsent.filter((waiting) => !waiting.error)) {
      const { id } = one.remark;
      try {
        await sendRemark(this.token, one.remark);
        this.own = [...this.own, id].slice(-mostOwn);
        this.#unsent = this.#unsent.filter((other) => other.remark.id !== id);
      } catch (error) {
        if (!(error instanceof ApiError) || error.temporary) throw error;
        this.#unsent = this.#unsent.map((other) => (other.remark.id === id ? { ...other, error: errorText(error) } : other));
      } finally {
        this.keep();
      }
    }
  }

  private get key(): string {
    return `talqy-guest-${this.token}`;
  }

  private read(): Partial<Kept> {
    try {
      return (JSON.parse(localStorage.getItem(this.key) ?? '{}') as Partial<Kept> | null) ?? {};
    } catch {
      return {};
    }
  }
}

/** Puts a refusal beside the field that it is about. */
function refusalOf(error: unknown): Partial<Record<Field | 'form', string>> {
  const field = error instanceof ApiError ? fields.find((one) => one === error.args.field) : undefined;
  return { [field ?? 'form']: errorText(error) };
}
