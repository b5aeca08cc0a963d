// The languages of the page are those that project.inlang/settings.json lists, in the order in which they are offered; what is
// said of each, its name, its months, how it writes a day, stands in its own catalogue.

import { m } from '../paraglide/messages.js';
import { locales } from '../paraglide/runtime.js';

export type Locale = (typeof locales)[number];

/** Each language calls itself by its own name: who cannot read the page must still find theirs. */
export const languages: readonly { locale: Locale; short: string; name: string }[] = locales.map((locale) => ({
  locale,
  short: m.language_short({}, { locale }),
  name: m.language_name({}, { locale }),
}));

/** Whether the page has this language. */
export const isLocale = (tag: string | null): tag is Locale => locales.some((locale) => locale === tag);
