// The order of one topic: events are handed over by number, each once. It knows no sockets.

/** What matters of an event here. */
interface Numbered {
  seq: number;
}

/** `deliver`: the next one. `known`: had it already. `gap`: something before it is missing. */
type Verdict = 'deliver' | 'known' | 'gap';

export class TopicOrder {
  constructor(
    /** The last number handed over. */
    public last: number,
    /** Topic `group` gathers many streams; its numbers are not one row. */
    private readonly gapless: boolean,
  ) {}

  /** Judges an event and, when it is to be delivered, takes its number. */
  judge(event: Numbered): Verdict {
    if (!this.gapless) return 'deliver';
    if (event.seq <= this.last) return 'known';
    if (event.seq > this.last + 1) return 'gap';
    this.last = event.seq;
    return 'deliver';
  }
}

/** True for topics whose events are one gapless row that can be asked for again from any number. */
export const isGapless = (topic: string) => topic.startsWith('proposal/') || topic.startsWith('roundtable/');
