// Current and proposed wording beside each other, so that a line and what became of it stand in one row.

import { pieces, type Line, type Mark, type Op, type Segment } from './redline';

/** One row: the current line with struck words, the proposed line with added ones. Null where the other side has a line that this side lacks. */
export interface Row {
  current: Line | null;
  proposed: Line | null;
}

/** Where one side stands while the comparison is read. */
class Side {
  readonly lines = new Map<number, Segment[]>();
  row = 0;
  constructor() {
    this.lines.set(0, []);
  }
  get empty(): boolean {
    return (this.lines.get(this.row) ?? []).length === 0;
  }
  add(segment: Segment): void {
    (this.lines.get(this.row) as Segment[]).push(segment);
  }
  moveTo(row: number): void {
    this.row = row;
    this.lines.set(row, []);
  }
  /** Takes an empty line down to a row further on, leaving the row it stood in free. */
  lower(row: number): void {
    if (row === this.row) return;
    this.lines.delete(this.row);
    this.moveTo(row);
  }
}

/**
 * Rows of the two texts. A break that stays closes the line on both sides and brings them to one row again; so does the
 * beginning of words that stay, when neither side has anything in its line yet.
 */
export function sideBySide(ops: readonly Op[], marks: readonly Mark[]): Row[] {
  const current = new Side();
  const proposed = new Side();
  for (const piece of pieces(ops, marks)) {
    if (piece.op === 'equal') {
      if (current.empty && proposed.empty) {
        const row = Math.max(current.row, proposed.row);
        current.lower(row);
        proposed.lower(row);
      }
      if (piece.text === '\n') {
        const row = Math.max(current.row, proposed.row) + 1;
        current.moveTo(row);
        proposed.moveTo(row);
      } else {
        current.add({ ...piece, from: null, marks: [] });
        proposed.add(piece);
      }
      continue;
    }
    const side = piece.op === 'delete' ? current : proposed;
    if (piece.text === '\n') side.moveTo(side.row + 1);
    else side.add(piece);
  }
  const rows: Row[] = [];
  for (let row = 0; row <= Math.max(current.row, proposed.row); row++) {
    const left = current.lines.get(row);
    const right = proposed.lines.get(row);
    rows.push({ current: left ? { segments: left } : null, proposed: right ? { segments: right } : null });
  }
  return rows;
}
