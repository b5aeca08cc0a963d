import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { baseLocale, locales } from '../paraglide/runtime.js';
import type { Locale } from './languages';

type Forms = { declarations: string[]; selectors: string[]; match: Record<string, string> }[];
type Catalogue = Record<string, string | Forms>;

const read = (locale: string): Catalogue => {
  const { $schema, ...messages } = JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Catalogue & { $schema: string };
  expect($schema).toContain('inlang');
  return messages;
};
const catalogues = Object.fromEntries(locales.map((locale) => [locale, read(locale)])) as Record<Locale, Catalogue>;
const others = locales.filter((locale) => locale !== baseLocale);

const texts = (message: string | Forms) => (typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match)));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();

test('the catalogues are not empty', () => {
  expect(Object.keys(catalogues.ru).length).toBeGreaterThan(200);
});

describe.each(others)('%s beside ru', (locale) => {
  test('has the same keys', () => {
    expect(Object.keys(catalogues[locale])).toEqual(Object.keys(catalogues.ru));
  });

  test('has the same placeholders in each message', () => {
    const differing = Object.keys(catalogues.ru).filter((key) => {
      const ours = texts(catalogues[locale][key] ?? '').map((text) => placeholders(text).join());
      const theirs = texts(catalogues.ru[key] ?? '').map((text) => placeholders(text).join());
      return new Set([...ours, ...theirs]).size !== 1;
    });
    expect(differing).toEqual([]);
  });

  test('counts where Russian counts', () => {
    const differing = Object.keys(catalogues.ru).filter((key) => (typeof catalogues.ru[key] === 'string') !== (typeof catalogues[locale][key] === 'string'));
    expect(differing).toEqual([]);
  });
});

test.each(locales)('%s has exactly the plural forms of its language', (locale) => {
  const counted = Object.entries(catalogues[locale]).filter((entry): entry is [string, Forms] => typeof entry[1] !== 'string');
  expect(counted.length).toBeGreaterThan(5);
  for (const [key, forms] of counted) {
    const names = Object.keys(forms[0]?.match ?? {}).map((name) => name.replace('form=', '')).sort();
    expect([key, names]).toEqual([key, [...new Intl.PluralRules(locale).resolvedOptions().pluralCategories].sort()]);
  }
});

