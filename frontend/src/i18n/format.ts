// Dates and numbers in the reader's language. The names of months are in our catalogues: not every browser carries Kazakh.

import { m } from '../paraglide/messages.js';
import type { Locale } from './languages';

const two = (n: number) => String(n).padStart(2, '0');

function dayOf(year: number, month: number, day: number, locale: Locale): string {
  const name = m.months_of_days({}, { locale }).split(' ')[month] ?? '';
  return m.written_day({ day, month: name, year }, { locale });
}

/** A moment as a day in the reader's own time zone. */
export function formatDate(at: string, locale: Locale): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return dayOf(date.getFullYear(), date.getMonth(), date.getDate(), locale);
}

/** A moment with its time: today's show the time alone. */
export function formatMoment(at: string, locale: Locale, now = new Date()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (date.toDateString() === now.toDateString()) return time;
  return `${formatDate(at, locale)}, ${time}`;
}

/** A calendar day without a time zone («2026-12-10»): the day of a round table. */
export function formatDay(day: string, locale: Locale): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return day;
  return dayOf(year, month - 1, date, locale);
}

/** Thousands apart by a thin no-break space, as official papers have them. */
export const formatNumber = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
