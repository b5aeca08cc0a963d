import { beforeEach, expect, test, vi } from 'vitest';
import { ApiError, surroundings } from '../api/client';
import type { Member } from '../api/types';

const line = { start: vi.fn(), stop: vi.fn(), follow: () => () => {}, signedOut: () => {} };
vi.mock('./line.svelte', () => ({ line }));
vi.mock('./settings.svelte', () => ({ settings: { locale: 'ru' } }));
const signOut = vi.fn(() => Promise.resolve());
const getSession = vi.fn<() => Promise<{ member: Member }>>();
vi.mock('../api/session', () => ({ getSession, signIn: vi.fn(), signOut }));
const { session } = await import('./session.svelte');

const leaves = vi.fn();
beforeEach(async () => {
  getSession.mockResolvedValue({ member: { id: 'marina', name: 'Марина' } as Member });
  await session.start();
  session.leaves = leaves.mockReset();
});

// What a member has on the page that is no page of the server's, his refused words among it, is nobody else's to see.
test.each([
  ['by the reader’s will', () => session.signOut()],
  ['though the server could not be told', () => (signOut.mockRejectedValueOnce(new ApiError(0, 'offline', '')), session.signOut().catch(() => {}))],
  ['because a request was answered that nobody is signed in', () => Promise.resolve(surroundings.signedOut())],
  ['because the socket was', () => Promise.resolve(line.signedOut())],
])('the end of a session is told: %s', async (_, end) => {
  expect(session.state).toBe('in');
  await end();
  expect([session.state, session.member, leaves.mock.calls.length]).toEqual(['out', null, 1]);
});

// Tabs share the session: Saule signs in beside Marina's tab, which learns it from the answer to whatever it asks next.
test('a page whose session is another’s by now becomes his, and says so once to whoever reads', async () => {
  const saule = { id: 'saule', name: 'Сауле' } as Member;
  getSession.mockResolvedValue({ member: saule });
  surroundings.otherMember('marina');
  expect([leaves.mock.calls.length, surroundings.member()]).toEqual([1, '']);
  surroundings.otherMember('marina'); // another request of the same page
  await vi.waitFor(() => expect(session.state).toBe('in'));
  expect([session.member, session.before?.name, surroundings.member()]).toEqual([saule, 'Марина', 'saule']);
  surroundings.otherMember('marina'); // one that was answered late
  await Promise.resolve();
  expect([session.member, leaves.mock.calls.length]).toEqual([saule, 1]);
  session.understood();
  expect(session.before).toBeNull();
});