test('no message is empty or left in another language', () => {
  const kazakh = /[әғқңөұүһі]/i;
  const cyrillic = /[а-яё]/i;
  const wrong: string[] = [];
  for (const [locale, catalogue] of Object.entries(catalogues)) {
    for (const [key, message] of Object.entries(catalogue)) {
      for (const text of texts(message)) {
        if (!text.trim()) wrong.push(`${locale}.${key} is empty`);
        if (locale === 'en' && cyrillic.test(text)) wrong.push(`en.${key} has Cyrillic letters`);
        // The name of the state's database of law is Kazakh in every language.
        if (locale === 'ru' && kazakh.test(text.replaceAll('Әділет', ''))) wrong.push(`ru.${key} has Kazakh letters`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

// What is written alike in Russian and in Kazakh, letter for letter.
const alike = ['bill_filter_act', 'bill_filter_author', 'evidence_consultation', 'evidence_file', 'factor_code', 'login', 'rt_file', 'rt_kilobytes', 'rt_megabytes',
  'rt_minutes', 'rt_speaker_minutes', 'search_in_author'];

test('no message was left untranslated', () => {
  const same = (one: Catalogue, other: Catalogue, letters: RegExp) =>
    Object.keys(one).filter((key) => {
      const said = texts(one[key] ?? '').filter((text) => letters.test(text.replaceAll(/\{\w+\}/g, '')));
      return said.some((text) => texts(other[key] ?? '').includes(text));
    });
  expect(same(catalogues.kk, catalogues.ru, /[а-яё]/i).sort()).toEqual(alike);
  // Names such as PDF stay as they are; two English words beside each other are a sentence that was forgotten.
  expect(same(catalogues.kk, catalogues.en, /[a-z] [a-z]/i)).toEqual([]);
  expect(same(catalogues.ru, catalogues.en, /[a-z] [a-z]/i)).toEqual([]);
});

/** The page's own source by path, without what the catalogues are compiled into and without tests. */
const root = fileURLToPath(new URL('..', import.meta.url));
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(svelte|ts)$/.test(path) && !/\.(test|test-data)\.ts$/.test(path) && !path.startsWith('paraglide/'))
    .map((path) => [path, readFileSync(root + path, 'utf8')]),
);

test('every message is used, and every message that is used is there', () => {
  expect(sources.size).toBeGreaterThan(80);
  const used = new Set([...sources.values()].flatMap((code) => [...code.matchAll(/\bm\.([a-z0-9_]+)/g)].map((found) => found[1] ?? '')));
  const keys = Object.keys(catalogues.ru);
  expect(keys.filter((key) => !used.has(key))).toEqual([]);
  expect([...used].filter((key) => !keys.includes(key))).toEqual([]);
});

// Where Cyrillic letters belong in code, and why. Everything a reader is told otherwise comes from the catalogues.
const cyrillicBelongs: Record<string, string> = {
  'components/AppHeader.svelte': 'the name of the program',
  'pages/PublicBillPage.svelte': 'the name of the program',
  'domain/treaties.ts': 'titles of treaties as both languages of legislation have them',
  'domain/decision-words.ts': 'words of the minutes, in both languages of the paper and not of the page',
  'components/proposal/TableRowPaper.svelte': 'words of an official paper, in the language of the text and not of the page',
  'domain/references.ts': 'reads the language of the law',
  'domain/bill-places.ts': 'reads the language of the law',
  'domain/changes-only.ts': 'reads the language of the law',
  'domain/bill-list.ts': 'folds letters',
  'domain/mentions.ts': 'folds letters',
};

/** Code without its comments: those may quote the law. A line that holds «//» inside an address is kept from there on. */
const withoutComments = (code: string) =>
  code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/(^|\s)\/\/[^\n]*/g, '$1');

test('no word that a reader sees stands in the code', () => {
  const found: string[] = [];
  for (const [path, code] of sources) {
    if (path in cyrillicBelongs) continue;
    for (const line of withoutComments(code).split('\n')) if (/\p{Script=Cyrillic}/u.test(line)) found.push(`${path}: ${line.trim()}`);
  }
  expect(found).toEqual([]);
  expect(Object.keys(cyrillicBelongs).filter((path) => !/\p{Script=Cyrillic}/u.test(withoutComments(sources.get(path) ?? '')))).toEqual([]);
});

describe('the messages of the server', () => {
  const server = (locale: string) => JSON.parse(readFileSync(new URL(`../../../server/api/messages/${locale}.json`, import.meta.url), 'utf8')) as Record<string, string>;
  const russian = server('ru');

  test.each(['kk', 'en'] as const)('%s has the keys and the placeholders of the Russian ones', (locale) => {
    const other = server(locale);
    expect(Object.keys(russian).length).toBeGreaterThan(100);
    expect(Object.keys(other).sort()).toEqual(Object.keys(russian).sort());
    expect(Object.keys(russian).filter((code) => placeholders(other[code] ?? '').join() !== placeholders(russian[code] ?? '').join())).toEqual([]);
  });

  test('none is empty or left in another language', () => {
    const wrong: string[] = [];
    for (const locale of ['ru', 'kk', 'en']) {
      for (const [code, text] of Object.entries(server(locale))) {
        if (!text.trim()) wrong.push(`${locale}.${code} is empty`);
        // Quotations of the law stand in its own language in every message.
        const own = text.replace(/«[^»]*»|“[^”]*”/g, '').replaceAll('Әділет', '');
        if (locale === 'en' && /[а-яё]/i.test(own)) wrong.push(`en.${code} has Cyrillic letters: ${own}`);
        if (locale === 'ru' && /[әғқңөұүһі]/i.test(own)) wrong.push(`ru.${code} has Kazakh letters: ${own}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('no message is left that nothing shows', () => {
  const source = new URL('../', import.meta.url);
  const shown = new Set<string>();
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(svelte|ts)$/.test(name) || /\.test\.ts$|^paraglide/.test(name)) continue;
    for (const [, key = ''] of readFileSync(new URL(name, source), 'utf8').matchAll(/\bm\.(\w+)/g)) shown.add(key);
  }
  expect(Object.keys(catalogues.ru).filter((key) => !shown.has(key))).toEqual([]);
});
