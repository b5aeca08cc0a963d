// The lines of a redline that changed, with their neighbours: in a long article the rest only hides them.

import type { Line } from './redline';

/** A run of lines to show, or how many are left out between. */
type Stretch = { lines: Line[] } | { left: number };

const changed = (line: Line) => line.segments.some((segment) => segment.op !== 'equal');

/** Keeps each changed line and one on either side. A single line is never left out: the gap would be as long. */
export function nearChanges(lines: readonly Line[]): Stretch[] {
  const near = lines.map((line, i) => changed(line) || [lines[i - 1], lines[i + 1]].some((other) => other && changed(other)));
  const shown = near.map((one, i) => one || (i > 0 && i < near.length - 1 && near[i - 1] === true && near[i + 1] === true));
  const out: Stretch[] = [];
  lines.forEach((line, i) => {
    const last = out.at(-1);
    if (shown[i]) {
      if (last && 'lines' in last) last.lines.push(line);
      else out.push({ lines: [line] });
    } else if (last && 'left' in last) last.left++;
    else out.push({ left: 1 });
  });
  return out;
}
