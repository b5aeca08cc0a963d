import { expect, test } from 'vitest';
import { decisionWords, questionWords } from './decision-words';

const address = { ru: 'статья 5', kk: '5-бап' };
const vote = { tally: { for: 6, against: 1, abstain: 2 } };

test('an agreed proposal with its voices', () => {
  expect(decisionWords('agree', address, vote)).toEqual({
    ru: 'Одобрить поправку (статья 5) в предложенной редакции. Голосовали: «за» — 6, «против» — 1, «воздержались» — 2.',
    kk: 'Түзету (5-бап) ұсынылған редакцияда мақұлдансын. Дауыс берді: «жақтап» — 6, «қарсы» — 1, «қалыс қалғандар» — 2.',
  });
});

test('each outcome has words of its own in both languages, without a vote none of voices', () => {
  const said = (['agree', 'reject', 'postpone', ''] as const).map((outcome) => decisionWords(outcome, address, null));
  expect(new Set(said.map((one) => one.ru)).size).toBe(4);
  expect(new Set(said.map((one) => one.kk)).size).toBe(4);
  for (const one of said) {
    expect(one.ru).toContain('статья 5');
    expect(one.kk).toContain('5-бап');
    expect(one.ru).not.toContain('Голосовали');
    expect(one.kk).not.toContain('Дауыс берді');
  }
});

test('an item without a proposal is taken note of; an address in one language stands for both', () => {
  expect(decisionWords('', null, null)).toEqual({ ru: 'Принять информацию к сведению.', kk: 'Ақпарат назарға алынсын.' });
  expect(decisionWords('reject', { ru: 'статья 5', kk: '' }, null).kk).toBe('Түзету (статья 5) қабылданбасын.');
});

test('a vote asks what the decision says', () => {
  expect(questionWords(address)).toEqual({ ru: 'Одобрить поправку (статья 5) в предложенной редакции?', kk: 'Түзету (5-бап) ұсынылған редакцияда мақұлдансын ба?' });
  expect(questionWords(null).ru).toMatch(/\?$/);
});
