// Draws the carets of the others over the text and their selections under it. Layers stand beside the text, hidden from
// screen readers, so that neither the words nor the reader's own caret are touched; who is there is told by the bar.

import { EditorSelection, type Extension } from '@codemirror/state';
import { EditorView, layer, RectangleMarker, type LayerMarker, type ViewUpdate } from '@codemirror/view';
import { remoteCarets, type RemoteCaret } from './carets';

class CaretMarker implements LayerMarker {
  constructor(
    private readonly caret: RemoteCaret,
    private readonly left: number,
    private readonly top: number,
    private readonly height: number,
  ) {}

  eq(other: LayerMarker): boolean {
    return other instanceof CaretMarker && other.left === this.left && other.top === this.top && other.height === this.height && other.caret === this.caret;
  }

  draw(): HTMLElement {
    const element = document.createElement('div');
    element.append(document.createElement('span'));
    this.put(element);
    return element;
  }

  update(element: HTMLElement): boolean {
    this.put(element);
    return true;
  }

  private put(element: HTMLElement): void {
    // At the upper edge the name hangs below its caret: above it would be cut off.
    element.className = `remote-caret remote-${this.caret.colour}${this.caret.flag ? ' named' : ''}${this.top < 24 ? ' first-line' : ''}`;
    element.style.left = `${this.left}px`;
    element.style.top = `${this.top}px`;
    element.style.height = `${this.height}px`;
    if (element.firstChild) element.firstChild.textContent = this.caret.name;
  }
}

const carets = (view: EditorView) => view.state.field(remoteCarets, false) ?? [];
const changed = (update: ViewUpdate) =>
  update.docChanged || update.viewportChanged || update.startState.field(remoteCarets, false) !== update.state.field(remoteCarets, false);

const selections = layer({
  above: false,
  class: 'remote-selections',
  update: changed,
  markers: (view) =>
    carets(view)
      .filter((caret) => caret.anchor !== caret.head)
      .flatMap((caret) => RectangleMarker.forRange(view, `remote-selection remote-${caret.colour}`, EditorSelection.range(caret.anchor, caret.head))),
});

const heads = layer({
  above: true,
  class: 'remote-carets',
  update: changed,
  markers: (view) =>
    carets(view).flatMap((caret) =>
      RectangleMarker.forRange(view, '', EditorSelection.cursor(caret.head)).map((at) => new CaretMarker(caret, at.left, at.top, at.height)),
    ),
});

const colours = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    [`.remote-selection.remote-${i}`, { backgroundColor: `color-mix(in srgb, var(--caret-${i}) 22%, transparent)` }],
    [`.remote-caret.remote-${i}`, { borderLeftColor: `var(--caret-${i})` }],
    [`.remote-caret.remote-${i} > span`, { backgroundColor: `var(--caret-${i})` }],
  ]).flat(),
);

const look = EditorView.theme({
  '.remote-carets': { pointerEvents: 'none' },
  '.remote-caret': { position: 'absolute', borderLeft: '2px solid', marginLeft: '-1px' },
  '.remote-caret > span': {
    display: 'none',
    position: 'absolute',
    left: '-2px',
    bottom: '100%',
    padding: '0 0.35em',
    borderRadius: '3px 3px 3px 0',
    color: 'var(--on-caret)',
    fontFamily: 'var(--sans)',
    fontSize: '0.6875rem',
    lineHeight: '1.5',
    whiteSpace: 'nowrap',
    maxWidth: '12em',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.remote-caret.named > span': { display: 'block' },
  '.remote-caret.first-line > span': { bottom: 'auto', top: '100%' },
  ...colours,
});

/** What an editor needs to show the carets that a CaretTrack puts in. */
export const caretLayers: Extension = [selections, heads, look];
