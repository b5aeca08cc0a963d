import { expect, test } from 'vitest';
import type { Notice } from '../api/notifications';
import { byDay, linkOf } from './notices';

const place = (id: string) => ({ id, bill: 'b', address: { ru: '', kk: '' }, heading: { ru: '', kk: '' }, actTitle: { ru: '', kk: '' } });
const notice = (seq: number, at: string, proposal: string, more: Partial<Notice> = {}): Notice => ({
  stream: `proposal/${proposal}`,
  seq,
  at,
  reason: 'comment',
  by: 'm',
  byName: 'Марина',
  proposal: place(proposal),
  other: null,
  roundTable: null,
  bill: null,
  comment: '',
  words: '',
  status: '',
  read: false,
  ...more,
});

test('notices are gathered by day and by proposal, in the order of the newest', () => {
  const days = byDay([
    notice(9, '2026-11-24T07:00:00.000Z', 'a'),
    notice(4, '2026-11-24T06:00:00.000Z', 'b'),
    notice(8, '2026-11-24T05:00:00.000Z', 'a'),
    notice(3, '2026-11-22T05:00:00.000Z', 'b'),
  ]);
  expect(days.map((day) => day.groups.map((group) => [group.key, group.notices.map((one) => one.seq)]))).toEqual([
    [
      ['proposal/a', [9, 8]],
      ['proposal/b', [4]],
    ],
    [['proposal/b', [3]]],
  ]);
});

test('a rival is gathered under the own proposal and leads to the other', () => {
  const rival = notice(2, '2026-11-24T07:00:00.000Z', 'theirs', { reason: 'rival', proposal: place('mine'), other: place('theirs') });
  expect(byDay([rival])[0]?.groups[0]?.key).toBe('proposal/mine');
  expect(linkOf(rival)).toBe('/proposals/theirs');
});

test('a notice leads to its thread, to the round table, or to the public page of a bill', () => {
  expect(linkOf(notice(1, '2026-11-24T07:00:00.000Z', 'a/b', { comment: 'c&d' }))).toBe('/proposals/a%2Fb?comment=c%26d');
  expect(linkOf(notice(1, '2026-11-24T07:00:00.000Z', '', { proposal: null, roundTable: { id: 't', title: { ru: '', kk: '' }, date: '2026-12-10' } }))).toBe('/round-tables/t');
  expect(linkOf(notice(1, '2026-11-24T07:00:00.000Z', '', { stream: 'bill/b', reason: 'public_remark', proposal: null, bill: { id: 'b', title: { ru: '', kk: '' } } }))).toBe('/bills/b/public');
});
