import { describe, expect, test } from 'vitest';
import { changesOnly } from './changes-only';
import { inlineLines, type Op } from './redline';
import { randomOps, seeded } from './random-ops.test-data';

const shown = (ops: Op[]) => {
  const { groups, skipped } = changesOnly(inlineLines(ops, []));
  return { groups: groups.map((g) => [g.skipped, g.address, ...g.lines.map((line) => line.segments.map((s) => s.text).join(''))]), skipped };
};

describe('changes only', () => {
  test('a changed subpoint has its address, a line on each side, and what was left out is counted', () => {
    const ops: Op[] = [
      { op: 'equal', text: 'Статья 5. Приют\n1. Порядок.\n2. Приют даёт:\n1) кров;\n2) ' },
      { op: 'delete', text: 'питание' },
      { op: 'insert', text: 'еду' },
      { op: 'equal', text: ';\n3) одежду.\n3. Отчёт.\n4. Проверка.' },
    ];
    expect(shown(ops)).toEqual({ groups: [[3, 'Статья 5 · 2. · 2)', '1) кров;', '2) питаниееду;', '3) одежду.']], skipped: 2 });
  });

  test('a Kazakh article is an address too, and a new article forgets the point of the last one', () => {
    const ops: Op[] = [{ op: 'equal', text: '5-бап. Баспана\n1. Тәртіп.\n6-бап. Мерзім\nБаспана ' }, { op: 'insert', text: 'отыз күн ' }, { op: 'equal', text: 'беріледі.' }];
    expect(shown(ops).groups).toEqual([[2, '6-бап', '6-бап. Мерзім', 'Баспана отыз күн беріледі.']]);
  });

  test('texts that agree show nothing', () => {
    expect(shown([{ op: 'equal', text: 'а\nб' }])).toEqual({ groups: [], skipped: 2 });
  });

  test('of any comparison every changed line is shown once and every line is shown or counted', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const lines = inlineLines(randomOps(seeded(seed)), []);
      const { groups, skipped } = changesOnly(lines);
      const visible = groups.flatMap((group) => group.lines);
      expect(new Set(visible).size).toBe(visible.length);
      expect(visible).toEqual(expect.arrayContaining(lines.filter((line) => line.segments.some((s) => s.change !== null))));
      expect(visible.length + skipped + groups.reduce((sum, group) => sum + group.skipped, 0)).toBe(lines.length);
    }
  });
});
