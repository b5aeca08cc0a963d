import { expect, test } from 'vitest';
import { importsOf, measure, overBudget } from '../../scripts/budget.mjs';

const noise = (n: number, seed: number) => Array.from({ length: n }, (_, i) => String.fromCharCode(33 + ((i * i * 31 + i * seed + ((i * 7919) ^ (seed * 104729))) % 90))).join('').replaceAll(/["'`\\]/g, 'x');

test('imports are told apart from what is loaded on demand', () => {
  const code = 'import{a as b}from"./lib-12345678.js";import"./side-12345678.js";const p=()=>import("./HomePage-12345678.js");export{c}from"./again-12345678.js"';
  expect(importsOf(code)).toEqual({ fixed: ['lib-12345678.js', 'side-12345678.js', 'again-12345678.js'], dynamic: ['HomePage-12345678.js'] });
});

function build(pageSize: number): [string, Map<string, string>] {
  const pages = Array.from({ length: 10 }, (_, i) => `P${i}Page-12345678.js`);
  const files = new Map(pages.map((name, i) => [name, `import"./shared-12345678.js";/*${noise(i === 3 ? pageSize : 10, i)}*/`]));
  files.set('shared-12345678.js', `/*${noise(100, 5)}*/`);
  files.set('index-12345678.js', pages.map((name) => `()=>import("./${name}")`).join(';'));
  return ['<script type="module" crossorigin src="/assets/index-12345678.js"></script>', files];
}

test('a page is weighed with everything it needs, once', () => {
  const measured = measure(...build(10));
  expect(measured.routes).toHaveLength(10);
  expect(measured.routes[0]?.size).toBeGreaterThan(measured.first);
  expect(overBudget(measured, { first: 10_000, route: 10_000 })).toEqual([]);
});

test('one page over the budget is named, and so is the first load', () => {
  const measured = measure(...build(60_000));
  expect(overBudget(measured, { first: 10_000, route: 10_000 })).toEqual([expect.stringContaining('P3Page')]);
  expect(overBudget(measured, { first: 1, route: 1_000_000 })).toEqual([expect.stringContaining('first load')]);
});

test('a build that the check cannot read fails it', () => {
  const [html, files] = build(10);
  expect(() => measure('<p></p>', files)).toThrow(/no script/);
  files.delete('shared-12345678.js');
  expect(() => measure(html, files)).toThrow(/not in the build/);
});
