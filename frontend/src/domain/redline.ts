// A redline as data for a page: runs with their place in the proposed wording, cut into printed lines and at the edges of
// comments. It knows nothing of elements and colours.

import { changeOfRuns } from './changes';

/** One run of a comparison; `equal`+`delete` joined give the old text, `equal`+`insert` the new one. */
export interface Op {
  op: 'equal' | 'delete' | 'insert';
  text: string;
  /** The moved unit that the run belongs to, from 1: deleted where it was, inserted where it is. */
  move?: number;
  /** A unit's own number that changed. */
  number?: boolean;
  /** Words of a moved unit that changed on the way. */
  edited?: boolean;
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
  move?: number;
  /** The first piece of a moved unit at either of its places. */
  opensMove?: boolean;
  number?: boolean;
  edited?: boolean;
}

/** A printed line: one structural unit. */
export interface Line {
  segments: Segment[];
}

const alike = (a: Op, b: Op) =>
  a.op === b.op && (a.move ?? 0) === (b.move ?? 0) && (a.number ?? false) === (b.number ?? false) && (a.edited ?? false) === (b.edited ?? false);

/** Joins neighbours of one kind and drops empty runs, so that the same change is always counted once. */
export function settle(ops: readonly Op[]): Op[] {
  const settled: Op[] = [];
  for (const op of ops) {
    if (op.text === '') continue;
    const last = settled.at(-1);
    if (last && alike(last, op)) last.text += op.text;
    else settled.push({ ...op });
  }
  return settled;
}

/** The text before the change. */
export const oldText = (ops: readonly Op[]) => ops.filter((op) => op.op !== 'insert').map((op) => op.text).join('');

/** The text after the change. */
export const newText = (ops: readonly Op[]) => ops.filter((op) => op.op !== 'delete').map((op) => op.text).join('');

/** How many changes a reader sees: a replaced phrase is one, a moved unit is one, a new number is one. */
export const countChanges = (ops: readonly Op[]): number => changeOfRuns(settle(ops)).count;

/** The sign of a line break that was itself added or struck between words that stay. */
export const breakSign = '¶';

/** All pieces in order, not yet cut into lines; a line break is a piece of its own whose text is "\n". */
export function pieces(ops: readonly Op[], marks: readonly Mark[]): Segment[] {
  const result: Segment[] = [];
  const settled = settle(ops);
  const changes = changeOfRuns(settled);
  let position = 0;
  let opens = false; // until the first words of a moved unit
  settled.forEach((op, run) => {
    const kind = { op: op.op, change: changes.of[run] ?? null, ...(op.move && { move: op.move }), ...(op.number && { number: true }), ...(op.edited && { edited: true }) };
    const before = settled[run - 1];
    if (op.move !== undefined && op.move > 0 && !(before?.op === op.op && before.move === op.move)) opens = true;
    const push = (piece: { text: string; from: number | null; marks: string[] }) => {
      const first = opens && piece.text !== '\n';
      result.push({ ...piece, ...kind, ...(first && { opensMove: true }) });
      if (first) opens = false;
    };
    for (const part of op.text.split(/(\n)/)) {
      if (part === '') continue;
      if (op.op === 'delete') {
        push({ text: part, from: null, marks: [] });
        continue;
      }
      for (const cut of cutAtMarks(part, position, marks)) push(cut);
      position += part.length;
    }
  });
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
