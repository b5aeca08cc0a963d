// Who else is on a page, and saying where one's own caret is. Nothing here is stored anywhere, and it knows no sockets:
// frames come in, people come out.

/** Where a caret is: UTF-16 positions in the text at a version that the server has. */
export interface CaretPlace {
  part: 'wording' | 'justification';
  lang: 'ru' | 'kk';
  anchor: number;
  head: number;
  version: number;
}

/** One browser on the topic, as the server shows it. `part` is absent while its caret is in no text. */
export interface Person extends Partial<CaretPlace> {
  id: string;
  member: string;
  name: string;
  organisation: { ru: string; kk: string };
  colour: number;
  typing: boolean;
}

export interface PeopleFrame {
  type: 'here' | 'presence';
  you?: string;
  people: Person[];
  left?: string[];
  total: number;
}

/** A member with all his tabs. */
export interface Present {
  member: string;
  name: string;
  organisation: { ru: string; kk: string };
  colour: number;
  typing: boolean;
}

/** Timers and time that a test can hold. */
interface PresenceClock {
  after(milliseconds: number, run: () => void): () => void;
  now(): number;
}

/** No more name flags than this stand in a text at once: beyond it they would hide the words. */
export const maxFlags = 12;
/** A flag is shown this long after its caret moved. */
const flagStays = 6_000;
/** Somebody whose browser said «typing» and then nothing is not typing any more. */
const typingStays = 4_000;

interface Known {
  person: Person;
  movedAt: number;
}

export class PeopleBook {
  private readonly known = new Map<string, Known>();
  private you = '';
  total = 0;

  constructor(private readonly now: () => number) {}

  take(frame: PeopleFrame): void {
    if (frame.type === 'here') {
      this.known.clear();
      this.you = frame.you ?? '';
    }
    // Who left and came back within one beat is in both lists.
    for (const id of frame.left ?? []) this.known.delete(id);
    for (const person of frame.people) {
      if (person.id !== this.you) this.known.set(person.id, { person, movedAt: frame.type === 'here' ? 0 : this.now() });
    }
    this.total = frame.total;
  }

  /** The line is gone: nobody knows who is there. */
  clear(): void {
    this.known.clear();
    this.total = 0;
  }

  /** The others, a member once, who type first and then by name. */
  others(me: string): Present[] {
    const members = new Map<string, Present>();
    for (const known of this.known.values()) {
      const { member, name, organisation, colour } = known.person;
      if (member === me) continue;
      const typing = this.types(known) || (members.get(member)?.typing ?? false);
      members.set(member, { member, name, organisation, colour, typing });
    }
    return [...members.values()].sort((a, b) => Number(b.typing) - Number(a.typing) || a.name.localeCompare(b.name));
  }

  /** The carets in one text, and whether each shows its name now. */
  carets(part: string, lang: string): { person: Person & CaretPlace; flag: boolean }[] {
    const recent = [...this.known.values()]
      .filter((one) => one.person.part && this.now() - one.movedAt < flagStays)
      .sort((a, b) => b.movedAt - a.movedAt)
      .slice(0, maxFlags)
      .map((one) => one.person.id);
    return [...this.known.values()]
      .map((one) => one.person)
      .filter((person): person is Person & CaretPlace => person.part === part && person.lang === lang)
      .map((person) => ({ person, flag: recent.includes(person.id) }));
  }

  /** Milliseconds until something fades by itself: a flag, or somebody's typing. Null when nothing does. */
  get fades(): number | null {
    const waits = [...this.known.values()].flatMap((one) => {
      const age = this.now() - one.movedAt;
      return [...(one.person.typing ? [typingStays - age] : []), ...(one.person.part ? [flagStays - age] : [])].filter((wait) => wait > 0);
    });
    return waits.length > 0 ? Math.min(...waits) : null;
  }

  private types(known: Known): boolean {
    return known.person.typing && this.now() - known.movedAt < typingStays;
  }
}

/** Between two words about one's own caret at least this long passes: the server takes twelve a second. */
const gap = 100;
/** After the last key one is typing this long still. */
const pauseOfTyping = 2_000;

/** Says where one's own caret is: at once, then at most ten times a second, and always the last place. */
export class CaretSpeaker {
  private place: (() => CaretPlace | null) | null = null;
  private typing = false;
  private lastSaid = -Infinity;
  private cancelSaying: (() => void) | null = null;
  private cancelTyping: (() => void) | null = null;

  constructor(
    private readonly say: (place: CaretPlace | null, typing: boolean) => void,
    private readonly clock: PresenceClock,
  ) {}

  /** The caret moved; `place` is asked when it is said, because the text goes on meanwhile. */
  moved(place: () => CaretPlace | null, typed: boolean): void {
    this.place = place;
    if (typed) {
      this.typing = true;
      this.cancelTyping?.();
      this.cancelTyping = this.clock.after(pauseOfTyping, () => {
        this.cancelTyping = null;
        this.typing = false;
        this.soon();
      });
    }
    this.soon();
  }

  /** Says it once more: the others do not know it, because we have just come. */
  again(): void {
    if (this.place) this.soon();
  }

  close(): void {
    this.cancelSaying?.();
    this.cancelTyping?.();
    this.place = null;
  }

  private soon(): void {
    if (this.cancelSaying) return;
    const wait = Math.max(0, this.lastSaid + gap - this.clock.now());
    if (wait === 0) this.now();
    else {
      this.cancelSaying = this.clock.after(wait, () => {
        this.cancelSaying = null;
        this.now();
      });
    }
  }

  private now(): void {
    this.lastSaid = this.clock.now();
    this.say(this.place?.() ?? null, this.typing);
  }
}
