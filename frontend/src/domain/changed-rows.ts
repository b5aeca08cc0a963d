// The changed rows of two texts side by side, with a little of what stands around them: what a hall reads of a long article.

import type { Line } from './redline';
import type { Row } from './side-by-side';

/** Rows that stand together. */
interface Stretch {
  /** How many unchanged rows were left out before it. */
  skipped: number;
  rows: Row[];
}

const touched = (line: Line | null) => (line?.segments ?? []).some((segment) => segment.change !== null);

/** Stretches of changed rows with `around` rows on each side, and how many rows stand behind the last. */
export function changedRows(rows: readonly Row[], around: number): { stretches: Stretch[]; skipped: number } {
  const shown = rows.map((_, i) => rows.slice(Math.max(0, i - around), i + around + 1).some((row) => touched(row.current) || touched(row.proposed)));
  const stretches: Stretch[] = [];
  let skipped = 0;
  rows.forEach((row, i) => {
    if (!shown[i]) {
      skipped++;
      return;
    }
    if (skipped > 0 || stretches.length === 0) stretches.push({ skipped, rows: [] });
    skipped = 0;
    stretches.at(-1)?.rows.push(row);
  });
  return { stretches, skipped };
}
