import { describe, expect, test } from 'vitest';
import type { ProposalSummary } from '../api/types';
import { choices, filterProposals, fold, organisationKey, readView, sortProposals, stepTo, writeView } from './bill-list';

const nobody = { ru: '', kk: '' };
const proposal = (id: string, over: Partial<ProposalSummary> = {}): ProposalSummary => ({
  id, bill: 'b', act: 'a1', actTitle: { ru: 'Закон о приютах', kk: 'Баспаналар туралы заң' }, kind: 'amend', target: 'art_2', address: { ru: 'статья 2', kk: '2-бап' },
  heading: { ru: 'Приём', kk: 'Қабылдау' }, author: 'm1', authorName: 'Данияр', organisationName: { ru: 'Центр', kk: 'Орталық' }, status: 'discussion', conflict: false,
  comments: 0, openComments: 0, createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z', ...over,
});
const ids = (list: ProposalSummary[]) => list.map((one) => one.id).join(' ');

describe('the address keeps the view', () => {
  test('what is written is read back', () => {
    const view = { filter: { status: 'agreed' as const, act: 'a1', author: 'm 1', organisation: 'Центр «А»', text: 'срок & дом' }, sort: 'author' as const, down: true };
    expect(readView(new URLSearchParams(writeView(view)))).toEqual(view);
  });

  test('nothing chosen writes nothing, nonsense is left out', () => {
    const plain = readView(new URLSearchParams('status=lost&sort=wind&down=yes'));
    expect(writeView(plain)).toBe('');
    expect(plain.sort).toBe('law');
  });
});

test('filters hold together, and letters are folded', () => {
  const all = [
    proposal('1'),
    proposal('2', { status: 'agreed', author: 'm2', authorName: 'Марина', organisationName: { ru: 'Минюст', kk: '' } }),
    proposal('3', { act: 'a2', actTitle: { ru: 'Уголовный кодекс', kk: 'Қылмыстық кодекс' }, heading: nobody }),
  ];
  const none = readView(new URLSearchParams()).filter;
  expect(ids(filterProposals(all, none))).toBe('1 2 3');
  expect(ids(filterProposals(all, { ...none, status: 'agreed' }))).toBe('2');
  expect(ids(filterProposals(all, { ...none, status: 'agreed', author: 'm1' }))).toBe('');
  expect(ids(filterProposals(all, { ...none, organisation: 'Минюст' }))).toBe('2');
  expect(ids(filterProposals(all, { ...none, text: 'ПРИЕМ 2' }))).toBe('1 2');
  expect(ids(filterProposals(all, { ...none, text: 'қылмыстық' }))).toBe('3');
  expect(ids(filterProposals(all, { ...none, text: 'cтaтья марина' }))).toBe('2'); // Latin c and a
  expect(fold('Ещё')).toBe('еще');
});

test('sorting keeps the law’s order among equals, whichever way round', () => {
  const all = [
    proposal('10', { target: 'art_10', updatedAt: '2026-11-03T00:00:00.000Z' }),
    proposal('2', { target: 'art_2', status: 'draft' }),
    proposal('2-1', { target: 'art_2-1', openComments: 2, comments: 3, authorName: 'Айгерим' }),
  ];
  expect(ids(sortProposals(all, 'law', false, 'ru'))).toBe('2 2-1 10');
  expect(ids(sortProposals(all, 'law', true, 'ru'))).toBe('10 2-1 2');
  expect(ids(sortProposals(all, 'status', false, 'ru'))).toBe('2 2-1 10');
  expect(ids(sortProposals(all, 'status', true, 'ru'))).toBe('2-1 10 2');
  expect(ids(sortProposals(all, 'comments', false, 'ru'))).toBe('2-1 2 10');
  expect(ids(sortProposals(all, 'updated', false, 'ru'))).toBe('10 2 2-1');
  expect(ids(sortProposals(all, 'author', false, 'ru'))).toBe('2-1 2 10');
});

test('choices are what the bill has, each once, by name', () => {
  const all = [proposal('1'), proposal('2', { organisationName: { ru: 'Акимат', kk: '' } }), proposal('3'), proposal('4', { organisationName: nobody })];
  const found = choices(all, (one) => organisationKey(one.organisationName), (one) => one.organisationName.ru, 'ru');
  expect(found).toEqual([{ value: 'Акимат', name: 'Акимат' }, { value: 'Центр', name: 'Центр' }]);
});

test('a card goes only where a step of the reader leads', () => {
  const card = proposal('1', { steps: ['agree', 'postpone', 'withdraw'] });
  expect(stepTo(card, 'agreed')).toBe('agree');
  expect(stepTo(card, 'rejected')).toBeUndefined();
  expect(stepTo(card, 'discussion')).toBeUndefined();
  expect(stepTo(proposal('2', { status: 'postponed', steps: ['reopen'] }), 'discussion')).toBe('reopen');
  expect(stepTo(proposal('3', { status: 'draft', steps: undefined }), 'discussion')).toBeUndefined();
});
