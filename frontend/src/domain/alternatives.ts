// Several proposals for one provision beside the law, unit by unit.

import { inlineLines, type Line, type Op } from './redline';

/** One row: a unit of the law, or none where proposals add one, and what each proposal makes of it. */
export interface AlternativeRow {
  law: string | null;
  /** A line for each proposal; null where it has nothing in this row. */
  cells: (Line | null)[];
  /** Which proposals change something in this row. */
  changed: boolean[];
}

/** What one proposal makes of one line of the law: lines added before it, the line itself, lines added after it. */
interface Place {
  before: Line[];
  own: Line | null;
  after: Line[];
}

const added = (line: Line) => line.segments.length > 0 && line.segments.every((segment) => segment.op === 'insert');
const untouched = (line: Line) => line.segments.every((segment) => segment.op === 'equal');

/** Puts the lines of a redline to the lines of the law that they come from. */
function placesOf(ops: readonly Op[], lines: number): Place[] {
  const places: Place[] = Array.from({ length: Math.max(lines, 1) }, () => ({ before: [], own: null, after: [] }));
  // A line of the redline ends one of the law when its closing break is the law's: one that stays or is struck out.
  const breaks = ops.flatMap((op) => [...op.text].filter((letter) => letter === '\n').map(() => op.op));
  let at = 0;
  inlineLines(ops, []).forEach((line, i) => {
    const place = places[Math.min(at, places.length - 1)] as Place;
    if (added(line)) (place.own ? place.after : place.before).push(line);
    else if (!place.own) place.own = line;
    else if (line.segments.length > 0) place.after.push(line);
    const closing = breaks[i];
    if (closing !== undefined && closing !== 'insert') at++;
  });
  return places;
}

/**
 * The rows of a comparison: every line of the law in its order, each with what every proposal makes of it. Units that
 * proposals add stand in rows of their own, the first that one adds beside the first that another adds at the same place.
 * Each `ops` is the redline of one proposal against the same law; null for one that is not there yet.
 */
export function alternativeRows(law: string, redlines: readonly (readonly Op[] | null)[]): AlternativeRow[] {
  const lines = law === '' ? [] : law.split('\n');
  const places = redlines.map((ops) => (ops ? placesOf(ops, lines.length) : null));
  const rows: AlternativeRow[] = [];
  const push = (text: string | null, cells: (Line | null)[]) =>
    rows.push({ law: text, cells, changed: cells.map((cell) => cell !== null && !untouched(cell)) });
  const pushAdded = (columns: Line[][]) => {
    const count = Math.max(0, ...columns.map((column) => column.length));
    for (let k = 0; k < count; k++) push(null, columns.map((column) => column[k] ?? null));
  };
  for (let i = 0; i < Math.max(lines.length, 1); i++) {
    const here = places.map((place) => place?.[i] ?? { before: [], own: null, after: [] });
    pushAdded(here.map((place) => place.before));
    const text = lines[i];
    if (text !== undefined) push(text, here.map((place) => place.own));
    pushAdded(here.map((place) => place.after));
  }
  return rows;
}

/** What of a proposal tells whether another one is an alternative to it. */
interface Provision {
  id: string;
  act: string;
  target: string;
  kind: string;
  status: string;
}

/** The groups of two or more proposals for one provision; those that were rejected or withdrawn ask for no comparison. */
export function rivalGroups<P extends Provision>(proposals: readonly P[]): P[][] {
  const groups = new Map<string, P[]>();
  for (const one of proposals) {
    if (one.status === 'withdrawn' || one.status === 'rejected') continue;
    const key = [one.act, one.target, one.kind === 'insert'].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
