// Words that the drafting rules remark on, kept inside the editor's state: between two answers of the server they move with
// the text, and those whose words are gone drop out.

import { StateEffect, StateField, type ChangeDesc } from '@codemirror/state';

/** A remark on words of the text; `from` equals `to` where the remark is on a place between words. */
export interface Remark {
  id: string;
  from: number;
  to: number;
  severity: 'warning' | 'advice';
  /** What is wrong, in the reader's language. */
  says: string;
}

/** Moves a place through changes; null when it held words and they are gone. What is typed at its edges stays outside. */
export function movedWords<P extends { from: number; to: number }>(place: P, changes: ChangeDesc): P | null {
  if (place.from === place.to) {
    const at = changes.mapPos(place.from, -1);
    return { ...place, from: at, to: at };
  }
  const from = changes.mapPos(place.from, 1);
  const to = changes.mapPos(place.to, -1);
  return from < to ? { ...place, from, to } : null;
}

/** Puts these remarks in the place of all earlier ones. */
export const putRemarks = StateEffect.define<readonly Remark[]>();

export const remarks = StateField.define<readonly Remark[]>({
  create: () => [],
  update(list, transaction) {
    let next = list;
    if (transaction.docChanged && next.length > 0) {
      next = next.flatMap((remark) => movedWords(remark, transaction.changes) ?? []);
    }
    for (const effect of transaction.effects) {
      if (effect.is(putRemarks)) {
        const end = transaction.state.doc.length;
        next = effect.value.filter((remark) => remark.from >= 0 && remark.from <= remark.to && remark.to <= end);
      }
    }
    return next;
  },
});
