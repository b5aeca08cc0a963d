// The changed lines of a redline alone, each group with its address and a line around it: what a lawyer reads of a long text.

import type { Line } from './redline';

/** Changed lines that stand together. */
interface Group {
  /** The signs of the units that hold the first changed line, from large to small: «Статья 5 · 2. · 3)». */
  address: string;
  lines: Line[];
  /** How many unchanged lines were left out before it. */
  skipped: number;
}

/** How each level is signed at the start of a line, from large to small. What it is called depends on the act. */
const levels = [/^\s*(?:\p{Lu}\p{L}+\s+[\dIVXLC][\dIVXLC-]*(?=\.|$)|\d[\d-]*-(?:бап|тарау|бөлім|параграф)(?=\P{L}|$))/u, /^\s*\d[\d-]*\.(?=\s|$)/u, /^\s*\d[\d-]*\)/u];

const changed = (line: Line) => line.segments.some((segment) => segment.change !== null);
const words = (line: Line) => {
  const now = line.segments.filter((segment) => segment.op !== 'delete');
  return (now.length > 0 ? now : line.segments).map((segment) => segment.text).join('');
};

/** Groups of changed lines with `around` lines of context on each side, and how many lines stand behind the last. */
export function changesOnly(lines: readonly Line[], around = 1): { groups: Group[]; skipped: number } {
  const shown = lines.map(() => false);
  lines.forEach((line, i) => {
    if (changed(line)) for (let k = Math.max(0, i - around); k <= Math.min(lines.length - 1, i + around); k++) shown[k] = true;
  });
  const groups: Group[] = [];
  const trail: string[] = [];
  let skipped = 0;
  let group: Group | null = null;
  let addressed = false;
  lines.forEach((line, i) => {
    const text = words(line);
    const level = levels.findIndex((sign) => sign.test(text));
    const sign = level < 0 ? undefined : levels[level]?.exec(text)?.[0];
    if (sign !== undefined) {
      trail.length = Math.min(trail.length, level);
      trail[level] = sign.trim();
    }
    if (!shown[i]) {
      skipped++;
      group = null;
      return;
    }
    if (!group) {
      group = { address: '', lines: [], skipped };
      groups.push(group);
      skipped = 0;
      addressed = false;
    }
    group.lines.push(line);
    if (changed(line) && !addressed) {
      group.address = trail.filter((part) => part !== undefined).join(' · ');
      addressed = true;
    }
  });
  return { groups, skipped };
}
