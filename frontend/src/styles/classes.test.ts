import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const all = (folder: URL, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !/\.test\.ts$|^paraglide/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');

test('every class that has a rule is one that a component sets', () => {
  const rules = all(new URL('./', import.meta.url), /\.css$/).replace(/\/\*.*?\*\//gs, '').replace(/"[^"]*"|'[^']*'/g, '');
  const source = all(new URL('../', import.meta.url), /\.(svelte|ts)$/);
  const classes = new Set([...rules.matchAll(/([^{};]+)\{/g)].flatMap(([, selector = '']) => [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name)));
  expect(classes.size).toBeGreaterThan(300);
  // By its name, or by a name that a value completes: «status-{proposal.status}», `drop-${target}`.
  const words = new Set(source.match(/[a-z][\w-]*/gi));
  const begun = [...new Set([...source.matchAll(/([a-z][\w-]*-)\$?\{/gi)].map(([, name = '']) => name))];
  expect([...classes].filter((name) => !words.has(name) && !begun.some((beginning) => name.startsWith(beginning)))).toEqual([]);
});
