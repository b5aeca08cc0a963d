// Comparisons made at random for tests of laws that must hold for every comparison. Seeded: a failure comes again.

import type { Op } from './redline';

/** A small generator of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const stock = ['лишением ', 'свободы', '\n', '1) ', 'на срок', ' ', 'қорғау', '😀', ';\n', '2-1. '];

/** Up to a dozen runs of words and breaks. */
export function randomOps(random: () => number): Op[] {
  const kinds: Op['op'][] = ['equal', 'delete', 'insert'];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: 1 + Math.floor(random() * 12) }, () => ({
    op: pick(kinds),
    text: Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(stock)).join(''),
  }));
}
