import { describe, expect, test } from 'vitest';
import { Authority } from './authority.test-data';
import type { Remark } from './remarks';
import { SharedText } from './shared-text';

const start = (text: string) => new SharedText({ text, version: 0, clientID: 'own' });
const remark = (from: number, to: number): Remark => ({ id: 'w0', from, to, severity: 'warning', says: '' });
const words = (text: SharedText) => text.remarks.map((one) => text.text.slice(one.from, one.to));

describe('a remark', () => {
  test('goes with its words', () => {
    const text = start('лишение свободы на срок');
    text.remarkOn([remark(8, 15)]);
    text.dispatch({ changes: { from: 0, insert: 'особое ' } });
    expect(words(text)).toEqual(['свободы']);
  });

  test('does not take in what is typed at its edges', () => {
    const text = start('лишение свободы на срок');
    text.remarkOn([remark(8, 15)]);
    text.dispatch({ changes: [{ from: 8, insert: 'полной ' }, { from: 15, insert: ' и прав' }] });
    expect(words(text)).toEqual(['свободы']);
  });

  test('is gone when its words are', () => {
    const text = start('лишение свободы на срок');
    text.remarkOn([remark(8, 15)]);
    text.dispatch({ changes: { from: 7, to: 16 } });
    expect(text.remarks).toEqual([]);
  });

  test('on a place without words stays a place', () => {
    const text = start('1) один');
    text.remarkOn([remark(7, 7)]);
    text.dispatch({ changes: { from: 0, to: 3 } });
    expect(text.remarks.map((one) => [one.from, one.to])).toEqual([[4, 4]]);
  });

  test('outside the text is not put', () => {
    const text = start('закон');
    text.remarkOn([remark(-1, -1), remark(3, 9), remark(4, 2)]);
    expect(text.remarks).toEqual([]);
  });
});

describe('since a version', () => {
  test('counts confirmed words of others and own words on their way', () => {
    const text = start('закон');
    text.receive(0, [{ clientID: 'b', changes: [[0, 'новый '], 5] }]);
    text.dispatch({ changes: { from: 11, insert: ' и кодекс' } });
    expect(text.since(0)?.mapPos(0, 1)).toBe(6);
    expect([text.since(0)?.newLength, text.since(1)?.length, text.since(1)?.newLength]).toEqual([20, 11, 20]);
  });

  test('nothing has happened in a text that stands still', () => {
    expect(start('закон').since(0)?.empty).toBe(true);
  });

  test('a version not known here has no answer', () => {
    const text = new SharedText({ text: 'закон', version: 3, clientID: 'own' });
    expect([text.since(2), text.since(4), text.since(3)?.empty]).toEqual([null, null, true]);
  });

  test('own words sent while others wrote are counted once', () => {
    const authority = new Authority('закон');
    const text = start('закон');
    text.dispatch({ changes: { from: 5, insert: 'ы' } });
    authority.take(0, [{ clientID: 'b', changes: [[0, 'новые '], 5] }]);
    text.receive(0, authority.updates);
    const batch = text.sendable();
    if (!batch) throw new Error('nothing to send');
    authority.take(batch.version, batch.updates);
    text.receive(1, authority.updates.slice(1));
    expect([text.text, text.since(0)?.length, text.since(0)?.newLength, text.since(2)?.empty]).toEqual(['новые законы', 5, 12, true]);
  });
});
