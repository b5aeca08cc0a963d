// Reads the browser's selection inside a shown wording. Pieces carry their place as data-from; struck pieces carry
// data-struck instead. Each holds exactly one text node.

import type { Touched } from '../../domain/selection';

/** The pieces under `root` that the range touches, in order. */
export function touchedPieces(root: HTMLElement, range: Range): Touched[] {
  const touched: Touched[] = [];
  for (const element of root.querySelectorAll<HTMLElement>('[data-from], [data-struck]')) {
    const text = element.firstChild;
    if (!(text instanceof Text) || !range.intersectsNode(text)) continue;
    const start = range.startContainer === text ? range.startOffset : range.comparePoint(text, 0) < 0 ? text.length : 0;
    const end = range.endContainer === text ? range.endOffset : range.comparePoint(text, text.length) > 0 ? 0 : text.length;
    const { from } = element.dataset;
    touched.push({ from: from === undefined ? null : Number(from), start, end });
  }
  return touched;
}

/** The range selected under `root`, or null when the selection is elsewhere or empty. */
export function rangeWithin(root: HTMLElement): Range | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(root) ? range : null;
}

/** Marks the words at `from`–`to` among shown pieces and brings them into view; of an empty place the piece it stands in. */
export function findWords(pieces: Iterable<HTMLElement>, from: number, to: number): void {
  let start: { node: Text; at: number } | null = null;
  let end: { node: Text; at: number } | null = null;
  for (const piece of pieces) {
    const text = piece.firstChild;
    const place = Number(piece.dataset.from);
    if (!(text instanceof Text) || !piece.checkVisibility()) continue;
    const starts = place <= from && (from === to ? from <= place + text.length : from < place + text.length);
    if (starts) start ??= { node: text, at: from - place };
    if (start && place <= to && to <= place + text.length) end = { node: text, at: to - place };
    if (start && place > to) break;
  }
  if (!start) return;
  const motion = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  start.node.parentElement?.scrollIntoView({ block: 'center', behavior: motion });
  if (!end) return;
  const range = document.createRange();
  range.setStart(start.node, start.at);
  range.setEnd(end.node, end.at);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}
