// The editor on the page. It stands in a shadow root: CodeMirror then hands its styles over as constructed style sheets,
// and the page can forbid inline styles altogether.

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, placeholder as showPlaceholder, type DecorationSet } from '@codemirror/view';
import { anchorPlaces, lookedAt } from './anchors';
import { caretLayers } from './caret-layer';
import { remarkMarks } from './remark-marks';
import type { SharedText } from './shared-text';

interface SurfaceOptions {
  /** Read out by screen readers as the field's name. */
  label: string;
  lang: string;
  placeholder: string;
  /** Law is set in the serif face; a justification is an ordinary letter. */
  law: boolean;
  onSave: () => void;
  /** The words marked now and where they end on the screen; null when none are. */
  onSelect: (selection: SelectedWords | null) => void;
  /** The keyboard's way to comment on the marked words (Ctrl+Alt+M). */
  onComment: () => void;
  /** A click into words under comments. */
  onPlace: (ids: string[]) => void;
  /** A click into words that a drafting rule remarks on. */
  onRemark?: (ids: string[]) => void;
}

export interface SelectedWords {
  from: number;
  to: number;
  /** Viewport pixels of the end of the selection. */
  x: number;
  y: number;
}

/** What a page holds of a mounted editor. */
export interface MountedEditor {
  focus(): void;
  /** Brings a place into view and marks it. */
  show(from: number, to: number): void;
  destroy(): void;
}

function placeDecorations(view: EditorView): DecorationSet {
  const looked = view.state.field(lookedAt);
  const marks = view.state
    .field(anchorPlaces)
    .filter((place) => !place.lost && place.from < place.to)
    .map((place) =>
      Decoration.mark({ class: place.id === looked ? 'commented looked-at' : 'commented', attributes: { 'data-comment': place.id } }).range(place.from, place.to),
    );
  return Decoration.set(marks, true);
}

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: 'var(--law-size)', borderRadius: 'var(--radius)', minHeight: '100%' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.6', overflowX: 'hidden' },
  '.cm-content': { padding: '0.75rem 0.25rem', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 0.75rem 0.45em' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': { background: 'var(--selection)' },
  '.cm-placeholder': { color: 'var(--ink-soft)' },
  '.commented': { backgroundColor: 'var(--comment-soft)', borderBottom: '2px dotted var(--comment)' },
  '.looked-at': { backgroundColor: 'var(--comment-strong)', borderBottom: '2px solid var(--comment)' },
});

/** Bars at the foot of the window may cover a line that is in sight: the caret is brought above them, as the focus is (styles/layout.css). */
function atTheFoot(): { bottom: number } {
  const page = getComputedStyle(document.documentElement);
  return { bottom: ['--bar', '--foot'].reduce((sum, taken) => sum + (Number.parseFloat(page.getPropertyValue(taken)) || 0), 0) };
}

function pageExtensions(options: { current: SurfaceOptions }): Extension {
  const now = () => options.current;
  return [
    history(),
    drawSelection(),
    caretLayers,
    EditorView.lineWrapping,
    EditorView.scrollMargins.of(atTheFoot),
    look,
    EditorView.decorations.of(placeDecorations),
    remarkMarks((ids) => now().onRemark?.(ids)),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorView.contentAttributes.of(() => ({ 'aria-label': now().label, lang: now().lang, spellcheck: 'true', autocorrect: 'off', autocapitalize: 'off' })),
    showPlaceholder(now().placeholder),
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: () => (now().onSave(), true) },
      {
        key: 'Ctrl-Alt-m',
        preventDefault: true,
        run: (view) => {
          // The marked words are told in the next frame, and keys come faster: what is marked now is commented on.
          now().onSelect(selectedWords(view));
          now().onComment();
          return true;
        },
      },
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    EditorView.domEventHandlers({
      // Without the focus a shadow root tells Chromium of no selection, and CodeMirror then takes any press for one into the marked
      // words: who marked other words after those of a comment dragged letters of the law about.
      mousedown(_, view) {
        if (!view.hasFocus) view.focus();
        return false;
      },
      click(event) {
        const ids = event.composedPath().flatMap((node) => (node instanceof HTMLElement && node.dataset.comment ? [node.dataset.comment] : []));
        if (ids.length > 0) now().onPlace(ids);
        return false;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet && !update.docChanged && !update.focusChanged) return;
      const { from, to } = update.state.selection.main;
      if (from === to) {
        now().onSelect(null);
        return;
      }
      update.view.requestMeasure({ read: selectedWords, write: (words) => now().onSelect(words) });
    }),
  ];
}

/** The marked words and where they end on the screen; null when none are, or the end is not on it. */
function selectedWords(view: EditorView): SelectedWords | null {
  const { from, to, head } = view.state.selection.main;
  const at = from === to ? null : view.coordsAtPos(head);
  return at && { from, to, x: at.left, y: at.bottom };
}

// The options of the editor that shows a text now: the extensions are made once a text and read them at each call.
const optionsOf = new WeakMap<SharedText, { current: SurfaceOptions }>();

/** Shows a shared text in `host`. The host must be empty and without a shadow root, or have had an editor before. */
export function mountEditor(host: HTMLElement, text: SharedText, options: SurfaceOptions): MountedEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const known = optionsOf.get(text);
  const holder = known ?? { current: options };
  holder.current = options;
  optionsOf.set(text, holder);
  const view = new EditorView({
    state: text.dress(pageExtensions(holder)),
    root,
    parent: root,
    dispatchTransactions(transactions, of) {
      of.update(transactions);
      for (const transaction of transactions) text.taken(transaction);
    },
  });
  text.attach(view);
  return {
    focus: () => view.focus(),
    show(from, to) {
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    destroy() {
      text.detach(view);
      view.destroy();
    },
  };
}
