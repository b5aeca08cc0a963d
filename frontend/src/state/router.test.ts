import { beforeAll, expect, test, vi } from 'vitest';

let readRoute: typeof import('./router.svelte').readRoute;

beforeAll(async () => {
  // The module reads the address once when it is loaded; there is no page here.
  vi.stubGlobal('location', { pathname: '/', search: '', href: 'http://localhost/' });
  ({ readRoute } = await import('./router.svelte'));
});

test.each([
  ['/', 'home', {}],
  ['/acts', 'acts', {}],
  ['/acts/', 'acts', {}],
  ['/acts/a1', 'act', { id: 'a1' }],
  ['/acts/a1/art_128-1', 'act', { id: 'a1', eid: 'art_128-1' }],
  ['/acts/a1/%D0%B1%D0%B0%D0%BF', 'act', { id: 'a1', eid: 'бап' }],
  ['/acts/a1/editions', 'editions', { id: 'a1' }],
  ['/search', 'search', {}],
  ['/proposals/p', 'proposal', { id: 'p' }],
  ['/join/TOKEN', 'join', { token: 'TOKEN' }],
  ['/nowhere', 'not-found', {}],
  ['/acts/a1/b/c', 'not-found', {}],
  ['/acts/%E0%A4%A', 'not-found', {}],
])('%s is %s', (path, page, params) => {
  expect(readRoute(path)).toMatchObject({ page, params });
});

test('the question part is kept', () => {
  expect(readRoute('/sign-in', '?to=%2Fbills').search.get('to')).toBe('/bills');
});
