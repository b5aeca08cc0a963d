// What a browser must load to show a page, in gzipped bytes of script, against the budget. Run after `npm run build`:
// node scripts/budget.mjs [DIST] [--json]. A poor line pays for every kilobyte, and every page is somebody's first.
//
// It reads the built files themselves: which script the page asks for, which other scripts each one imports, and which pages
// App.svelte loads on demand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** gzipped bytes of script, as the customer counts kilobytes. */
export const budgets = { first: 250_000, route: 250_000 };

/** The other files of a build that a script imports at once, and those that it imports when asked. */
export function importsOf(code) {
  const names = (pattern) => [...new Set([...code.matchAll(pattern)].map((found) => found[1]))];
  const dynamic = names(/import\(\s*["'`](?:\.\/|\/assets\/)([\w.-]+\.js)["'`]\s*\)/g);
  const fixed = names(/(?:\bfrom\s*|\bimport\s*)["'](?:\.\/|\/assets\/)([\w.-]+\.js)["']/g);
  return { fixed, dynamic };
}

/** Everything that comes with a file, itself included. */
export function closure(graph, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  const node = graph.get(file);
  if (!node) throw new Error(`${file} is imported but not in the build`);
  seen.add(file);
  for (const next of node.fixed) closure(graph, next, seen);
  return seen;
}

/** Measures a build: the first load of the entry alone, and of the entry with each page. */
export function measure(html, files) {
  const graph = new Map([...files].map(([name, code]) => [name, { ...importsOf(code), size: gzipSync(code, { level: 9 }).length }]));
  const entries = [...html.matchAll(/<script[^>]*\bsrc="\/?(?:assets\/)?([\w.-]+\.js)"/g)].map((found) => found[1]).filter((name) => graph.has(name));
  const entry = entries.find((name) => graph.get(name).dynamic.length > 0);
  if (!entry) throw new Error('index.html asks for no script that loads pages');
  const weigh = (names) => [...names].reduce((sum, name) => sum + graph.get(name).size, 0);
  const first = new Set(entries.flatMap((name) => [...closure(graph, name)]));
  const pages = graph.get(entry).dynamic.filter((name) => /Page-/.test(name));
  if (pages.length < 10) throw new Error(`only ${pages.length} pages were found in ${entry}: has the build changed its ways?`);
  const routes = pages.map((page) => {
    const all = new Set([...first, ...closure(graph, page)]);
    return { page: page.replace(/-[\w-]{8}\.js$/, ''), size: weigh(all) };
  });
  return { first: weigh(first), routes: routes.sort((a, b) => b.size - a.size) };
}

/** What is over the budget, in words; nothing when all is well. */
export function overBudget({ first, routes }, limits = budgets) {
  const over = [];
  if (first > limits.first) over.push(`the first load has ${first} bytes of script gzipped, the budget is ${limits.first}`);
  for (const { page, size } of routes) if (size > limits.route) over.push(`${page} with all it needs has ${size} bytes of script gzipped, the budget is ${limits.route}`);
  return over;
}

function main() {
  const dist = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? fileURLToPath(new URL('../frontend/dist', import.meta.url));
  const assets = join(dist, 'assets');
  const files = new Map(readdirSync(assets).filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(join(assets, name), 'utf8')]));
  const measured = measure(readFileSync(join(dist, 'index.html'), 'utf8'), files);
  if (process.argv.includes('--json')) console.log(JSON.stringify(measured));
  else {
    const line = (name, size) => console.log(`${name.padEnd(20)} ${(size / 1000).toFixed(1).padStart(7)} kB`);
    line('first load', measured.first);
    for (const { page, size } of measured.routes) line(page, size);
  }
  const over = overBudget(measured);
  for (const words of over) console.error(`over budget: ${words}`);
  process.exitCode = over.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
