// Who else has this proposal open, and where their carets are; and telling them where ours is.

import { Transaction } from '@codemirror/state';
import type { Lang, Part } from '../api/types';
import { asConfirmed, CaretTrack } from '../editor/carets';
import { CaretSpeaker, PeopleBook, type CaretPlace, type Present } from '../live/presence';
import type { DraftText } from './draft-text.svelte';
import { line } from './line.svelte';

const clock = {
  after(milliseconds: number, run: () => void) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};

/** The part of a proposal's state that presence needs. */
export interface Texts {
  proposal: { id: string };
  wording: ReadonlyMap<Lang, DraftText>;
  justification: ReadonlyMap<Lang, DraftText>;
}

export class Presence {
  #others = $state.raw<Present[]>([]);
  #total = $state(0);
  private readonly book = new PeopleBook(clock.now);
  private readonly speaker: CaretSpeaker;
  private readonly tracks: { part: Part; lang: Lang; track: CaretTrack }[] = [];
  private readonly stops: (() => void)[] = [];
  private cancelFade: (() => void) | null = null;

  constructor(
    texts: Texts,
    private readonly me: string,
  ) {
    const topic = `proposal/${texts.proposal.id}`;
    this.speaker = new CaretSpeaker((place, typing) => line.tell({ type: 'presence', topic, ...place, typing }), clock);
    for (const drafts of [texts.wording, texts.justification]) for (const draft of drafts.values()) this.watch(draft);
    this.stops.push(
      line.attend(topic, {
        people: (frame) => {
          this.book.take(frame);
          if (frame.type === 'here') this.speaker.again();
          this.show();
        },
        lost: () => {
          this.book.clear();
          this.show();
        },
      }),
    );
  }

  /** The other members on the page, who type first. */
  get others(): Present[] {
    return this.#others;
  }

  /** How many browsers have the page open, this one too; more than are shown by name in a crowd. */
  get total(): number {
    return this.#total;
  }

  close(): void {
    this.cancelFade?.();
    this.speaker.close();
    for (const stop of this.stops) stop();
    for (const { track } of this.tracks) track.close();
  }

  private watch(draft: DraftText): void {
    const { part, lang, text } = draft;
    this.tracks.push({ part, lang, track: new CaretTrack(text) });
    const place = (): CaretPlace => {
      const { anchor, head } = text.state.selection.main;
      return { part, lang, anchor: asConfirmed(text, anchor), head: asConfirmed(text, head), version: text.version };
    };
    this.stops.push(
      text.listen((transaction) => {
        const own = !transaction.annotation(Transaction.remote);
        if (own && (transaction.docChanged || transaction.selection)) this.speaker.moved(place, transaction.docChanged);
      }),
    );
  }

  private show(): void {
    this.#others = this.book.others(this.me);
    this.#total = this.book.total;
    for (const { part, lang, track } of this.tracks) {
      track.show(
        this.book.carets(part, lang).map(({ person, flag }) => ({
          id: person.id,
          name: person.name,
          colour: person.colour,
          anchor: person.anchor,
          head: person.head,
          version: person.version,
          flag,
        })),
      );
    }
    this.cancelFade?.();
    const fades = this.book.fades;
    this.cancelFade = fades === null ? null : clock.after(fades + 20, () => this.show());
  }
}
