import { expect, test } from 'vitest';
import { billPapers, meetingPapers, paperUrl, type PaperChoice } from './paper-choices';

const choice: PaperChoice = { name: 'minutes', lang: 'kk', large: false, redline: true, form: 'group', notes: true, agreed: true };
const table = { roundTable: 't1' };

test('a paper has the language and the size, and no options of another paper', () => {
  expect(paperUrl(table, 'pdf', choice)).toBe('/api/papers/minutes.pdf?roundTable=t1&lang=kk');
  expect(paperUrl(table, 'docx', { ...choice, lang: 'both', large: true })).toBe('/api/papers/minutes.docx?roundTable=t1&lang=both&scale=1.4');
});

test('the comparative table has its own', () => {
  expect(paperUrl(table, 'docx', { ...choice, name: 'comparison-table', redline: false, form: 'parliament' })).toBe(
    '/api/papers/comparison-table.docx?roundTable=t1&lang=kk&redline=off&form=parliament&notes=on',
  );
  expect(paperUrl(table, 'pdf', { ...choice, name: 'comparison-table', notes: false })).toBe('/api/papers/comparison-table.pdf?roundTable=t1&lang=kk&redline=on&form=group');
});

test('the text of a bill can be that of what is agreed', () => {
  expect(paperUrl({ bill: 'b1' }, 'docx', { ...choice, name: 'bill-text' })).toBe('/api/papers/bill-text.docx?bill=b1&lang=kk&status=agreed');
  expect(paperUrl({ bill: 'b1' }, 'pdf', { ...choice, name: 'conformity' })).toBe('/api/papers/conformity.pdf?bill=b1&lang=kk');
});

test.each([meetingPapers, billPapers])('each paper is named once', (...names) => {
  expect(new Set(names).size).toBe(names.length);
});
