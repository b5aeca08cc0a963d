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
