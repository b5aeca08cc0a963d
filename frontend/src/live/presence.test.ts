import { describe, expect, test } from 'vitest';
import { HeldClock } from '../editor/authority.test-data';
import { CaretSpeaker, maxFlags, PeopleBook, type CaretPlace, type Person } from './presence';

const somebody = (id: string, over: Partial<Person> = {}): Person => ({
  id,
  member: `m-${id}`,
  name: `Имя ${id}`,
  organisation: { ru: '', kk: '' },
  colour: 0,
  typing: false,
  ...over,
});
const at = (head: number): CaretPlace => ({ part: 'wording', lang: 'ru', anchor: head, head, version: 0 });

function book() {
  const time = { now: 0 };
  return { time, people: new PeopleBook(() => time.now) };
}

describe('who is here', () => {
  test('a member with two tabs is one, oneself is none, and one of the tabs may type', () => {
    const { people } = book();
    people.take({ type: 'here', you: 'a', total: 4, people: [somebody('a', { member: 'me' }), somebody('b', { member: 'me' }), somebody('c', { member: 'x' }), somebody('d', { member: 'x' })] });
    people.take({ type: 'presence', total: 4, people: [somebody('d', { member: 'x', typing: true })] });
    expect(people.others('me').map((one) => [one.member, one.typing])).toEqual([['x', true]]);
    expect(people.total).toBe(4);
  });

  test('who leaves is gone, and who came back within the beat is there', () => {
    const { people } = book();
    people.take({ type: 'here', you: 'me', total: 3, people: [somebody('b'), somebody('c')] });
    people.take({ type: 'presence', total: 2, left: ['b', 'c'], people: [somebody('c')] });
    expect(people.others('').map((one) => one.member)).toEqual(['m-c']);
  });

  test('a lost line leaves nobody, and coming back begins anew', () => {
    const { people } = book();
    people.take({ type: 'here', you: 'me', total: 2, people: [somebody('b')] });
    people.clear();
    expect(people.others('')).toEqual([]);
    people.take({ type: 'here', you: 'me2', total: 2, people: [somebody('c')] });
    expect(people.others('').map((one) => one.member)).toEqual(['m-c']);
  });

  test('who types stands first and stops typing when his browser falls silent', () => {
    const { people, time } = book();
    people.take({ type: 'presence', total: 2, people: [somebody('a'), somebody('z', { typing: true })] });
    expect(people.others('').map((one) => one.member)).toEqual(['m-z', 'm-a']);
    expect(people.fades).toBe(4_000);
    time.now = 4_000;
    expect(people.others('').map((one) => one.typing)).toEqual([false, false]);
    expect(people.fades).toBeNull();
  });

  test(`no more than ${maxFlags} names stand in a text, and each fades`, () => {
    const { people, time } = book();
    for (let i = 0; i < 20; i++) {
      time.now = i;
      people.take({ type: 'presence', total: 20, people: [somebody(String(i), at(i))] });
    }
    const named = () => people.carets('wording', 'ru').filter((one) => one.flag);
    expect(people.carets('wording', 'ru')).toHaveLength(20);
    expect(people.carets('wording', 'kk')).toEqual([]);
    expect(named().map((one) => Number(one.person.id))).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    time.now = 6_020;
    expect(named()).toEqual([]);
  });
});

describe('saying where one is', () => {
  function speaker() {
    const clock = new HeldClock();
    let now = 0;
    const said: [number, number, boolean][] = [];
    const one = new CaretSpeaker((place, typing) => said.push([now, place?.head ?? -1, typing]), { after: (ms, run) => clock.after(ms, run), now: () => now });
    const pass = (ms: number) => {
      for (let i = 0; i < ms; i++) {
        now++;
        clock.pass(1);
      }
    };
    return { one, said, pass };
  }

  test('is quick at first, then at most ten times a second, and ends with the last place', () => {
    const { one, said, pass } = speaker();
    for (let i = 0; i < 50; i++) {
      one.moved(() => at(i), false);
      pass(10);
    }
    pass(200);
    expect(said[0]).toEqual([0, 0, false]);
    expect(said.length).toBeLessThanOrEqual(7);
    expect(said.at(-1)?.[1]).toBe(49);
  });

  test('says typing, and that it has stopped', () => {
    const { one, said, pass } = speaker();
    one.moved(() => at(1), true);
    pass(1_000);
    one.moved(() => at(2), true);
    pass(1_999);
    expect(said.every(([, , typing]) => typing)).toBe(true);
    pass(2);
    expect(said.at(-1)).toEqual([3_000, 2, false]);
  });

  test('says it again to those who have just been found, and nothing after closing', () => {
    const { one, said, pass } = speaker();
    one.again();
    expect(said).toEqual([]);
    one.moved(() => at(5), true);
    pass(500);
    one.again();
    expect(said).toHaveLength(2);
    one.close();
    pass(5_000);
    expect(said).toHaveLength(2);
  });
});
