// The tree of an act made ready for reading: the table of contents, and articles with their lines.

/** A remark of a database's editors: beside the law, never part of it. */
export interface Remark {
  kind: 'history' | 'pending' | 'repealed' | 'ruling' | 'contents' | 'edition';
  text: string;
}

/** What reading needs of a provision; the answer of the server fits it. */
export interface Unit {
  eid: string;
  level: string;
  num: string;
  label?: string;
  heading: string;
  text: string;
  children: Unit[] | null;
  notes?: Remark[];
}

/** One printed line under an article. */
interface PrintedLine {
  eid: string;
  level: string;
  label: string;
  text: string;
  /** How deep under its article, from 0: the indentation. */
  depth: number;
  notes: readonly Remark[];
}

/** A block of the reading page: a division's title line, or an article (or loose text) with all its lines. */
export interface Block {
  kind: 'division' | 'article' | 'loose';
  eid: string;
  level: string;
  /** The number alone, as words of the law name it: «128-1». */
  num: string;
  label: string;
  heading: string;
  notes: readonly Remark[];
  lines: PrintedLine[];
  /** A removed article keeps its number and has no words of its own; nothing can be changed in it. */
  characters: number;
}

/** A line of the table of contents. */
export interface Entry {
  eid: string;
  level: string;
  label: string;
  heading: string;
  entries: Entry[];
}

/** Levels that hold articles. */
export const divisions: ReadonlySet<string> = new Set(['part', 'title', 'subtitle', 'chapter', 'section', 'annex']);

/** Label and words as printed: «1) группой лиц». */
export const printed = (label: string | undefined, words: string) => [label ?? '', words].filter(Boolean).join(' ');

const none: readonly Remark[] = [];

/** Everything below a unit as lines in the order of the text. */
function linesUnder(unit: Unit, depth: number, out: PrintedLine[]): void {
  for (const child of unit.children ?? []) {
    out.push({ eid: child.eid, level: child.level, label: child.label ?? '', text: [child.heading, child.text].filter(Boolean).join('\n'), depth, notes: child.notes ?? none });
    linesUnder(child, depth + 1, out);
  }
}

function blockOf(unit: Unit, kind: Block['kind']): Block {
  const lines: PrintedLine[] = [];
  if (unit.text) lines.push({ eid: '', level: 'text', label: '', text: unit.text, depth: 0, notes: none });
  if (kind !== 'division') linesUnder(unit, 0, lines);
  const characters = lines.reduce((sum, line) => sum + line.text.length, 0);
  return { kind, eid: unit.eid, level: unit.level, num: unit.num, label: unit.label ?? '', heading: unit.heading, notes: unit.notes ?? none, lines, characters };
}

/** All blocks of an act in the order of the text. */
export function blocks(units: readonly Unit[] | null): Block[] {
  const out: Block[] = [];
  const walk = (list: readonly Unit[] | null) => {
    for (const unit of list ?? []) {
      if (unit.level === 'article') out.push(blockOf(unit, 'article'));
      else if (divisions.has(unit.level)) {
        out.push(blockOf(unit, 'division'));
        walk(unit.children);
      } else out.push(blockOf(unit, 'loose'));
    }
  };
  walk(units);
  return out;
}

/** The table of contents: divisions and articles, without what stands inside an article. */
export function contents(units: readonly Unit[] | null): Entry[] {
  const out: Entry[] = [];
  for (const unit of units ?? []) {
    if (unit.level !== 'article' && !divisions.has(unit.level)) continue;
    out.push({
      eid: unit.eid,
      level: unit.level,
      label: unit.label ?? '',
      heading: unit.heading,
      entries: unit.level === 'article' ? [] : contents(unit.children),
    });
  }
  return out;
}

/** The entries above `eid`, from the largest down, itself not included; empty when it is not there or stands at the top. */
export function pathTo(entries: readonly Entry[], eid: string): string[] {
  for (const entry of entries) {
    if (entry.eid === eid) return [];
    const below = pathTo(entry.entries, eid);
    if (below.length > 0 || entry.entries.some((e) => e.eid === eid)) return [entry.eid, ...below];
  }
  return [];
}

/** The block that holds a unit: «art_128__para_2» stands in the block of «art_128». Undefined for an unknown address. */
export function blockWith<B extends { eid: string; lines: readonly { eid: string }[] }>(all: readonly B[], eid: string): B | undefined {
  return all.find((block) => block.eid === eid) ?? all.find((block) => block.lines.some((line) => line.eid === eid));
}
