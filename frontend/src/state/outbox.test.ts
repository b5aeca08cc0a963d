import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { ApiError } from '../api/client';
import type { Comment } from '../api/types';
import { CarryingAuthority, HeldClock } from '../editor/authority.test-data';
import type { TravellingUpdate } from '../editor/shared-text';
import { Outbox, wordsOf, type Kept, type Senders } from './outbox.svelte';

let name = '';
let server: { taken: string[]; fail: ApiError | null };
let clock: HeldClock;
const offline = new ApiError(0, 'offline', '');

beforeEach(() => {
  name = `outbox-${Math.random()}`;
  server = { taken: [], fail: null };
  clock = new HeldClock();
});

/** The page, opened on the same browser's database. */
function page(): Outbox {
  const take = (id: string) => {
    if (server.fail) return Promise.reject(server.fail);
    server.taken.push(id);
    return Promise.resolve({ id } as Comment);
  };
  return new Outbox(
    { comment: (_, comment) => take(comment.id), reply: (_, __, reply) => take(reply.id), edit: (_, part, lang, version) => take(`${part}-${lang}-${version}`).then(() => ({})) },
    name,
    clock,
    () => 1,
  );
}

const remark = (id: string, at: string, member = 'marina'): Kept => ({ kind: 'comment', id, member, proposal: 'p', at, body: 'Замечание.', anchor: null });

test('what was written offline goes out once, in order, when the line is back', async () => {
  const open = page();
  server.fail = offline;
  await open.enter('marina');
  await open.keep(remark('b', '2026-11-24T10:00:01Z'));
  await open.keep({ kind: 'reply', id: 'c', comment: 'b', member: 'marina', proposal: 'p', at: '2026-11-24T10:00:02Z', body: 'И ещё.' });
  await open.keep(remark('a', '2026-11-24T10:00:00Z'));
  await open.send();
  expect([open.waiting, server.taken]).toEqual([3, []]);
  expect(['a', 'c', 'z'].map((id) => open.standing(id))).toEqual(['waiting', 'waiting', 'sent']);
  server.fail = null;
  await Promise.all([open.send(), open.send()]);
  await open.send();
  expect([open.waiting, server.taken]).toEqual([0, ['a', 'b', 'c']]);
});

test('it survives the closing of the page, edits among it', async () => {
  const closed = page();
  server.fail = offline;
  await closed.enter('marina');
  await closed.keep(remark('a', '2026-11-24T10:00:00Z'));
  await closed.keep({ kind: 'edit', id: 'editor', member: 'marina', proposal: 'p', at: '2026-11-24T10:00:01Z', part: 'wording', lang: 'kk', version: 7, updates: [{ clientID: 'editor', changes: [[0, 'ә']] }] });
  expect(closed.waiting).toBe(1);
  server.fail = null;
  await page().enter('marina');
  expect(server.taken).toEqual(['a', 'wording-kk-7']);
  await page().enter('marina');
  expect(server.taken).toHaveLength(2);
});

test('another member at the same browser sends none of it', async () => {
  const open = page();
  server.fail = offline;
  await open.enter('marina');
  await open.keep(remark('a', '2026-11-24T10:00:00Z'));
  open.leave();
  server.fail = null;
  await open.enter('saule');
  expect([open.waiting, server.taken]).toEqual([0, []]);
  await open.enter('marina');
  expect(server.taken).toEqual(['a']);
});

test('what the server will not take is shown with its reason, holds up nothing, and is tried again or dropped by its author', async () => {
  const open = page();
  await open.enter('marina');
  await open.keep(remark('a', '2026-11-24T10:00:00Z'));
  await open.keep(remark('c', '2026-11-24T10:00:02Z'));
  server.fail = new ApiError(403, 'proposal_closed', 'Поправка отозвана.');
  await open.send();
  expect(open.refused.map(({ written, reason }) => [written.id, (reason as ApiError).message])).toEqual([
    ['a', 'Поправка отозвана.'],
    ['c', 'Поправка отозвана.'],
  ]);
  expect(open.waiting).toBe(0);
  server.fail = null;
  await open.keep(remark('b', '2026-11-24T10:00:01Z'));
  await open.send();
  expect([server.taken, open.waiting]).toEqual([['b'], 0]);
  await open.again('c');
  expect(server.taken).toEqual(['b', 'c']);
  expect(open.refused.map(({ written }) => written.id)).toEqual(['a']);
  expect(['a', 'b'].map((id) => open.standing(id))).toEqual(['refused', 'sent']);
  await open.forget('a');
  expect(open.refused).toEqual([]);
  await page().enter('marina');
  expect(server.taken).toEqual(['b', 'c']);
});

test('what comes back without a form waits where it may be taken later, and is told with its reason where it was refused', async () => {
  const open = page();
  await open.enter('marina');
  await open.takeOver(remark('later', '2026-11-24T10:00:00Z'), new ApiError(503, 'storage', ''));
  await open.takeOver(remark('signed out', '2026-11-24T10:00:01Z'), new ApiError(401, 'signed_out', ''));
  await open.takeOver(remark('refused', '2026-11-24T10:00:02Z'), new ApiError(422, 'personal_data', ''));
  await open.takeOver(remark('another’s', '2026-11-24T10:00:03Z', 'saule'), new ApiError(422, 'personal_data', ''));
  expect(open.refused.map(({ written, reason }) => [written.id, (reason as ApiError).code])).toEqual([['refused', 'personal_data']]);
  expect(open.waiting).toBe(2);
  await open.send();
  expect([server.taken, open.waiting, open.refused.length]).toEqual([['later', 'signed out'], 0, 1]);
  await open.again('refused');
  expect([server.taken.at(-1), open.refused.length]).toEqual(['refused', 0]);
});

