// docs/pages.md shows every page of the router with a line on what it is for, and its pictures weigh little.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';

const docs = new URL('../../docs/', import.meta.url);
const pictures = new URL('screenshots/', docs);
const text = readFileSync(new URL('pages.md', docs), 'utf8');
/** «### `home` · `/`», the line of what it is for, and its picture. */
const sections = [...text.matchAll(/^### `([a-z-]+)` · `([^`]+)`\n\n(.+)\n\n!\[[^\]]+\]\(screenshots\/([a-z-]+)\.webp\)$/gm)];
let router: typeof import('./state/router.svelte');

beforeAll(async () => {
  vi.stubGlobal('location', { pathname: '/', search: '', href: 'http://localhost/' });
  router = await import('./state/router.svelte');
});

test('each page of the router is shown once, with what it is for', () => {
  expect(sections.map(([, page]) => page).sort()).toEqual([...router.pageNames].sort());
  for (const [, page = '', address = '', about = '', picture] of sections) {
    expect(picture, page).toBe(page);
    expect(about.length, page).toBeGreaterThan(30);
    expect(router.readRoute(address.replaceAll(/[A-Z]+/g, 'x')).page, page).toBe(page);
  }
});

test('the pictures that the papers show are there, no others are, and they weigh little', () => {
  const readme = readFileSync(new URL('../README.md', docs), 'utf8');
  const shown = [...text.matchAll(/screenshots\/([a-z-]+\.webp)/g), ...readme.matchAll(/docs\/screenshots\/([a-z-]+\.webp)/g)].map(([, name = '']) => name);
  const there = readdirSync(pictures);
  expect([...new Set(shown)].sort()).toEqual(there.sort());
  const sizes = there.map((name) => statSync(new URL(name, pictures)).size);
  expect(Math.max(...sizes)).toBeLessThan(80_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_500_000);
});
