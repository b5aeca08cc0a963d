import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '../paraglide/runtime.js';
import { ruleName } from './rule';

afterEach(() => overwriteGetLocale(() => 'ru'));

test.each([
  ['ru', '480-V art. 26(7)', 'пункт 7 статьи 26 Закона «О правовых актах»'],
  ['ru', '480-V art. 35-1', 'статья 35-1 Закона «О правовых актах»'],
  ['kk', '480-V art. 24(3)', '«Құқықтық актілер туралы» Заңның 24-бабының 3-тармағы'],
  ['kk', '480-V art. 42', '«Құқықтық актілер туралы» Заңның 42-бабы'],
  ['en', '480-V art. 42(5)', 'Law on Legal Acts, art. 42(5)'],
] as const)('%s: %s', (locale, rule, said) => {
  overwriteGetLocale(() => locale);
  expect(ruleName(rule)).toBe(said);
});

test.each(['', '127-V art. 3', '480-V art. 26(7)–(9)'])('«%s», which is no rule of that form, stays as it came', (rule) => {
  expect(ruleName(rule)).toBe(rule);
});
