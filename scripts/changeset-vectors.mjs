// Asks @codemirror/state what change sets do, for thousands of random cases, and writes its answers down as the test vectors
// of proposals/text. The cases come of one seed, so the same release of @codemirror/state gives the same answers.
//
//   node scripts/changeset-vectors.mjs          writes proposals/text/testdata/vectors.json.gz
//   node scripts/changeset-vectors.mjs --check  fails when that file is not what it would write
//   node scripts/changeset-vectors.mjs FILE     writes FILE

import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { collab, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { ChangeSet, EditorState, Text } from '@codemirror/state';

const fixture = new URL('../proposals/text/testdata/vectors.json.gz', import.meta.url);

let state = 0x7a1c9;
/** A whole number from 0 to below n (xorshift32). */
function below(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % n;
}
const oneOf = (list) => list[below(list.length)];

const words = ['статья', ' ', '1. ', 'адам саудасы', 'Қ', 'ә', 'ғұлама', '😀', '👩🏽‍⚖️', '\n', '\r\n', 'a', '«', '»', '\t', '\u2028', '<b>&', '"', '\\', '𝕏'];
const some = (most) => Array.from({ length: below(most + 1) }, () => oneOf(words)).join('');

const toText = (s) => Text.of(s.split('\n'));
const wellFormed = (s) => s.isWellFormed();
/** No change begins, ends or cuts inside a character: what an editor of ours makes. */
function whole(from, s) {
  return !(from > 0 && from < s.length && /[\udc00-\udfff]/.test(s[from]) && /[\ud800-\udbff]/.test(s[from - 1]));
}

/** A random change of s: several replacements, next to each other, inside each other's text, empty ones. */
function change(s, mayCut) {
  let set = null;
  let now = s;
  for (let rounds = oneOf([0, 1, 1, 1, 2, 3]); rounds > 0; rounds--) {
    const specs = [];
    let at = 0;
    for (let n = below(4); n >= 0 && at <= now.length; n--) {
      let from = oneOf([at, at + below(6), at + below(now.length - at + 1)]);
      let to = from + oneOf([0, 0, 1, 2, below(12)]);
      from = Math.min(from, now.length);
      to = Math.min(to, now.length);
      while (!mayCut && !whole(from, now)) from--;
      while (!mayCut && !whole(to, now)) to++;
      if (from < at) continue;
      specs.push({ from, to, insert: toText(below(4) === 0 ? '' : some(3)) });
      at = to;
    }
    const next = ChangeSet.of(specs, now.length, '\n');
    now = next.apply(toText(now)).toString();
    set = set ? set.compose(next) : next;
  }
  return set ?? ChangeSet.empty(s.length);
}

const apply = (set, s) => set.apply(toText(s)).toString();

function algebra() {
  const doc = some(12);
  const a = change(doc, false);
  const b = change(doc, false);
  const afterA = apply(a, doc);
  const next = change(afterA, false);
  return {
    doc,
    a: a.toJSON(),
    b: b.toJSON(),
    next: next.toJSON(),
    apply: afterA,
    compose: a.compose(next).toJSON(),
    mapAfter: a.map(b).toJSON(),
    mapBefore: a.map(b, true).toJSON(),
  };
}

/** Changes that may cut a character in two: `result` is null where CodeMirror's text or JSON holds half a character. */
function cut() {
  const doc = oneOf(['😀', 'a😀b', '👩🏽‍⚖️', 'қ😀😀ә']) + some(4);
  const a = change(doc, true);
  const result = apply(a, doc);
  const halves = !wellFormed(result) || !a.toJSON().every((part) => typeof part === 'number' || part.slice(1).every(wellFormed));
  return { doc, a: a.toJSON(), result: halves ? null : result };
}

/**
 * What the server is asked: updates made on an old version, others accepted since, some of them the same editor's. What it
 * must answer is what the editor itself has left to send once it has received those one by one.
 */
function rebase() {
  const doc = some(10);
  let editor = EditorState.create({ doc, extensions: [EditorState.lineSeparator.of('\n'), collab({ clientID: 'me' })] });
  const type = () => {
    editor = editor.update({ changes: change(editor.doc.toString(), false) }).state;
  };
  const typed = () => sendableUpdates(editor).map(({ clientID, changes }) => ({ clientID, changes }));
  type();
  for (let n = below(4); n > 0; n--) type();
  const mine = typed();
  const over = [];
  let server = doc;
  for (let n = below(6); n > 0; n--) {
    const [first] = typed();
    const next = first && below(3) === 0 ? first : { clientID: oneOf(['other', 'third']), changes: change(server, false) };
    over.push(next);
    server = apply(next.changes, server);
    editor = receiveUpdates(editor, [next]).state;
  }
  const json = (updates) => updates.map((update) => ({ clientID: update.clientID, changes: update.changes.toJSON() }));
  return { doc, mine: json(mine), over: json(over), rebased: json(typed()), result: editor.doc.toString() };
}

const times = (n, make) => Array.from({ length: n }, make);
const vectors = { algebra: times(3200, algebra), cut: times(600, cut), rebase: times(800, rebase) };

const json = JSON.stringify(vectors);
const [target] = process.argv.slice(2);
if (target === '--check') {
  // What is inside is compared: releases of zlib pack the same bytes differently.
  if (gunzipSync(readFileSync(fixture)).toString() !== json) {
    console.error('proposals/text/testdata/vectors.json.gz is not what @codemirror/state answers now; write it again with node scripts/changeset-vectors.mjs');
    process.exit(1);
  }
  console.log(`vectors: ${vectors.algebra.length} of algebra, ${vectors.cut.length} cut, ${vectors.rebase.length} rebased, as committed`);
} else {
  const packed = gzipSync(json, { level: 9 });
  writeFileSync(target ?? fixture, packed);
  console.log(`${packed.length} bytes`);
}
