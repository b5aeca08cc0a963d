import { describe, expect, test } from 'vitest';
import { seeded } from '../domain/random-ops.test-data';
import { Authority, MovedOn } from './authority.test-data';
import { MissingUpdates, SharedText } from './shared-text';

const start = (authority: Authority, clientID: string) => new SharedText({ text: authority.text, version: authority.version, clientID });
const type = (text: SharedText, from: number, insert: string, to = from) => text.dispatch({ changes: { from, to, insert } });

/** Sends everything, taking what was missed, as the sender does. */
function send(text: SharedText, authority: Authority): void {
  for (let batch = text.sendable(); batch; batch = text.sendable()) {
    try {
      authority.take(batch.version, batch.updates);
      text.receive(batch.version, batch.updates);
    } catch (error) {
      if (!(error instanceof MovedOn)) throw error;
      text.receive(batch.version, error.updates);
    }
  }
}

const catchUp = (text: SharedText, authority: Authority) => text.receive(text.version, authority.updates.slice(text.version));

describe('two people in one text', () => {
  test('typing at different places, both keep their words', () => {
    const authority = new Authority('Статья 128. Торговля людьми');
    const [anna, bolat] = [start(authority, 'a'), start(authority, 'b')];
    type(anna, 27, ' и органами');
    type(bolat, 0, 'Новая ');
    send(anna, authority);
    send(bolat, authority);
    catchUp(anna, authority);
    expect(anna.text).toBe('Новая Статья 128. Торговля людьми и органами');
    expect([anna.text, bolat.text]).toEqual([authority.text, authority.text]);
  });

  test('for any typing and any order of sending all end with the same text', () => {
    for (let seed = 1; seed <= 120; seed++) {
      const random = seeded(seed);
      const authority = new Authority('1. Первая часть\n2. Вторая часть 😀\n3. Үшінші бөлік');
      const people = ['a', 'b', 'c'].map((id) => start(authority, id));
      for (let step = 0; step < 40; step++) {
        const person = people[Math.floor(random() * people.length)] as SharedText;
        const length = person.state.doc.length;
        const what = random();
        if (what < 0.6) {
          const from = Math.floor(random() * (length + 1));
          const to = Math.min(length, from + Math.floor(random() * 6));
          type(person, from, ['', 'слово ', '\n', 'қ', '😀'][Math.floor(random() * 5)] ?? '', to);
        } else if (what < 0.85) send(person, authority);
        else catchUp(person, authority);
      }
      for (const person of people) send(person, authority);
      for (const person of people) catchUp(person, authority);
      expect(people.map((person) => person.text), `seed ${seed}`).toEqual([authority.text, authority.text, authority.text]);
      expect(people.some((person) => person.unsent), `seed ${seed}`).toBe(false);
    }
  });
});

test('the echo of own words that comes before the answer is not applied twice', () => {
  const authority = new Authority('закон');
  const text = start(authority, 'a');
  type(text, 5, 'ы');
  const batch = text.sendable();
  if (!batch) throw new Error('nothing to send');
  authority.take(batch.version, batch.updates);
  text.receive(0, authority.updates);
  text.receive(batch.version, batch.updates);
  expect([text.text, text.version, text.unsent]).toEqual(['законы', 1, false]);
});

test('a lost answer is found again among the missing updates', () => {
  const authority = new Authority('закон');
  const text = start(authority, 'a');
  type(text, 5, 'ы');
  const batch = text.sendable();
  if (!batch) throw new Error('nothing to send');
  // The server took the words, the line broke before it could say so; the browser sends them again.
  authority.take(batch.version, batch.updates);
  send(text, authority);
  expect([text.text, authority.text, authority.version]).toEqual(['законы', 'законы', 1]);
});

test('a gap is told, not guessed over', () => {
  const text = new SharedText({ text: 'закон', version: 3, clientID: 'a' });
  expect(() => text.receive(5, [{ clientID: 'b', changes: [5, [0, 'ы']] }])).toThrow(MissingUpdates);
  expect(text.text).toBe('закон');
});

test('a change that does not fit the text is refused and the text stays', () => {
  const text = new SharedText({ text: 'закон', version: 0, clientID: 'a' });
  expect(() => text.receive(0, [{ clientID: 'b', changes: [99, [0, 'ы']] }])).toThrow(RangeError);
  expect([text.text, text.version]).toEqual(['закон', 0]);
});

test('a carriage return is a character, as the server counts it', () => {
  const text = new SharedText({ text: 'а\r\nб', version: 0, clientID: 'a' });
  expect(text.state.doc.length).toBe(4);
  text.receive(0, [{ clientID: 'b', changes: [3, [0, 'в'], 1] }]);
  expect(text.text).toBe('а\r\nвб');
});

describe('places under comments', () => {
  const law = 'лишение свободы на срок до пяти лет';

  test('move with words typed before them', () => {
    const text = new SharedText({ text: law, version: 0, clientID: 'a' });
    text.place('c', 8, 15, 0);
    type(text, 0, 'строгое ');
    const place = text.places[0];
    expect(text.text.slice(place?.from, place?.to)).toBe('свободы');
  });

  test('grow with words typed inside and not at their edges', () => {
    const text = new SharedText({ text: law, version: 0, clientID: 'a' });
    text.place('c', 8, 15, 0);
    type(text, 15, '!');
    type(text, 8, '!');
    type(text, 12, '-');
    const place = text.places[0];
    expect(text.text.slice(place?.from, place?.to)).toBe('сво-боды');
  });

  test('are lost when their words go, and stay lost when others are typed there', () => {
    const text = new SharedText({ text: law, version: 0, clientID: 'a' });
    text.place('c', 8, 15, 0);
    type(text, 6, '', 17);
    expect(text.places[0]?.lost).toBe(true);
    type(text, 6, ' свободы ');
    expect(text.places[0]?.lost).toBe(true);
  });

  test('given at an older version are brought up through confirmed and unsent words', () => {
    const authority = new Authority(law);
    const [anna, bolat] = [start(authority, 'a'), start(authority, 'b')];
    type(bolat, 0, 'Часть. ');
    send(bolat, authority);
    type(anna, 0, 'Пункт. ');
    send(anna, authority);
    type(anna, 0, '— ');
    // Somebody commented on «свободы» when the text was still at its first version.
    anna.place('c', 8, 15, 0);
    const place = anna.places[0];
    expect(anna.text.slice(place?.from, place?.to)).toBe('свободы');
  });

  test('that reach past the text do not break it', () => {
    const text = new SharedText({ text: 'кратко', version: 0, clientID: 'a' });
    text.place('c', 20, 30, 0);
    expect(text.places[0]).toMatchObject({ id: 'c', lost: true });
  });
});
