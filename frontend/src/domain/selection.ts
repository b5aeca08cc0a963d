// From what a reader marked with the mouse to a place in the proposed wording. Only words of that wording count: struck
// words belong to the law in force, and a comment cannot hold on to what the proposal no longer says.

/** A part of one shown piece that the selection covers: `start` and `end` count inside the piece's text. */
export interface Touched {
  /** Place of the piece in the proposed wording; null for struck words. */
  from: number | null;
  start: number;
  end: number;
}

/** A place in the proposed wording, or why there is none. */
type Selected = { from: number; to: number } | { refused: 'empty' | 'deleted_only' };

/** Joins the touched pieces into one place in the proposed wording. Struck words inside it are passed over. */
export function selectedRange(touched: readonly Touched[]): Selected {
  let from = Infinity;
  let to = -Infinity;
  let struck = false;
  for (const piece of touched) {
    if (piece.end <= piece.start) continue;
    if (piece.from === null) {
      struck = true;
      continue;
    }
    from = Math.min(from, piece.from + piece.start);
    to = Math.max(to, piece.from + piece.end);
  }
  if (from < to) return { from, to };
  return { refused: struck ? 'deleted_only' : 'empty' };
}

/** Draws a range in from the spaces and breaks at its ends: people drag a little too far. Never splits a surrogate pair. */
export function trimRange(text: string, range: { from: number; to: number }): { from: number; to: number } | null {
  let { from, to } = range;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  if (isLowSurrogate(text, from)) from--;
  if (isLowSurrogate(text, to)) to++;
  return from < to ? { from, to } : null;
}

function isLowSurrogate(text: string, position: number): boolean {
  const unit = text.charCodeAt(position);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
