// A round table as it is on the server: events come by number, and whatever they do not say in full is asked for. A line that
// was lost begins with the events that were missed, so the page needs no reload.

import { listBills } from '../api/bills';
import * as api from '../api/round-tables';
import type { AgendaItem, OpenedRoundTable, RoundTable } from '../api/round-tables';
import type { Bilingual, LiveEvent, ProposalSummary } from '../api/types';
import { around } from '../domain/agenda';
import { inLocale } from '../domain/bilingual';
import { afterEvent } from '../domain/round-table-events';
import { Refresh } from '../editor/refresh';
import { line } from './line.svelte';
import { settings } from './settings.svelte';

/** Milliseconds from an event to the question. A hall of browsers hears it at one moment and should not ask at one. */
const wait = () => 60 + Math.random() * 240;
/** A question that failed is put again after this long, besides by the line coming back. */
const again = 4_000;

export class RoundTableState {
  #table = $state.raw<RoundTable>() as RoundTable;
  #list = $state.raw<ProposalSummary[]>([]);
  #agenda = $state.raw<AgendaItem[] | null>(null);
  #gone = $state(false);
  #bills = $state.raw<ReadonlyMap<string, Bilingual>>(new Map());
  private namingBills = false;
  private readonly refreshing: Refresh<OpenedRoundTable>;
  private readonly stops: (() => void)[];
  private retry: ReturnType<typeof setTimeout> | null = null;
  private saved: Promise<number> = Promise.resolve(0);
  private seen: number;

  constructor(
    opened: OpenedRoundTable,
    /** Told of each event of others and of one's own, after the page knows of it. */
    private readonly heard: (kind: string) => void = () => {},
  ) {
    this.#table = opened.roundTable;
    this.#list = opened.list;
    this.seen = opened.roundTable.seq;
    void this.nameBills();
    this.refreshing = new Refresh({
      wait: wait(),
      ask: (signal) => api.getRoundTable(opened.roundTable.id, signal),
      take: (answer) => {
        this.#list = answer.list;
        this.takeTable(answer.roundTable);
        // Something came while the answer was on its way.
        if (answer.roundTable.seq < this.seen) this.refreshing.soon();
      },
      fail: () => {
        this.retry ??= setTimeout(() => {
          this.retry = null;
          this.refreshing.soon();
        }, again);
      },
    });
    this.stops = [
      line.follow(`roundtable/${opened.roundTable.id}`, opened.roundTable.seq, {
        event: (event) => this.take(event),
        refused: () => {
          this.#gone = true;
        },
      }),
      // The status of a proposal is on the list, and its events are of its own stream. Another role brings other rights.
      line.follow('group', 0, {
        event: ({ stream, kind }) => {
          if (kind === 'member.role_changed') this.refreshing.soon();
          if (!/^proposal\.(?!edited|commented)/.test(kind)) return;
          const wholeBill = this.#table.agenda?.some((item) => item.bill && (item.proposals ?? []).length === 0);
          if (wholeBill || this.#list.some((one) => stream === `proposal/${one.id}`)) this.refreshing.soon();
        },
      }),
    ];
  }

  get table(): RoundTable {
    return this.#table;
  }

  /** The agenda; one's own change of it at once, before the server has it. */
  get agenda(): AgendaItem[] {
    return this.#agenda ?? this.#table.agenda ?? [];
  }

  get list(): ProposalSummary[] {
    return this.#list;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Whether the reader leads it. */
  get leads(): boolean {
    return (this.#table.may ?? []).includes('convene');
  }

  get running(): boolean {
    return Boolean(this.#table.openedAt) && !this.#table.closedAt;
  }

  get place() {
    return around(this.#table.agenda ?? [], this.#table.current);
  }

  proposal(id: string | undefined): ProposalSummary | undefined {
    return this.#list.find((one) => one.id === id);
  }

  /** The proposals of an item that the reader sees: those it names, or all of its bill. */
  proposalsOn(item: AgendaItem): string[] {
    if ((item.proposals ?? []).length > 0) return item.proposals ?? [];
    return item.bill ? this.#list.filter((one) => one.bill === item.bill && one.status !== 'withdrawn' && one.status !== 'draft').map((one) => one.id) : [];
  }

  /** Does one of the commands and takes its answer. Throws ApiError. */
  async do(command: (id: string) => Promise<RoundTable>): Promise<void> {
    this.takeTable(await command(this.#table.id));
  }

  /**
   * Changes the agenda, one change after the other. Throws ApiError; `agenda_moved_on` when somebody else changed it first: what
   * was changed on top of a change that was refused is refused with it.
   */
  async setAgenda(next: AgendaItem[]): Promise<void> {
    const begun = this.#agenda === null ? Promise.resolve(this.#table.seq) : this.saved;
    this.#agenda = next;
    this.saved = begun.then(async (seq) => {
      const fresh = await api.setAgenda(this.#table.id, seq, next);
      this.takeTable(fresh);
      return fresh.seq;
    });
    try {
      await this.saved;
    } finally {
      if (this.#agenda === next) {
        // An item may name proposals whose summaries are not here yet, and a refused change is shown as it is on the server.
        await this.refreshing.now();
        if (this.#agenda === next) this.#agenda = null;
      }
    }
  }

  lineIsBack(): void {
    if (this.retry) this.refreshing.soon();
  }

  close(): void {
    for (const stop of this.stops) stop();
    if (this.retry) clearTimeout(this.retry);
    this.refreshing.stop();
  }

  /** The title of a bill; empty while it is not known. */
  billTitle(id: string): string {
    return inLocale(this.#bills.get(id), settings.locale);
  }

  private takeTable(fresh: RoundTable): void {
    if (fresh.seq >= this.#table.seq) this.#table = fresh;
    void this.nameBills();
  }

  /** Items on whole bills have the bills' titles; without them the page works. */
  private async nameBills(): Promise<void> {
    if (this.namingBills || !this.#table.agenda?.some((item) => item.bill && !this.#bills.has(item.bill))) return;
    this.namingBills = true;
    try {
      this.#bills = new Map((await listBills()).map((bill) => [bill.id, bill.title]));
    } catch {
      // Asked for again with the next change.
    } finally {
      this.namingBills = false;
    }
  }

  private take(event: LiveEvent): void {
    this.seen = Math.max(this.seen, event.seq);
    if (event.seq <= this.#table.seq) return;
    const next = afterEvent(this.#table, event);
    if (next) this.#table = next;
    else this.refreshing.soon();
    this.heard(event.kind);
  }
}
