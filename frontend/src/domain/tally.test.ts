import { describe, expect, test } from 'vitest';
import type { Participant, Vote } from '../api/round-tables';
import { countBallots, lastVoteOn, openVoteOf, outcomeOf, verdict, votersOf } from './tally';

const vote = (rest: Partial<Vote> = {}): Vote => ({ id: 'v', item: 'i', question: { ru: '', kk: '' }, voters: 'person', openedAt: '2026-12-10T05:00:00.000Z', tally: { for: 0, against: 0, abstain: 0 }, ...rest });

const people: Participant[] = [
  { id: 'p1', name: 'Айгерим', organisation: 'o1', voice: 'o1', present: true },
  { id: 'p2', name: 'Данияр', organisation: 'o2', voice: 'o2', present: true },
  { id: 'p3', name: 'Марина', organisation: 'o2', voice: 'o2', present: true },
  { id: 'p4', name: 'Сауле', organisation: 'o3', voice: 'o3' },
  { id: 'p5', name: 'Гость', body: { ru: 'Университет', kk: 'Университет' }, voice: 'body-1', present: true },
  { id: 'p6', name: 'Гостья', body: { ru: 'Университет', kk: 'Университет' }, voice: 'body-1', present: true },
  { id: 'p7', name: 'Частное лицо', present: true },
];
const organisations = [{ id: 'o1', name: { ru: 'Министерство', kk: 'Министрлік' } }, { id: 'o2', name: { ru: 'Фонд', kk: 'Қор' } }, { id: 'o3', name: { ru: 'Союз', kk: 'Одақ' } }];

test('by person everybody present has a voice', () => {
  expect(votersOf({ voters: 'person' }, people, organisations).map((one) => one.id)).toEqual(['p1', 'p2', 'p3', 'p5', 'p6', 'p7']);
});

test('by organisation each organisation that is present has one, however many came', () => {
  expect(votersOf({ voters: 'organisation' }, people, organisations)).toEqual([
    { id: 'o1', name: { ru: 'Министерство', kk: 'Министрлік' } },
    { id: 'o2', name: { ru: 'Фонд', kk: 'Қор' } },
    { id: 'body-1', name: { ru: 'Университет', kk: 'Университет' } },
  ]);
});

test('voices recorded by name are counted', () => {
  expect(countBallots({ a: 'for', b: 'for', c: 'against', d: 'abstain' })).toEqual({ for: 2, against: 1, abstain: 1 });
  expect(countBallots(null)).toEqual({ for: 0, against: 0, abstain: 0 });
});

describe('what voices amount to', () => {
  test.each([
    [5, 1, 0, 'carried'],
    [3, 1, 1, 'carried'],
    [3, 3, 0, 'lost'],
    [2, 0, 2, 'lost'],
    [2, 1, 1, 'lost'],
    [0, 0, 3, 'lost'],
    [0, 0, 0, 'none'],
  ])('%i for, %i against, %i abstain: %s', (yes, no, abstain, want) => {
    expect(verdict({ for: yes, against: no, abstain })).toBe(want);
  });

  test('a decision follows from a closed vote on a proposal alone', () => {
    const closed = { closedAt: '2026-12-10T05:10:00.000Z', tally: { for: 2, against: 1, abstain: 0 } };
    expect(outcomeOf(vote({ ...closed, proposal: 'x' }))).toBe('agree');
    expect(outcomeOf(vote({ ...closed, proposal: 'x', tally: { for: 1, against: 1, abstain: 0 } }))).toBe('reject');
    expect(outcomeOf(vote({ ...closed }))).toBe('');
    expect(outcomeOf(vote({ proposal: 'x', ballots: { a: 'for' } }))).toBe('');
    expect(outcomeOf(null)).toBe('');
  });
});

test('the open vote and the last one on something', () => {
  const votes = [vote({ id: '1', closedAt: 'x', proposal: 'a' }), vote({ id: '2', closedAt: 'x', proposal: 'b' }), vote({ id: '3', closedAt: 'x', proposal: 'a' }), vote({ id: '4', proposal: 'a' })];
  expect(openVoteOf(votes)?.id).toBe('4');
  expect(openVoteOf([])).toBeNull();
  expect(lastVoteOn(votes, 'i', 'a')?.id).toBe('3');
  expect(lastVoteOn(votes, 'i')?.id).toBe('3');
  expect(lastVoteOn(votes, 'i', '')).toBeNull();
  expect(lastVoteOn(votes, 'other')).toBeNull();
});
