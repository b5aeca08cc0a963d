import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Member } from '../api/types';
import { SharedText } from '../editor/shared-text';
import { EditKeeper, keptComment, writer } from './offline';
import type { Kept } from './outbox.svelte';

const marina = { id: 'marina', name: 'Марина' } as Member;
const saule = { id: 'saule', name: 'Сауле' } as Member;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  writer.member = () => marina;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function lying(id: string): Promise<Kept | undefined> {
  const database = await openDB('talqy', 1, { upgrade: (fresh) => void fresh.createObjectStore('outbox', { keyPath: 'id' }) });
  const found = (await database.get('outbox', id)) as Kept | undefined;
  database.close();
  return found;
}

function editor(client: string): (letters: string) => void {
  const text = new SharedText({ text: 'закон', version: 0, clientID: client });
  const keeper = new EditKeeper('p', 'wording', 'ru', text);
  text.listen(() => keeper.changed());
  return (letters) => text.dispatch({ changes: { from: text.state.doc.length, insert: letters } });
}

const kept = async (id: string) => {
  const found = await lying(id);
  return [found?.member, found?.kind === 'edit' ? found.updates.length : 0];
};

test('words whose author’s session ends before they are written down stay his', async () => {
  const type = editor('one');
  type('ы');
  vi.advanceTimersByTime(300);
  await vi.waitFor(async () => expect(await kept('one')).toEqual(['marina', 1]));
  type('!');
  writer.member = () => null;
  vi.advanceTimersByTime(300);
  await vi.waitFor(async () => expect(await kept('one')).toEqual(['marina', 2]));
});

test('nor do they become the next member’s', async () => {
  const type = editor('two');
  type('ы');
  writer.member = () => saule;
  vi.advanceTimersByTime(300);
  await vi.waitFor(async () => expect(await kept('two')).toEqual(['marina', 1]));
});

test('a comment is its author’s, although his session ended while there was no line', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  let fail: (cause: Error) => void = () => {};
  vi.stubGlobal('fetch', () => new Promise((_, reject) => (fail = reject)));
  const saying = keptComment('p', { id: 'c', body: 'Почему?', anchor: null });
  writer.member = () => null;
  fail(new TypeError('Failed to fetch'));
  expect((await saying).authorName).toBe('Марина');
  expect((await lying('c'))?.member).toBe('marina');
});

test('where nobody is signed in nothing is kept: nobody would ever send it', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  writer.member = () => null;
  const type = editor('three');
  type('ы');
  vi.advanceTimersByTime(300);
  await expect(keptComment('p', { id: 'd', body: 'Почему?', anchor: null })).rejects.toMatchObject({ code: 'offline' });
  expect([await lying('three'), await lying('d')]).toEqual([undefined, undefined]);
});
