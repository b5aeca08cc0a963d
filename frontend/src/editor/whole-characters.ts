// An emoji is two units of the text, and a keyboard that puts one emoji in place of another may change the second unit
// alone. The server keeps whole characters only and refuses half of one, so each change is widened to whole characters
// before it is made.

import { EditorState, Transaction, type Text } from '@codemirror/state';

const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Whether `pos` lies between the two units of one character. */
function inside(doc: Text, pos: number): boolean {
  return pos > 0 && pos < doc.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(doc.sliceString(pos - 1, pos + 1));
}

/** Widens changes to whole characters; of a character that loses its one half nothing stays. */
export const wholeCharacters = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged) return transaction;
  const doc = transaction.startState.doc;
  const changes: { from: number; to: number; insert: string }[] = [];
  let whole = true;
  transaction.changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    const from = inside(doc, fromA) ? fromA - 1 : fromA;
    const to = inside(doc, toA) ? toA + 1 : toA;
    const text = inserted.toString();
    const insert = (doc.sliceString(from, fromA) + text + doc.sliceString(toA, to)).replace(half, '');
    whole &&= from === fromA && to === toA && insert === text;
    changes.push({ from, to, insert });
  });
  if (whole) return transaction;
  const set = transaction.startState.changes(changes);
  const end = set.mapPos(changes.at(-1)?.to ?? 0, 1);
  const userEvent = transaction.annotation(Transaction.userEvent);
  return { changes: set, selection: { anchor: end }, effects: transaction.effects, scrollIntoView: transaction.scrollIntoView, ...(userEvent === undefined ? {} : { userEvent }) };
});
