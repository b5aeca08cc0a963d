import { expect, test } from 'vitest';
import type { Unit } from './outline';
import { parallelBlocks, withoutPartner } from './parallel';

const unit = (eid: string, level: string, label: string, text: string, children: Unit[] = []): Unit => ({ eid, level, num: '', label, heading: '', text, children });

const ru = [unit('chp_1', 'chapter', 'Глава 1.', '', [unit('art_1', 'article', 'Статья 1.', '', [unit('art_1__para_1', 'paragraph', '1.', 'Первая.', [unit('art_1__para_1__point_1', 'point', '1)', 'пункт;')]), unit('art_1__para_2', 'paragraph', '2.', 'Вторая.')])])];
const kk = [unit('chp_1', 'chapter', '1-тарау.', '', [unit('art_1', 'article', '1-бап.', '', [unit('art_1__para_1', 'paragraph', '1.', 'Бірінші.'), unit('art_1__para_3', 'paragraph', '3.', 'Үшінші.')])])];
const pairs = [
  { ru: 'chp_1', kk: 'chp_1' },
  { ru: 'art_1', kk: 'art_1' },
  { ru: 'art_1__para_1', kk: 'art_1__para_1' },
  { ru: 'art_1__para_1__point_1', kk: '' },
  { ru: 'art_1__para_2', kk: '' },
  { ru: '', kk: 'art_1__para_3' },
  { ru: 'art_99', kk: '' },
];

test('units stand beside their partners, article by article', () => {
  const blocks = parallelBlocks(ru, kk, pairs);
  expect(blocks.map((block) => [block.kind, block.eid, block.lines.length])).toEqual([
    ['division', 'chp_1', 1],
    ['article', 'art_1', 5],
  ]);
  expect(blocks[1]?.lines.map((row) => [row.ru?.label, row.kk?.label, row.ru?.depth ?? row.kk?.depth])).toEqual([
    ['Статья 1.', '1-бап.', 0],
    ['1.', '1.', 0],
    ['1)', undefined, 1],
    ['2.', undefined, 0],
    [undefined, '3.', 0],
  ]);
});

test('units without a partner are listed, and every place on the page is its own', () => {
  const blocks = parallelBlocks(ru, kk, pairs);
  expect(withoutPartner(blocks).map((row) => row.eid)).toEqual(['art_1__para_1__point_1', 'art_1__para_2', 'kk:art_1__para_3']);
  const places = blocks.flatMap((block) => block.lines.map((row) => row.eid));
  expect(new Set(places).size).toBe(places.length);
});

test('empty texts give an empty page', () => {
  expect(parallelBlocks(null, [], [])).toEqual([]);
});
