// Compares two files with a library for web pages and prints the milliseconds it took.
// node bench_peers.mjs LIBRARY OLD NEW
import { readFileSync } from 'node:fs';

const [library, oldFile, newFile] = process.argv.slice(-3);
const [before, after] = [oldFile, newFile].map((file) => readFileSync(file, 'utf8'));
const compare = {
  async diff() {
    const { diffWordsWithSpace } = await import('diff');
    return () => diffWordsWithSpace(before, after);
  },
  async 'diff-match-patch'() {
    const { default: DiffMatchPatch } = await import('diff-match-patch');
    const differ = new DiffMatchPatch();
    differ.Diff_Timeout = 0; // the whole comparison, as ours
    return () => differ.diff_main(before, after);
  },
};
const run = await compare[library]();
const began = performance.now();
run();
console.log(performance.now() - began);