test('what was refused is still there when the page is opened again', async () => {
  const open = page();
  await open.enter('marina');
  await open.keep(remark('a', '2026-11-24T10:00:00Z'));
  server.fail = new ApiError(403, 'forbidden', '');
  await open.send();
  const again = page();
  await again.enter('marina');
  expect(again.refused.map(({ written }) => wordsOf(written))).toEqual(['Замечание.']);
});

/** A page whose edits come to a server that carries them, as the real one does. */
function writing(edit: Senders['edit']): Outbox {
  return new Outbox({ comment: () => Promise.reject(offline), reply: () => Promise.reject(offline), edit }, name, clock, () => 1);
}
const typed = (letters: string, at = '2026-11-24T10:00:00Z'): Kept => ({
  kind: 'edit', id: 'editor', member: 'marina', proposal: 'p', at, part: 'wording', lang: 'ru', version: 0,
  updates: [...letters].map((letter, i) => ({ clientID: 'editor', changes: i === 0 ? [5, [0, letter]] : [5 + i, [0, letter]] })),
});

test('a kept edit of more updates than one request takes goes out in several, though others write between them and the line breaks', async () => {
  const letters = '0123456789'.repeat(120);
  const authority = new CarryingAuthority('закон');
  const sizes: number[] = [];
  let requests = 0;
  const open = writing((_, __, ___, version, updates) => {
    if (++requests === 3) return Promise.reject(offline);
    sizes.push(updates.length);
    const said = authority.take(version, updates);
    if (requests === 1) authority.take(authority.version, [{ clientID: 'other', changes: [[0, 'Новый '], 505] }]);
    return Promise.resolve(said);
  });
  await open.keep(typed(letters));
  await open.enter('marina');
  expect(authority.text).toBe(`Новый закон${letters.slice(0, 1_000)}`);
  await open.send();
  expect(authority.text).toBe(`Новый закон${letters}`);
  expect(Math.max(...sizes)).toBe(500);
  requests = 10;
  await open.send();
  expect(requests).toBe(10); // nothing is left
});

test('what was written under the same id while it was on its way is not forgotten with it', async () => {
  const taken: number[] = [];
  let meanwhile: (() => Promise<void>) | null = null;
  const open = writing(async (_, __, ___, ____, updates: TravellingUpdate[]) => {
    taken.push(updates.length);
    await meanwhile?.();
    meanwhile = null;
    return {};
  });
  const tab = page();
  await open.keep(typed('а'));
  meanwhile = () => tab.keep(typed('аб', '2026-11-24T10:00:01Z'));
  await open.enter('marina');
  await open.send();
  await open.send();
  expect(taken).toEqual([1, 2]);
});

const movedOn = (updates: TravellingUpdate[]) => new ApiError(409, 'text_moved_on', 'Текст уже изменён другими.', {}, { updates });

test('an edit too far behind for the server to carry is put on top of what was missing, and goes out', async () => {
  const authority = new CarryingAuthority('закон');
  for (let i = 0; i < 3; i++) authority.take(i, [{ clientID: 'other', changes: [[0, 'а'], 5 + i] }]);
  const versions: number[] = [];
  const open = writing((_, __, ___, version, updates) => {
    versions.push(version);
    return version < authority.version ? Promise.reject(movedOn(authority.updates.slice(version))) : Promise.resolve(authority.take(version, updates));
  });
  await open.keep(typed('ы!'));
  await open.enter('marina');
  expect([authority.text, versions, open.refused]).toEqual(['ааазаконы!', [0, 3], []]);
  await open.send();
  expect(versions).toHaveLength(2); // nothing is left
});

test('a server that says «moved on» with nothing new is asked again later, and the words are not called refused', async () => {
  let asked = 0;
  const open = writing(() => {
    asked++;
    return Promise.reject(movedOn([]));
  });
  await open.keep(typed('ы'));
  await open.enter('marina');
  expect([asked, open.refused, clock.delays]).toEqual([20, [], [2_000]]);
});

test('missing updates that do not fit give the words back to their author', async () => {
  const open = writing(() => Promise.reject(movedOn([{ clientID: 'other', changes: [999, [0, 'х']] }])));
  await open.keep(typed('ы'));
  await open.enter('marina');
  expect(open.refused.map(({ written }) => wordsOf(written))).toEqual(['ы']);
});

test('the words of an edit are those that it puts in', () => {
  const edit = (changes: unknown[][]): Kept => ({ kind: 'edit', id: 'e', member: 'm', proposal: 'p', at: '', part: 'wording', lang: 'ru', version: 0, updates: changes.map((one) => ({ clientID: 'e', changes: one as never })) });
  expect(wordsOf(edit([[3, [8, 'Купля', 'продажа'], 19, [0, 'людей'], 2]]))).toBe('Купля\nпродажа\nлюдей');
  expect(wordsOf(edit([[0, [0, 'д'], 9], [1, [0, 'а'], 9]]))).toBe('да'); // typed letter by letter
  expect(wordsOf(edit([[4, [5], 1]]))).toBe('');
});
