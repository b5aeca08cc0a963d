// A redline as data for a page: runs with their place in the proposed wording, cut into printed lines and at the edges of
// comments. It knows nothing of elements and colours.

/** One run of a comparison; `equal`+`delete` joined give the old text, `equal`+`insert` the new one. */
export interface Op {
  op: 'equal' | 'delete' | 'insert';
  text: string;
}

/** A stretch of the proposed wording that something (a comment) holds on to. */
export interface Mark {
  id: string;
  from: number;
  to: number;
}

/** A piece of one line that is shown in one manner. */
export interface Segment {
  op: Op['op'];
  text: string;
  /** UTF-16 position of its first unit in the proposed wording; null for deleted words, which have no place there. */
  from: number | null;
  /** Comments on these words. */
  marks: string[];
  /** Number of the change it belongs to, from 0; null for words that stay. */
  change: number | null;
}

/** A printed line: one structural unit. */
export interface Line {
  segments: Segment[];
}

/** Joins neighbours of one kind and drops empty runs, so that the same change is always counted once. */
export function settle(ops: readonly Op[]): Op[] {
  const settled: Op[] = [];
  for (const op of ops) {
    if (op.text === '') continue;
    const last = settled.at(-1);
    if (last && last.op === op.op) last.text += op.text;
    else settled.push({ ...op });
  }
  return settled;
}

/** The text before the change. */
export const oldText = (ops: readonly Op[]) => ops.filter((op) => op.op !== 'insert').map((op) => op.text).join('');

/** The text after the change. */
export const newText = (ops: readonly Op[]) => ops.filter((op) => op.op !== 'delete').map((op) => op.text).join('');

/** A deletion and the insertion in its place are one change to a reader. */
export function countChanges(ops: readonly Op[]): number {
  let count = 0;
  let inChange = false;
  for (const op of settle(ops)) {
    if (op.op === 'equal') inChange = false;
    else if (!inChange) {
      inChange = true;
      count++;
    }
  }
  return count;
}

/** The sign of a line break that was itself added or struck between words that stay. */
export const breakSign = '¶';

/** All pieces in order, not yet cut into lines; a line break is a piece of its own whose text is "\n". */
export function pieces(ops: readonly Op[], marks: readonly Mark[]): Segment[] {
  const result: Segment[] = [];
  let position = 0;
  let change = -1;
  let inChange = false;
  for (const op of settle(ops)) {
    if (op.op === 'equal') inChange = false;
    else if (!inChange) {
      inChange = true;
      change++;
    }
    const number = op.op === 'equal' ? null : change;
    for (const part of op.text.split(/(\n)/)) {
      if (part === '') continue;
      if (op.op === 'delete') {
        result.push({ op: 'delete', text: part, from: null, marks: [], change: number });
        continue;
      }
      for (const cut of cutAtMarks(part, position, marks)) result.push({ ...cut, op: op.op, change: number });
      position += part.length;
    }
  }
  return result;
}

/** Cuts a text that stands at `position` where comments begin and end. */
export function cutAtMarks(text: string, position: number, marks: readonly Mark[]): { text: string; from: number; marks: string[] }[] {
  const end = position + text.length;
  const edges = new Set([position, end]);
  const touching = marks.filter((mark) => mark.from < end && mark.to > position && mark.from < mark.to);
  for (const mark of touching) {
    if (mark.from > position) edges.add(mark.from);
    if (mark.to < end) edges.add(mark.to);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const cuts: { text: string; from: number; marks: string[] }[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const from = sorted[i] as number;
    const to = sorted[i + 1] as number;
    cuts.push({
      text: text.slice(from - position, to - position),
      from,
      marks: touching.filter((mark) => mark.from <= from && mark.to >= to).map((mark) => mark.id),
    });
  }
  return cuts;
}

/**
 * The redline line by line. A break that goes or comes together with whole lines shows itself by the lines; one that
 * splits or joins words that stay would be invisible, so it is given a sign.
 */
export function inlineLines(ops: readonly Op[], marks: readonly Mark[]): Line[] {
  const all = pieces(ops, marks);
  const lines: Line[] = [{ segments: [] }];
  all.forEach((piece, i) => {
    const line = lines.at(-1) as Line;
    if (piece.text !== '\n') {
      line.segments.push(piece);
      return;
    }
    if (piece.op !== 'equal' && line.segments.some((s) => s.op === 'equal') && followedByEqual(all, i)) {
      line.segments.push({ ...piece, text: breakSign, from: null, marks: [] });
    }
    lines.push({ segments: [] });
  });
  return lines;
}

function followedByEqual(all: readonly Segment[], i: number): boolean {
  for (const next of all.slice(i + 1)) {
    if (next.text === '\n') return false;
    if (next.op === 'equal') return true;
  }
  return false;
}

/** A plain text as lines of pieces: what the clean view and the editor's preview show. */
export const plainLines = (text: string, marks: readonly Mark[]): Line[] => inlineLines([{ op: 'equal', text }], marks);
