// The papers of one edit as a page shows them: the last Effect of the server, asked for again whenever something that it
// is made from has moved. Nothing here is worked out in the browser but places, which are carried from the version that the
// Effect speaks of to the words of now.

import { ApiError } from '../api/client';
import { getEffect, reviewChange, type Collision, type Effect, type EffectChange, type EffectText, type Verdict, type Warning } from '../api/effect';
import { compare } from '../api/proposals';
import type { Lang } from '../api/types';
import { groupBy } from '../domain/bilingual';
import { countChanges, type Mark, type Op } from '../domain/redline';
import { Refresh } from '../editor/refresh';
import { movedWords } from '../editor/remarks';
import { ruleName } from '../i18n/rule';
import type { DraftText } from './draft-text.svelte';
import { line } from './line.svelte';
import type { LiveRedline } from './redline.svelte';

/** Milliseconds between something moving and asking: a burst of updates is one question. */
const wait = 150;
/** Another proposal moved and may meet this one now. Nobody waits for that, and every open page asks. */
const elsewhereWait = 8_000;

/** The proposal that the papers are of, as the page around holds it. */
interface Edited {
  readonly id: string;
  readonly seq: number;
  readonly wording: ReadonlyMap<Lang, DraftText>;
  readonly justification: ReadonlyMap<Lang, DraftText>;
}

/** A redline to show: that of an Effect, or one that is compared while typing. */
export type ShownRedline = Pick<LiveRedline, 'ops' | 'failed' | 'changes' | 'marks' | 'toNow' | 'again'>;

/** A warning with the id under which its words are marked in the editor. */
export interface ShownWarning extends Warning {
  id: string;
}

export class LiveEffect {
  #value = $state.raw<Effect | null>(null);
  #failed = $state.raw<unknown>(null);
  #asking = $state(false);
  /** Grows with each change of a text: what is read from the editors' state is read anew. */
  #moved = $state(0);
  readonly redlines = new Map<Lang, EffectRedline>();
  private readonly refreshing: Refresh<Effect>;
  private readonly stops: (() => void)[] = [];
  private elsewhere: ReturnType<typeof setTimeout> | null = null;
  private readonly versions = new Map<DraftText, number>();
  /** Languages whose warnings are of a version that has not reached this page yet. */
  private readonly unplaced = new Set<Lang>();

  constructor(private readonly edited: Edited) {
    this.refreshing = new Refresh<Effect>({
      wait,
      ask: (signal) => {
        this.#asking = true;
        return getEffect(edited.id, signal);
      },
      take: (effect) => this.take(effect),
      fail: (error) => {
        this.#asking = false;
        this.#failed = error;
      },
    });
    for (const [lang, draft] of edited.wording) this.redlines.set(lang, new EffectRedline(this, lang, draft));
    for (const draft of [...edited.wording.values(), ...edited.justification.values()]) {
      this.versions.set(draft, draft.text.version);
      this.stops.push(draft.text.listen((transaction) => this.heard(draft, transaction.docChanged)));
    }
    const topic = `proposal/${edited.id}`;
    this.stops.push(
      line.follow(topic, edited.seq, { event: ({ kind }) => this.happened(kind) }),
      line.follow('group', 0, { event: ({ stream }) => this.happenedElsewhere(stream, topic) }),
    );
    void this.refreshing.now();
  }

  /** Everything that follows from the proposal; null until the first answer. The old stays while a new one is awaited. */
  get value(): Effect | null {
    return this.#value;
  }

  /** Why the last question was not answered; what is shown is then older than the text. */
  get failed(): unknown {
    return this.#failed;
  }

