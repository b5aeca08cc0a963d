// What the reader chose for this browser: language and theme. public/theme.js reads the same keys before the first paint.

import { isLocale, type Locale } from '../i18n/languages';
import { baseLocale, overwriteGetLocale } from '../paraglide/runtime.js';

export type { Locale };
export type Theme = 'system' | 'light' | 'dark';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden storage: the choice holds until the page is closed.
  }
}

function firstLocale(): Locale {
  const saved = stored('talqy-locale');
  if (isLocale(saved)) return saved;
  for (const wanted of navigator.languages) {
    const short = wanted.slice(0, 2);
    if (isLocale(short)) return short;
  }
  return baseLocale;
}

class Settings {
  #locale = $state<Locale>(firstLocale());
  #theme = $state<Theme>((['light', 'dark'] as const).find((theme) => theme === stored('talqy-theme')) ?? 'system');

  get locale(): Locale {
    return this.#locale;
  }

  set locale(locale: Locale) {
    this.#locale = locale;
    store('talqy-locale', locale);
    document.documentElement.lang = locale;
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    store('talqy-theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  /** Makes every message a reader of the chosen language: a change of language redraws the words and nothing else. */
  start(): void {
    document.documentElement.lang = this.#locale;
    overwriteGetLocale(() => this.#locale);
  }
}

export const settings = new Settings();
