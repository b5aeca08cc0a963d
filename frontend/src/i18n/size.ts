// The size of a file in the reader's language.

import { m } from '../paraglide/messages.js';
import type { Locale } from '../state/settings.svelte';

/** «340 кБ», «1,4 МБ»: thousands, as file managers count. */
export function formatSize(bytes: number, locale: Locale): string {
  if (bytes < 999_500) return m.rt_kilobytes({ count: Math.max(1, Math.round(bytes / 1000)) });
  const mega = (bytes / 1_000_000).toFixed(1);
  return m.rt_megabytes({ count: locale === 'en' ? mega : mega.replace('.', ',') });
}
