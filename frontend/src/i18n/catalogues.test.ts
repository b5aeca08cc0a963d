import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Forms = { declarations: string[]; selectors: string[]; match: Record<string, string> }[];
type Catalogue = Record<string, string | Forms>;

const read = (locale: string): Catalogue => {
  const { $schema, ...messages } = JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Catalogue & { $schema: string };
  expect($schema).toContain('inlang');
  return messages;
};
const catalogues = { ru: read('ru'), kk: read('kk'), en: read('en') };
const plural = { ru: ['few', 'many', 'one', 'other'], kk: ['one', 'other'], en: ['one', 'other'] };

const texts = (message: string | Forms) => (typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match)));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();

test('the catalogues are not empty', () => {
  expect(Object.keys(catalogues.ru).length).toBeGreaterThan(200);
});

describe.each(['kk', 'en'] as const)('%s beside ru', (locale) => {
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

test.each(['ru', 'kk', 'en'] as const)('%s has exactly the plural forms of its language', (locale) => {
  const counted = Object.entries(catalogues[locale]).filter((entry): entry is [string, Forms] => typeof entry[1] !== 'string');
  expect(counted.length).toBeGreaterThan(5);
  for (const [key, forms] of counted) {
    const names = Object.keys(forms[0]?.match ?? {}).map((name) => name.replace('form=', '')).sort();
    expect([key, names]).toEqual([key, plural[locale]]);
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
