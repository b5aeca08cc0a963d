// A period whose bounds are months or days, YYYY-MM or YYYY-MM-DD.

import { formatDay } from './format';

/** Months that stand alone; with a day they are written by formatDay. */
const months: Record<string, string[]> = {
  ru: ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь', 'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'],
  kk: ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

function bound(value: string, locale: string): string {
  const [year, month, day] = value.split('-').map(Number);
  const name = (months[locale] ?? months.ru)?.[(month ?? 0) - 1];
  if (!year || !name) return value;
  if (day) return formatDay(value, locale);
  if (locale === 'kk') return `${year} жылғы ${name}`;
  return locale === 'en' ? `${name} ${year}` : `${name} ${year} года`;
}

/** «январь 2026 года – июнь 2026 года»; one bound where they are the same or the second is missing. */
export function periodText(from: string, to: string, locale: string): string {
  return to && to !== from ? `${bound(from, locale)} – ${bound(to, locale)}` : bound(from, locale);
}
