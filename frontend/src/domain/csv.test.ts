import { expect, test } from 'vitest';
import { csv } from './csv';

test('cells keep their quotation marks, separators and line breaks', () => {
  expect(csv([['Имя', 'Организация'], ['Анна', 'Фонд "Пана"; филиал']])).toBe('\ufeff"Имя";"Организация"\r\n"Анна";"Фонд ""Пана""; филиал"\r\n');
});

test('no cell is carried out as a formula', () => {
  expect(csv([['=HYPERLINK("http://elsewhere")', '+7', '-1', '@SUM', 'и = нет']])).toBe('\ufeff"\'=HYPERLINK(""http://elsewhere"")";"\'+7";"\'-1";"\'@SUM";"и = нет"\r\n');
});
