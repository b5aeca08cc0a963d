// How remarks look in the editor: a wavy line below the words and, for a screen reader and a resting mouse, the sentence.
// Apart from remarks.ts because it needs the view, which is loaded only with an editor.

import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { Extension } from '@codemirror/state';
import { remarks } from './remarks';

function marks(view: EditorView): DecorationSet {
  const ranges = view.state
    .field(remarks)
    .filter((remark) => remark.from < remark.to)
    .map((remark) =>
      Decoration.mark({
        tagName: 'mark',
        class: `remarked remarked-${remark.severity}`,
        attributes: { title: remark.says, 'aria-description': remark.says, 'data-remark': remark.id },
      }).range(remark.from, remark.to),
    );
  return Decoration.set(ranges, true);
}

const look = EditorView.theme({
  '.remarked': {
    backgroundColor: 'transparent',
    color: 'inherit',
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationThickness: '1px',
    textUnderlineOffset: '0.22em',
    textDecorationSkipInk: 'none',
  },
  '.remarked-warning': { textDecorationColor: 'var(--danger)' },
  '.remarked-advice': { textDecorationColor: 'var(--comment)', textDecorationStyle: 'dotted', textDecorationThickness: '2px' },
});

/** Shows the remarks of the text; `onRemark` is told the ids under a click. */
export function remarkMarks(onRemark: (ids: string[]) => void): Extension {
  return [
    look,
    EditorView.decorations.of(marks),
    EditorView.domEventHandlers({
      click(event) {
        const ids = event.composedPath().flatMap((node) => (node instanceof HTMLElement && node.dataset.remark ? [node.dataset.remark] : []));
        if (ids.length > 0) onRemark(ids);
        return false;
      },
    }),
  ];
}
