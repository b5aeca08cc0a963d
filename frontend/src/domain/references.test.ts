import { describe, expect, test } from 'vitest';
import { linkedPieces, references } from './references';

const numbers = (text: string, lang: 'ru' | 'kk') =>
  references(text, lang).map((one) => {
    expect(text.slice(one.from, one.to)).toBe(one.num);
    return one.num;
  });

describe('Russian', () => {
  test.each([
    ['предусмотренные статьей 128 настоящего Кодекса', ['128']],
    ['Статья 5-1 настоящего Закона применяется', ['5-1']],
    ['в соответствии с частью второй статьи 5-1 настоящего Закона', ['5-1']],
    ['предусмотренные статьями 128, 134 и 135 настоящего Кодекса', ['128', '134', '135']],
    ['статьями 120 (части вторая и третья), 121 и 128-1 настоящего Кодекса', ['120', '121', '128-1']],
    ['статьями 99 (пунктом 15) части второй), 120 настоящего Кодекса', ['99', '120']],
    ['статей 120 – 124 настоящего Кодекса', ['120', '124']],
    ['пунктом 1) части первой статьи 5 и частью третьей статьи 6 настоящего Кодекса', ['5', '6']],
    ['статьи 4 настоящего Закона и статьи 9 Закона «О занятости»', ['4']],
    ['по основаниям статей 63 и 64, статьи 71 настоящего Кодекса', ['63', '64', '71']],
  ])('%s', (text, wanted) => expect(numbers(text, 'ru')).toEqual(wanted));

  test.each([
    'статьи 9 Закона Республики Казахстан «О занятости населения»',
    'статьей 128 Уголовного кодекса Республики Казахстан',
    'часть вторая настоящей статьи',
    'статьи 5, за исключением случаев, указанных в договоре',
    'статьями 9 и 10 Закона «О браке», а также в случаях настоящего Кодекса',
    'достать 12 единиц настоящего Кодекса',
    'статья 10 Конституции',
  ])('no link: %s', (text) => expect(numbers(text, 'ru')).toEqual([]));

  test('an article of another act does not borrow «настоящего» from the next one', () => {
    expect(numbers('статьей 9 Закона «О банках» и статьей 10 настоящего Кодекса', 'ru')).toEqual(['10']);
  });
});

describe('Kazakh', () => {
  test.each([
    ['осы Кодекстің 128-бабының бірінші бөлігінде', ['128']],
    ['осы Заңның 5-1-бабында көзделген', ['5-1']],
    ['Осы Кодекстің 128, 134 және 135-баптарында көзделген', ['128', '134', '135']],
    ['осы Кодекстің 128-1, 134-баптарына сәйкес', ['128-1', '134']],
    ['осы Заңның 5-бабы 1-тармағының 2) тармақшасында және 6-бабында', ['5', '6']],
    ['осы Кодекстің 12-бабына немесе 13-бабының екінші бөлігіне', ['12', '13']],
  ])('%s', (text, wanted) => expect(numbers(text, 'kk')).toEqual(wanted));

  test.each([
    '«Халықты жұмыспен қамту туралы» Заңның 9-бабының 1-тармағы',
    'Қазақстан Республикасы Қылмыстық кодексінің 128-бабы',
    'осы баптың екінші бөлігі',
    'осы тараудың 3 балабақшасы',
  ])('no link: %s', (text) => expect(numbers(text, 'kk')).toEqual([]));

  test('another act between two namings ends the enumeration', () => {
    expect(numbers('осы Кодекстің 12-бабында және «Банктер туралы» Заңның 9-бабында', 'kk')).toEqual(['12']);
  });
});

test('only articles that the act has become links, and no word is lost', () => {
  const text = 'статьями 128, 134 и 900 настоящего Кодекса';
  const pieces = linkedPieces(text, 'ru', (num) => ({ 128: 'art_128', 134: 'art_134' })[num]);
  expect(pieces).toEqual([
    { text: 'статьями ', eid: '' },
    { text: '128', eid: 'art_128' },
    { text: ', ', eid: '' },
    { text: '134', eid: 'art_134' },
    { text: ' и 900 настоящего Кодекса', eid: '' },
  ]);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(linkedPieces('', 'ru', () => undefined)).toEqual([{ text: '', eid: '' }]);
});

test('a long list without an end costs time in proportion to its length', () => {
  const text = `статьями ${Array.from({ length: 20_000 }, (_, i) => `${i} (часть первая)`).join(', ')} (`;
  const began = performance.now();
  expect(references(text, 'ru')).toEqual([]);
  expect(references('осы ' + text.replaceAll('часть первая', 'бірінші бөлік'), 'kk')).toEqual([]);
  expect(performance.now() - began).toBeLessThan(2_000);
});
