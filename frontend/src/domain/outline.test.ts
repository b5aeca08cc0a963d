import { expect, test } from 'vitest';
import { blocks, blockWith, contents, pathTo, printed, type Unit } from './outline';

const unit = (eid: string, level: string, more: Partial<Unit> = {}): Unit => ({ eid, level, num: '', heading: '', text: '', children: [], ...more });

const code: Unit[] = [
  unit('part_1', 'part', {
    label: 'ОБЩАЯ ЧАСТЬ',
    children: [
      unit('chp_1', 'chapter', {
        label: 'Глава 1.',
        heading: 'Уголовный закон',
        children: [
          unit('art_1', 'article', {
            label: 'Статья 1.',
            heading: 'Задачи',
            text: 'Вводные слова.',
            children: [
              unit('art_1__para_1', 'paragraph', { label: '1.', text: 'Задачами являются:', children: [unit('art_1__para_1__point_1', 'point', { label: '1)', text: 'защита;' })] }),
              unit('art_1__para_2', 'paragraph', { label: '2.', text: 'Иное.' }),
            ],
          }),
          unit('art_2', 'article', { label: 'Статья 2.', heading: 'Принципы', children: null }),
        ],
      }),
    ],
  }),
];

test('an article reads as lines in the order of the text, indented by depth', () => {
  const article = blocks(code).find((block) => block.eid === 'art_1');
  expect(article?.lines.map((line) => [line.depth, printed(line.label, line.text)])).toEqual([
    [0, 'Вводные слова.'],
    [0, '1. Задачами являются:'],
    [1, '1) защита;'],
    [0, '2. Иное.'],
  ]);
});

test('divisions and articles follow each other as in the act', () => {
  expect(blocks(code).map((block) => [block.kind, block.eid])).toEqual([
    ['division', 'part_1'],
    ['division', 'chp_1'],
    ['article', 'art_1'],
    ['article', 'art_2'],
  ]);
});

test('the contents stop at articles', () => {
  const chapter = contents(code)[0]?.entries[0];
  expect(chapter?.entries.map((entry) => [entry.eid, entry.entries.length])).toEqual([
    ['art_1', 0],
    ['art_2', 0],
  ]);
});

test('the way to an article goes through its divisions', () => {
  const entries = contents(code);
  expect(pathTo(entries, 'art_2')).toEqual(['part_1', 'chp_1']);
  expect(pathTo(entries, 'part_1')).toEqual([]);
  expect(pathTo(entries, 'art_99')).toEqual([]);
});

test('a point is found in the block of its article', () => {
  const all = blocks(code);
  expect(blockWith(all, 'art_1__para_1__point_1')?.eid).toBe('art_1');
  expect(blockWith(all, 'art_7')).toBeUndefined();
});

test('editors’ remarks stay beside their unit and out of its words', () => {
  const remark = { kind: 'history', text: 'Сноска. Статья 3 изменена.' } as const;
  const act: Unit[] = [unit('subtitle_1', 'subtitle', { children: [unit('art_3', 'article', { num: '3', label: 'Статья 3.', notes: [remark], children: [unit('art_3__para_1', 'paragraph', { label: '1.', text: 'Слова.', notes: [remark] })] })] })];
  const [, article] = blocks(act);
  expect([article?.num, article?.notes, article?.characters]).toEqual(['3', [remark], 'Слова.'.length]);
  expect(article?.lines.map((line) => [line.text, line.notes])).toEqual([['Слова.', [remark]]]);
});
