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
