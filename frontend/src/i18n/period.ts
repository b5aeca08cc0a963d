// A period whose bounds are months or days, YYYY-MM or YYYY-MM-DD.

import { m } from '../paraglide/messages.js';
import { formatDay } from './format';
import type { Locale } from './languages';

function bound(value: string, locale: Locale): string {
  const [year, month, day] = value.split('-').map(Number);
  // Months that stand alone; with a day they are written by formatDay.
  const name = m.months({}, { locale }).split(' ')[(month ?? 0) - 1];
  if (!year || !name) return value;
  return day ? formatDay(value, locale) : m.written_month({ month: name, year }, { locale });
}

/** «январь 2026 года – июнь 2026 года»; one bound where they are the same or the second is missing. */
export function periodText(from: string, to: string, locale: Locale): string {
  return to && to !== from ? `${bound(from, locale)} – ${bound(to, locale)}` : bound(from, locale);
}