  /** True while what is shown is not (yet known to be) of the words that stand here. */
  get updating(): boolean {
    if (this.#asking) return true;
    void this.#moved;
    for (const [lang, draft] of this.edited.wording) {
      if (draft.save === 'unsent' || draft.save === 'saving') return true;
      const shown = this.#value?.langs[lang];
      if (shown && shown.version !== draft.text.version) return true;
    }
    return false;
  }

  /** True when the papers are of exactly the words shown in the editor: what counts positions may act on them. */
  exact(lang: Lang): boolean {
    void this.#moved;
    const version = this.text(lang)?.version;
    const draft = this.edited.wording.get(lang);
    return version !== undefined && draft !== undefined && version === draft.text.version && !draft.text.unsent;
  }

  text(lang: Lang): EffectText | null {
    return this.#value?.langs[lang] ?? null;
  }

  get warnings(): ShownWarning[] {
    return (this.#value?.warnings ?? []).map((warning, i) => ({ ...warning, id: `w${i}` }));
  }

  /** Collisions by the other proposal and the language: two texts may meet at several places, and are merged once. */
  get collisions(): Collision[][] {
    return groupBy(this.#value?.collisions ?? [], ({ proposal, lang }) => `${proposal.id} ${lang}`).map((group) => group.items);
  }

  /** A place in the wording of the shown Effect as a place in the words of now; null when its words went meanwhile. */
  toNow(lang: Lang, place: { from: number; to: number }): { from: number; to: number } | null {
    void this.#moved;
    const version = this.text(lang)?.version;
    const draft = this.edited.wording.get(lang);
    return version === undefined || !draft ? null : fromVersion(draft, version, place);
  }

  /** Asks again at once and waits for the answer. */
  again(): Promise<void> {
    return this.refreshing.now();
  }

  /** To be called when the line is back: what failed is asked again. */
  lineIsBack(): void {
    if (this.#failed) this.refreshing.soon();
  }

  /**
   * A lawyer's word on one change. The papers have been made anew when it resolves. Throws ApiError; with `text_moved_on`
   * the change is not there any more, and the papers show what is.
   */
  async review(lang: Lang, change: EffectChange, verdict: Verdict, reason = ''): Promise<void> {
    const shown = this.text(lang);
    if (!shown) return;
    const { from, to, deleted, inserted } = change;
    try {
      await reviewChange(this.edited.id, { lang, version: shown.version, from, to, deleted, inserted }, verdict, reason);
    } finally {
      await this.again();
    }
  }

  /**
   * Puts the merged text of a collision into the draft as the reader's own edit, word by word, so that comments on words that
   * stay keep them. Returns false when the text has moved on since the merging, or the two cannot be merged.
   */
  async takeMerged(collision: Collision): Promise<boolean> {
    const draft = this.edited.wording.get(collision.lang);
    if (!draft || collision.merged === null || !this.exact(collision.lang)) return false;
    const before = draft.value;
    const ops = await compare(before, collision.merged);
    if (draft.value !== before) return false;
    draft.text.dispatch({ changes: editsOf(ops), userEvent: 'input.merge' });
    await draft.sender.flush();
    return true;
  }

  close(): void {
    for (const stop of this.stops) stop();
    if (this.elsewhere) clearTimeout(this.elsewhere);
    this.refreshing.stop();
  }

  private heard(draft: DraftText, docChanged: boolean): void {
    const { version } = draft.text;
    if (docChanged || version !== this.versions.get(draft)) this.#moved++;
    if (version === this.versions.get(draft)) return;
    this.versions.set(draft, version);
    if (draft.part === 'wording' && this.unplaced.has(draft.lang)) queueMicrotask(() => this.placeWarnings(draft.lang));
    this.refreshing.soon();
  }

  private happened(kind: string): void {
    // Edits are heard in the texts themselves, once they have been taken in there.
    if (kind.startsWith('change.') || (kind.startsWith('proposal.') && kind !== 'proposal.edited' && kind !== 'proposal.commented')) this.refreshing.soon();
  }

  private happenedElsewhere(stream: string, own: string): void {
    if (stream === own || !/^(proposal|act)\//.test(stream) || this.elsewhere) return;
    this.elsewhere = setTimeout(() => {
      this.elsewhere = null;
      this.refreshing.soon();
    }, elsewhereWait);
  }

  private take(effect: Effect): void {
    this.#asking = false;
    this.#failed = null;
    // Another request may have been answered from an older state by a slower way.
    if (this.#value && effect.seq < this.#value.seq) {
      this.refreshing.soon();
      return;
    }
    this.#value = effect;
    for (const lang of this.edited.wording.keys()) this.placeWarnings(lang);
  }

  /** Marks the words of warnings in the editor. An Effect of a version that is still on its way here waits for it. */
  private placeWarnings(lang: Lang): void {
    const draft = this.edited.wording.get(lang);
    const version = this.text(lang)?.version;
    if (!draft || version === undefined) return;
    if (version > draft.text.version) {
      this.unplaced.add(lang);
      return;
    }
    this.unplaced.delete(lang);
    const placed = this.warnings
      .filter((warning) => warning.lang === lang && warning.from >= 0)
      .flatMap((warning) => {
        const now = this.toNow(lang, warning);
        return now ? [{ id: warning.id, ...now, severity: warning.severity, says: `${warning.message} (${ruleName(warning.rule)})` }] : [];
      });
    if (placed.length > 0 || draft.text.remarks.length > 0) draft.text.remarkOn(placed);
  }
}

/** A place in a text at the server's `version` as a place in the words of now; null when its words went meanwhile. */
export function fromVersion(draft: DraftText, version: number, place: { from: number; to: number }): { from: number; to: number } | null {
  const since = draft.text.since(version);
  return since && place.from >= 0 && place.to <= since.length ? movedWords({ from: place.from, to: place.to }, since) : null;
}

/** The redline of the Effect, in the shape in which a redline is shown and commented on. */
class EffectRedline implements ShownRedline {
  constructor(
    private readonly effect: LiveEffect,
    private readonly lang: Lang,
    private readonly draft: DraftText,
  ) {}

  get ops(): Op[] | null {
    const text = this.effect.text(this.lang);
    return text ? (text.ops ?? []) : null;
  }

  get failed(): unknown {
    return this.effect.failed;
  }

  get changes(): number {
    return countChanges(this.ops ?? []);
  }

  /** Comments' places in the wording that the Effect is of: those of now, taken back through what was typed since. */
  get marks(): readonly Mark[] {
    const places = this.draft.places.filter((place) => !place.lost);
    const version = this.effect.text(this.lang)?.version;
    const back = version === undefined ? null : this.draft.text.since(version)?.invertedDesc;
    if (!back) return [];
    return places
      .map(({ id, from, to }) => (to <= back.length ? { id, from: back.mapPos(from, 1), to: back.mapPos(to, -1) } : { id, from: 0, to: 0 }))
      .filter((mark) => mark.from < mark.to);
  }

  toNow(range: { from: number; to: number }): { from: number; to: number } | null {
    return this.effect.toNow(this.lang, range);
  }

  again(): void {
    void this.effect.again();
  }
}

/** The edits that a comparison names, as places in the old text: what stays is left untouched. */
function editsOf(ops: readonly { op: Op['op']; text: string }[]): { from: number; to: number; insert: string }[] {
  const edits: { from: number; to: number; insert: string }[] = [];
  let at = 0;
  let open: { from: number; to: number; insert: string } | null = null;
  for (const { op, text } of ops) {
    if (op === 'equal') {
      at += text.length;
      open = null;
      continue;
    }
    if (!open) {
      open = { from: at, to: at, insert: '' };
      edits.push(open);
    }
    if (op === 'insert') open.insert += text;
    else {
      at += text.length;
      open.to = at;
    }
  }
  return edits;
}

/** True for a refusal that says: the change is not there any more. */
export const movedOn = (error: unknown) => error instanceof ApiError && error.code === 'text_moved_on';
