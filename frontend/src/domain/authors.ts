// Who wrote which words of a text, as a page shows it: runs cut into printed lines, and a legend that does not lean on
// colour alone.

/** A stretch of a text and who wrote it; without `by` it is the law's own. */
export interface Span {
  from: number;
  to: number;
  by?: string;
  byName?: string;
  at?: string;
  /** Who accepted words that were suggested in a comment. */
  acceptedByName?: string;
}

/** One line of the legend. */
interface Writer {
  by: string;
  name: string;
  /** Two letters that no other writer of the text has. */
  initials: string;
  /** Number of the colour and pattern, from 0 to 7. */
  pattern: number;
  /** UTF-16 units of the text that are this writer's. */
  units: number;
}

/** A piece of one line that one person wrote. */
interface Piece {
  text: string;
  from: number;
  /** Place in the legend; null for the law's own words. */
  writer: number | null;
  at: string;
  /** It begins a run: what stands before it is somebody else's. */
  opens: boolean;
}

const patterns = 8;

/** First letters of the first two names; of a single name its first two. */
export function initialsOf(name: string): string {
  const [first = '', second = ''] = name.trim().split(/\s+/);
  const letters = [...first];
  return ((letters[0] ?? '?') + (second ? ([...second][0] ?? '') : (letters[1] ?? ''))).toUpperCase();
}

/** The writers of a text in the order in which they first appear. */
export function writersOf(spans: readonly Span[]): Writer[] {
  const writers = new Map<string, Writer>();
  const taken = new Map<string, number>();
  for (const span of spans) {
    if (!span.by) continue;
    const known = writers.get(span.by);
    if (known) {
      known.units += span.to - span.from;
      continue;
    }
    const name = span.byName || span.by;
    const short = initialsOf(name);
    const times = (taken.get(short) ?? 0) + 1;
    taken.set(short, times);
    writers.set(span.by, { by: span.by, name, initials: times > 1 ? `${short}${times}` : short, pattern: writers.size % patterns, units: span.to - span.from });
  }
  return [...writers.values()];
}

/** The text line by line in pieces of one writer; neighbours of one writer are one run, whatever their times. */
export function authorLines(text: string, spans: readonly Span[], writers: readonly Writer[]): Piece[][] {
  const place = new Map(writers.map((writer, i) => [writer.by, i]));
  const lines: Piece[][] = [[]];
  let before: number | null = null;
  for (const span of spans) {
    const writer = span.by === undefined ? null : (place.get(span.by) ?? null);
    let from = span.from;
    for (const part of text.slice(span.from, span.to).split(/(\n)/)) {
      if (part === '\n') lines.push([]);
      else if (part !== '') {
        const line = lines.at(-1) as Piece[];
        line.push({ text: part, from, writer, at: span.at ?? '', opens: writer !== null && (writer !== before || line.length === 0) });
        before = writer;
      }
      from += part.length;
    }
  }
  return lines;
}

/** Milliseconds in which what one writer typed is one sitting, as in the history (oneSitting in proposals/history.go). */
const oneSitting = 5 * 60_000;

/** Does one span go on with what was written in the one before: by the same writer, in the same sitting, taken up by the same member? */
function goesOn(last: Span, span: Span): boolean {
  if (last.by !== span.by || last.acceptedByName !== span.acceptedByName) return false;
  return last.at === span.at || Math.abs(Date.parse(span.at ?? '') - Date.parse(last.at ?? '')) < oneSitting;
}

/**
 * What of the words between two places whom is due: neighbours of one writer and sitting joined, with the time of the last, blanks
 * alone left out. How the keys of one word were sent is nobody's business.
 */
export function writtenWithin(text: string, spans: readonly Span[], from: number, to: number): { text: string; span: Span }[] {
  const found: { text: string; span: Span }[] = [];
  for (const span of spans) {
    const words = text.slice(Math.max(from, span.from), Math.min(to, span.to));
    if (span.to <= from || span.from >= to || words.trim() === '') continue;
    const last = found.at(-1);
    if (last && goesOn(last.span, span)) {
      last.text += words;
      if ((span.at ?? '') > (last.span.at ?? '')) last.span = span;
    } else found.push({ text: words, span });
  }
  return found;
}
