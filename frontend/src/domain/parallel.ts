// The Russian and the Kazakh text of an act beside each other, unit by unit.

import { divisions, type Unit } from './outline';

/** One unit in one language. */
export interface ParallelUnit {
  eid: string;
  level: string;
  num: string;
  label: string;
  heading: string;
  text: string;
  /** How deep under its article, from 0. */
  depth: number;
}

/** A unit in both languages; null where a language lacks it. */
interface ParallelRow {
  /** Its place on the page: the Russian address, or the Kazakh one marked as such. */
  eid: string;
  ru: ParallelUnit | null;
  kk: ParallelUnit | null;
}

/** A division's title or an article with its units: what is laid out at once. */
export interface ParallelBlock {
  kind: 'division' | 'article' | 'loose';
  eid: string;
  lines: ParallelRow[];
  characters: number;
}

/** Every unit by its address. */
function unitsOf(units: readonly Unit[] | null): Map<string, ParallelUnit> {
  const out = new Map<string, ParallelUnit>();
  const walk = (list: readonly Unit[] | null, depth: number) => {
    for (const unit of list ?? []) {
      out.set(unit.eid, { eid: unit.eid, level: unit.level, num: unit.num, label: unit.label ?? '', heading: unit.heading, text: unit.text, depth: Math.max(0, depth) });
      walk(unit.children, divisions.has(unit.level) ? 0 : unit.level === 'article' ? 0 : depth + 1);
    }
  };
  walk(units, 0);
  return out;
}

/** Pairs of addresses as blocks to read. Pairs of addresses that neither text has are passed over. */
export function parallelBlocks(ru: readonly Unit[] | null, kk: readonly Unit[] | null, pairs: readonly { ru: string; kk: string }[]): ParallelBlock[] {
  const russian = unitsOf(ru);
  const kazakh = unitsOf(kk);
  const out: ParallelBlock[] = [];
  for (const pair of pairs) {
    const row: ParallelRow = { eid: pair.ru || `kk:${pair.kk}`, ru: russian.get(pair.ru) ?? null, kk: kazakh.get(pair.kk) ?? null };
    const unit = row.ru ?? row.kk;
    if (!unit) continue;
    const kind = unit.level === 'article' ? 'article' : divisions.has(unit.level) ? 'division' : 'loose';
    let block = out.at(-1);
    if (kind !== 'loose' || !block || block.kind === 'division') {
      block = { kind, eid: row.eid, lines: [], characters: 0 };
      out.push(block);
    }
    block.lines.push(row);
    block.characters += Math.max(length(row.ru), length(row.kk));
  }
  return out;
}

const length = (unit: ParallelUnit | null) => (unit ? unit.label.length + unit.heading.length + unit.text.length : 0);

/** Rows that one language lacks, in the order of the text. */
export const withoutPartner = (blocks: readonly ParallelBlock[]): ParallelRow[] => blocks.flatMap((block) => block.lines.filter((row) => !row.ru || !row.kk));
