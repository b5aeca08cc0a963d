// Several people in one text against a server that carries late words over what came between.

import { history, redo, undo } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { seeded } from '../domain/random-ops.test-data';
import { CarryingAuthority, HeldClock, settle } from './authority.test-data';
import { Sender } from './sender';
import { SharedText, type TravellingUpdate } from './shared-text';

const start = (authority: CarryingAuthority, clientID: string) => {
  const text = new SharedText({ text: authority.text, version: authority.version, clientID });
  text.dress(history());
  return text;
};
const type = (text: SharedText, from: number, insert: string, to = from) => text.dispatch({ changes: { from, to, insert }, userEvent: 'input.type' });
const command = (text: SharedText, run: typeof undo) => run({ state: text.state, dispatch: (transaction) => text.dispatch(transaction as never) });

function send(text: SharedText, authority: CarryingAuthority): void {
  const batch = text.sendable();
  if (batch) text.receive(batch.version, authority.take(batch.version, batch.updates).updates ?? batch.updates);
}

const catchUp = (text: SharedText, authority: CarryingAuthority) => text.receive(text.version, authority.updates.slice(text.version));

describe('undo takes back one’s own words and nobody else’s', () => {
  test('with somebody else’s typed before, after and between', () => {
    const authority = new CarryingAuthority('срок до пяти лет');
    const [anna, bolat] = [start(authority, 'a'), start(authority, 'b')];
    type(anna, 8, 'семи', 12);
    send(anna, authority);
    type(bolat, 0, 'на ');
    send(bolat, authority);
    catchUp(anna, authority);
    type(anna, anna.text.length, ' лишения свободы');
    send(anna, authority);
    catchUp(bolat, authority);
    type(bolat, bolat.text.length, '.');
    send(bolat, authority);
    catchUp(anna, authority);
    expect(anna.text).toBe('на срок до семи лет лишения свободы.');

    while (command(anna, undo)) send(anna, authority);
    expect(anna.text).toBe('на срок до пяти лет.');
    catchUp(bolat, authority);
    while (command(bolat, undo)) send(bolat, authority);
    expect(bolat.text).toBe('срок до пяти лет');
    while (command(bolat, redo)) send(bolat, authority);
    catchUp(anna, authority);
    expect([anna.text, bolat.text, authority.text]).toEqual(Array(3).fill('на срок до пяти лет.'));
  });

  test('a page that only looked on has nothing to undo', () => {
    const authority = new CarryingAuthority('закон');
    const [anna, bolat] = [start(authority, 'a'), start(authority, 'b')];
    type(bolat, 5, 'ы');
    send(bolat, authority);
    catchUp(anna, authority);
    expect([command(anna, undo), anna.text]).toEqual([false, 'законы']);
  });
});

/** Changes up to three places at once, some of them side by side. */
function typeInPlaces(text: SharedText, below: (n: number) => number): void {
  const changes: { from: number; to: number; insert: string }[] = [];
  const end = text.state.doc.length;
  for (let at = 0, places = 1 + below(3); places > 0 && at <= end; places--) {
    const from = Math.min(end, at + below(4) * below(4));
    const to = Math.min(end, from + below(5));
    changes.push({ from, to, insert: ['', 'Ә', 'сөз ', '\n', '😀'][below(5)] ?? '' });
    at = to;
  }
  text.dispatch({ changes });
}

test('for any typing, and whatever arrives together, all end with the server’s text', () => {
  for (let seed = 1; seed <= 80; seed++) {
    const random = seeded(seed);
    const below = (n: number) => Math.floor(random() * n);
    const authority = new CarryingAuthority('1. Бап 😀\n2. Бөлік');
    const people = ['a', 'b', 'c'].map((id) => start(authority, id));
    const late: { version: number; updates: TravellingUpdate[] }[] = [];
    for (let step = 0; step < 60; step++) {
      const person = people[below(people.length)] as SharedText;
      const what = random();
      if (what < 0.5) typeInPlaces(person, below);
      else if (what < 0.65) send(person, authority);
      else if (what < 0.75) late.push(person.sendable() ?? { version: 0, updates: [] });
      else if (what < 0.85) {
        const lost = late.splice(below(late.length + 1), 1)[0]; // it comes late, and its answer never
        if (lost) authority.take(lost.version, lost.updates);
      } else person.receive(person.version, authority.updates.slice(person.version, person.version + below(4)));
    }
    for (const lost of late) authority.take(lost.version, lost.updates);
    for (const person of people) send(person, authority);
    for (const person of people) catchUp(person, authority);
    expect(people.map((person) => person.text), `seed ${seed}`).toEqual(Array(3).fill(authority.text));
    expect(people.some((person) => person.unsent), `seed ${seed}`).toBe(false);
  }
}, 30_000);

test('words that were late are sent once and take their place at the first try', async () => {
  const authority = new CarryingAuthority('закон');
  const text = start(authority, 'a');
  let requests = 0;
  const sender = new Sender({
    text,
    clock: new HeldClock(),
    readFailure: (reason) => ({ kind: 'refused', reason }),
    post: (version, updates) => Promise.resolve(authority.take(version, updates)).finally(() => requests++),
    onState: () => {},
  });
  type(text, 5, 'ы');
  authority.take(0, [{ clientID: 'other', changes: [[0, 'Новые '], 5] }]);
  expect(await sender.flush()).toBe(true);
  await settle();
  expect([text.text, authority.text, requests, sender.state]).toEqual(['Новые законы', 'Новые законы', 1, 'saved']);
});

test('words the server has already, whose answer was lost, are not put in twice', () => {
  const authority = new CarryingAuthority('закон');
  const text = start(authority, 'a');
  type(text, 5, 'ы');
  const lost = text.sendable();
  if (!lost) throw new Error('nothing to send');
  authority.take(lost.version, lost.updates);
  authority.take(1, [{ clientID: 'other', changes: [[0, 'Новые '], 6] }]);
  type(text, 6, '!');
  send(text, authority);
  expect([text.text, authority.text, authority.version, text.unsent]).toEqual(['Новые законы!', 'Новые законы!', 3, false]);
});

describe('an emoji is never cut in two', () => {
  const changesOf = (text: SharedText) => text.sendable()?.updates.map((update) => update.changes);
  const open = (text: string) => new SharedText({ text, version: 0, clientID: 'a' });

  test('when a keyboard changes its second unit alone', () => {
    const text = open('а😀б');
    type(text, 2, '\ude01', 3); // 😀 is d83d de00, 😁 is d83d de01
    expect([text.text, changesOf(text)]).toEqual(['а😁б', [[1, [2, '😁'], 1]]]);
    expect(text.state.selection.main.head).toBe(3);
  });

  test('when words are put into its middle, or one half is deleted', () => {
    const text = open('а😀б😀');
    type(text, 2, 'x');
    expect(text.text).toBe('аxб😀');
    type(text, 3, '', 4);
    expect(text.text).toBe('аxб');
  });

  test('and whole ones pass as they are', () => {
    const text = open('а😀б');
    type(text, 1, '👩🏽‍⚖️', 3);
    expect(changesOf(text)).toEqual([[1, [2, '👩🏽‍⚖️'], 1]]);
    expect(text.state).toBeInstanceOf(EditorState);
  });
});
