// The agenda of a round table as a timetable: what each item takes and when it begins. It knows no pages.

import type { AgendaItem } from '../api/round-tables';

/** Minutes of an item: its speakers' and those for discussion. */
const minutesOf = (item: AgendaItem) => (item.minutes ?? 0) + (item.speakers ?? []).reduce((sum, speaker) => sum + speaker.minutes, 0);

/** A time of day some minutes after another: «23:50» and 20 are «00:10». Empty where the first is none. */
export function clockAfter(begins: string | undefined, minutes: number): string {
  const found = /^(\d{1,2}):(\d{2})$/.exec(begins ?? '');
  if (!found) return '';
  const total = (Number(found[1]) * 60 + Number(found[2]) + minutes) % (24 * 60);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** When an item stands on the clock; `starts` and `ends` are empty where the round table has no beginning. */
export interface Slot {
  n: number;
  item: AgendaItem;
  minutes: number;
  starts: string;
  ends: string;
}

/** The running total: each item begins when those before it are over. */
export function timetable(agenda: readonly AgendaItem[], begins: string | undefined): Slot[] {
  let past = 0;
  return agenda.map((item, i) => {
    const minutes = minutesOf(item);
    const starts = clockAfter(begins, past);
    past += minutes;
    return { n: i + 1, item, minutes, starts, ends: clockAfter(begins, past) };
  });
}

export const totalMinutes = (agenda: readonly AgendaItem[]) => agenda.reduce((sum, item) => sum + minutesOf(item), 0);

/** Minutes between two times of one day, or over midnight; null where one of them is missing. */
export function minutesBetween(begins: string | undefined, ends: string | undefined): number | null {
  const at = (time: string | undefined) => {
    const found = /^(\d{1,2}):(\d{2})$/.exec(time ?? '');
    return found ? Number(found[1]) * 60 + Number(found[2]) : null;
  };
  const [from, to] = [at(begins), at(ends)];
  return from === null || to === null ? null : (to - from + 24 * 60) % (24 * 60);
}

/** The list with the item at `from` put to the place `to`; places beyond the ends are the ends. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list];
  const [taken] = rest.splice(from, 1);
  if (taken === undefined) return [...list];
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, taken);
  return rest;
}

/** The items before and after the one discussed; before the first stands nothing, and next is then the first. */
export function around(agenda: readonly AgendaItem[], current: string | undefined): { index: number; item: AgendaItem | null; previous: AgendaItem | null; next: AgendaItem | null } {
  const index = agenda.findIndex((item) => item.id === current);
  return { index, item: agenda[index] ?? null, previous: index > 0 ? (agenda[index - 1] ?? null) : null, next: agenda[index + 1] ?? null };
}
