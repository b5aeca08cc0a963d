// Words found by a search, as pieces of a line.

interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a text at the marked stretches (UTF-16 units). Marks may come unordered, overlap or reach past the end. */
export function markPieces(text: string, marks: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(from, at);
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** Cuts a long text down to some `length` around its first mark, at spaces, and moves the marks with it. */
export function around(text: string, marks: readonly (readonly [number, number])[], length: number): { text: string; marks: [number, number][] } {
  if (text.length <= length) return { text, marks: marks.map(([from, to]) => [from, to]) };
  const first = Math.min(...marks.map(([from]) => from), text.length);
  let start = Math.max(0, Math.min(first - Math.floor(length / 3), text.length - length));
  if (start > 0) {
    const space = text.indexOf(' ', start);
    if (space >= 0 && space < first) start = space + 1;
  }
  let end = Math.min(text.length, start + length);
  if (end < text.length) {
    const space = text.lastIndexOf(' ', end);
    if (space > first) end = space;
  }
  const before = start > 0 ? '…' : '';
  const kept = marks
    .map(([from, to]): [number, number] => [Math.max(from, start) - start + before.length, Math.min(to, end) - start + before.length])
    .filter(([from, to]) => to > from);
  return { text: before + text.slice(start, end) + (end < text.length ? '…' : ''), marks: kept };
}
