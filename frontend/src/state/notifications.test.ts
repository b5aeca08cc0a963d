import { beforeEach, expect, test, vi } from 'vitest';
import type { Notice } from '../api/notifications';

// The bell without a browser: the server is a list of questions that the test answers when it likes.

vi.mock('./line.svelte', () => ({ line: { follow: () => () => {} } }));
const { notifications } = await import('./notifications.svelte');

const notice = (seq: number): Notice => ({ stream: 'proposal/p', seq, read: false }) as Notice;
let questions: { path: string; answer: (list: Notice[], more?: boolean) => Promise<void> }[];

beforeEach(() => {
  questions = [];
  vi.stubGlobal(
    'fetch',
    (path: string) =>
      new Promise<Response>((resolve) =>
        questions.push({
          path,
          answer: async (list, more = false) => {
            const unread = list.filter((one) => !one.read).length;
            resolve(new Response(JSON.stringify({ notifications: list, unread, upTo: {}, more })));
            await settled();
          },
        }),
      ),
  );
});
const settled = () => new Promise((done) => setTimeout(done, 5));
const shown = () => notifications.list.map((one) => one.seq);

test('news that come while older ones are asked for wait for them, and both are shown', async () => {
  const stop = notifications.start('m1');
  await settled();
  await questions[0]?.answer([notice(3), notice(2)], true);
  const older = notifications.loadMore();
  void notifications.load();
  await settled();
  expect(questions).toHaveLength(2);
  await questions[1]?.answer([notice(1)]);
  await older;
  expect(shown()).toEqual([3, 2, 1]);
  await questions[2]?.answer([notice(4), notice(3), notice(2), notice(1)]);
  expect(shown()).toEqual([4, 3, 2, 1]);
  stop();
});

test('what is read while an answer is on its way is not shown as unread by it: it is asked for again', async () => {
  const stop = notifications.start('m1');
  await settled();
  await questions[0]?.answer([notice(1)]);
  void notifications.load();
  await settled();
  const reading = notifications.readOne(notice(1));
  await settled();
  await questions[1]?.answer([notice(2), notice(1)]); // made before it was read
  await questions[2]?.answer([]); // the server's word on the reading
  await reading;
  expect(questions).toHaveLength(4);
  await questions[3]?.answer([notice(2), { ...notice(1), read: true }]);
  expect([shown(), notifications.unread]).toEqual([[2, 1], 1]);
  stop();
});

// Questions that waited for their turn were put for whoever came next, and the two asked each other again for ever.
test('a question that waits for its turn is not put for another member', async () => {
  notifications.start('m1');
  void notifications.load();
  await settled();
  const stop = notifications.start('m2');
  await settled();
  expect(questions).toHaveLength(2);
  await questions[0]?.answer([notice(1)]);
  expect(shown()).toEqual([]);
  await questions[1]?.answer([notice(7)]);
  await settled();
  expect([shown(), questions.length]).toEqual([[7], 2]);
  stop();
});
