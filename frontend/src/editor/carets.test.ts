import { Transaction } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { Authority } from './authority.test-data';
import { asConfirmed, CaretTrack, remoteCarets, type TravellingCaret } from './carets';
import { SharedText } from './shared-text';

const caret = (over: Partial<TravellingCaret>): TravellingCaret => ({ id: 'c1', name: 'Марина', colour: 1, flag: true, anchor: 0, head: 0, version: 0, ...over });

function desk(text = 'Статья 1. Приют помогает.') {
  const authority = new Authority(text);
  const shared = new SharedText({ text, version: 0, clientID: 'here' });
  const track = new CaretTrack(shared);
  const heads = () => shared.state.field(remoteCarets).map((one) => [one.anchor, one.head]);
  const others = new SharedText({ text, version: 0, clientID: 'there' });
  /** Somebody else types; the update is on its way until it is received. */
  const theyType = (at: number, insert: string) => {
    others.dispatch({ changes: { from: at, insert }, userEvent: 'input' });
    const batch = others.sendable();
    if (!batch) throw new Error('nothing typed');
    authority.take(batch.version, batch.updates);
    others.receive(batch.version, batch.updates);
    return () => shared.receive(batch.version, batch.updates);
  };
  return { shared, track, heads, theyType, others };
}

describe('carets of the others', () => {
  test('stand on top of what was typed here and not sent', () => {
    const { shared, track, heads } = desk();
    shared.dispatch({ changes: { from: 0, insert: 'Новая ' } });
    track.show([caret({ anchor: 7, head: 10 })]);
    expect(heads()).toEqual([[13, 16]]);
  });

  test('go with what is typed here and by others', () => {
    const { shared, track, heads, theyType } = desk();
    track.show([caret({ anchor: 10, head: 10 })]);
    shared.dispatch({ changes: { from: 0, insert: 'ab' } });
    theyType(10, 'XYZ')();
    expect(heads()).toEqual([[15, 15]]);
  });

  test('that speak of a text still on its way wait for it', () => {
    const { track, heads, theyType } = desk();
    const arrives = theyType(25, ' Всем.');
    track.show([caret({ anchor: 31, head: 31, version: 1 })]);
    expect(heads()).toEqual([]);
    arrives();
    expect(heads()).toEqual([[31, 31]]);
  });

  test('that speak of an older text are brought up to this one', () => {
    const { track, heads, theyType } = desk();
    theyType(0, 'Проект. ')();
    track.show([caret({ anchor: 4, head: 4, version: 0 })]);
    expect(heads()).toEqual([[12, 12]]);
  });

  test('are not pulled back by a frame that repeats an old place', () => {
    const { track, heads, theyType } = desk();
    const same = caret({ anchor: 9, head: 9 });
    track.show([same]);
    theyType(9, 'я')();
    track.show([same, caret({ id: 'c2', anchor: 1, head: 1, version: 1 })]);
    expect(heads()).toEqual([
      [10, 10],
      [1, 1],
    ]);
  });

  test('beyond the text are not shown, and those who left are gone', () => {
    const { track, heads } = desk('мало');
    track.show([caret({ anchor: 400, head: 400 }), caret({ id: 'c2', anchor: 2, head: 4 })]);
    expect(heads()).toEqual([[2, 4]]);
    track.show([]);
    expect(heads()).toEqual([]);
  });

  test('closing takes them away', () => {
    const { track, heads } = desk();
    track.show([caret({ anchor: 1, head: 1 })]);
    track.close();
    expect(heads()).toEqual([]);
  });
});

test('one’s own place is told as the server counts', () => {
  const shared = new SharedText({ text: 'кров; питание', version: 0, clientID: 'here' });
  shared.dispatch({ changes: { from: 0, insert: '1) ' }, annotations: Transaction.userEvent.of('input') });
  shared.dispatch({ changes: { from: 7, to: 9 } });
  expect([asConfirmed(shared, 3), asConfirmed(shared, 1), asConfirmed(shared, 7), asConfirmed(shared, 10)]).toEqual([0, 0, 6, 9]);
});
