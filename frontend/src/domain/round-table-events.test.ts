import { expect, test } from 'vitest';
import type { RoundTable } from '../api/round-tables';
import { afterEvent } from './round-table-events';

const table: RoundTable = {
  id: 't', seq: 7, title: { ru: 'Стол', kk: 'Үстел' }, date: '2026-12-10', place: { ru: '', kk: '' },
  agenda: [], participants: [{ id: 'a', name: 'Айгерим' }, { id: 'b', name: 'Данияр', present: true }], materials: [], rows: {}, current: 'one',
  timer: { speaker: 'А', seconds: 300, startedAt: '2026-12-10T05:00:00.000Z' }, guests: null, remarks: [], votes: [], decisions: [], may: [], createdAt: '', createdBy: '',
};

test('the agenda moves, and the time of who spoke ends', () => {
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.moved', data: { item: 'two' } })).toEqual({ ...table, seq: 8, current: 'two', timer: null });
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.moved', data: { item: '' } })?.current).toBe('');
});

test('somebody comes and goes, the others stay as they are', () => {
  const came = afterEvent(table, { seq: 8, kind: 'roundtable.checked_in', data: { participant: 'a', present: true } });
  expect(came?.participants).toEqual([{ id: 'a', name: 'Айгерим', present: true }, { id: 'b', name: 'Данияр', present: true }]);
  const left = afterEvent(table, { seq: 8, kind: 'roundtable.checked_in', data: { participant: 'b', present: false } });
  expect(left?.participants?.[1]?.present).toBe(false);
});

test('the time is stopped', () => {
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.timer_stopped' })).toEqual({ ...table, seq: 8, timer: null });
});

test('the time of a speaker runs from the moment of the event', () => {
  const at = '2026-12-10T05:20:00.000Z';
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.timer_started', at, data: { speaker: 'Б', seconds: 60 } })?.timer).toEqual({ speaker: 'Б', seconds: 60, startedAt: at });
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.timer_started', at, data: {} })).toBeNull();
});

test('new row numbers join those that are there', () => {
  expect(afterEvent({ ...table, rows: { p: 1 } }, { seq: 8, kind: 'roundtable.rows_numbered', data: { rows: { q: 2 } } })?.rows).toEqual({ p: 1, q: 2 });
});

test('a voice is put to its voter where it is told whose it is, and counted where it is not', () => {
  const open = { ...table, votes: [{ id: 'v', item: 'one', question: { ru: '', kk: '' }, voters: 'person' as const, openedAt: '', ballots: { a: 'for' as const }, cast: 1, tally: { for: 0, against: 0, abstain: 0 } }] };
  const voice = (data: object) => afterEvent(open, { seq: 8, kind: 'roundtable.ballot_cast', data })?.votes?.[0];
  expect(voice({ vote: 'v', voter: 'b', choice: 'against', cast: 2 })).toMatchObject({ cast: 2, ballots: { a: 'for', b: 'against' } });
  expect(voice({ vote: 'v', voter: 'a', choice: '', cast: 0 })).toMatchObject({ cast: 0, ballots: {} });
  expect(voice({ vote: 'v', cast: 2 })).toMatchObject({ cast: 2, ballots: { a: 'for' } });
  expect(voice({ vote: 'unknown', cast: 2 })).toBeUndefined();
});

test('what is not next in the row, is of another kind or speaks of nobody known is asked for', () => {
  expect(afterEvent(table, { seq: 9, kind: 'roundtable.moved', data: { item: 'two' } })).toBeNull();
  expect(afterEvent(table, { seq: 7, kind: 'roundtable.moved', data: { item: 'two' } })).toBeNull();
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.moved' })).toBeNull();
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.decided', data: {} })).toBeNull();
  expect(afterEvent(table, { seq: 8, kind: 'roundtable.checked_in', data: { participant: 'z', present: true } })).toBeNull();
});
