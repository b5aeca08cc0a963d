import { expect, test } from '@playwright/test';
import { ask, person, quiet } from './group';

test.afterEach(quiet);

const bad: [string, Buffer, RegExp][] = [
  ['empty.txt', Buffer.alloc(0), /пуст/i],
  ['picture.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0]), /не текст/i],
  ['broken-utf8.txt', Buffer.concat([Buffer.from('Статья 1. Предмет\n1. Текст '), Buffer.from([0xd0, 0x41, 0xff, 0xfe, 0xc3, 0x28])]), /UTF-8|не текст/i],
  ['letter.txt', Buffer.from('Добрый день!\nПришлите, пожалуйста, замечания до пятницы.\n'), /не нашлось|не похож/i],
];

for (const [name, buffer, said] of bad) {
  test(`${name} is refused with words and nothing is stored`, async ({ browser }) => {
    const page = await person(browser, 'daniyar');
    const before = await ask<{ acts: unknown[] }>(page, '/api/acts');
    await page.goto('/acts');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
    const panel = page.locator('.import .error-panel');
    await expect(panel).toContainText(`Файл «${name}» не загружен`);
    await expect(panel).toContainText(said);
    await expect(panel).toContainText('Ничего не сохранено.');
    const after = await ask<{ acts: unknown[] }>(page, '/api/acts');
    expect(after.acts).toEqual(before.acts);
  });
}

test('a small act is taken, counted and opened', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const law = 'Закон Республики Казахстан\n\nО пробном приюте\n\nСтатья 1. Предмет\n\n1. Настоящий Закон регулирует пробу.\n\n2. Он состоит из двух статей.\n\nСтатья 2. Введение в действие\n\nНастоящий Закон вводится в действие со дня опубликования.\n';
  await page.goto('/acts');
  await page.locator('input[type=file]').setInputFiles({ name: 'proba.txt', mimeType: 'text/plain', buffer: Buffer.from(law) });
  await expect(page.locator('.report-units')).toContainText('Статьи');
  await page.locator('.report').getByRole('link', { name: 'Открыть акт' }).click();
  await expect(page.locator('#art_2 h3')).toContainText('Введение в действие');
});

test('a file that breaks off is refused first and taken on request', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const law = 'Закон Республики Казахстан\n\nОб оборванном тексте\n\nСтатья 1. Предмет\n\n1. Настоящий Закон регулирует пробу.\n\n2. Он состоит из';
  await page.goto('/acts');
  await page.locator('input[type=file]').setInputFiles({ name: 'cut.txt', mimeType: 'text/plain', buffer: Buffer.from(law) });
  await expect(page.locator('.import .error-panel')).toContainText('Ничего не сохранено.');
  await page.getByRole('button', { name: 'Импортировать всё равно' }).click();
  await expect(page.locator('.report')).toContainText('Открыть акт');
  await expect(page.locator('.import .error-panel')).toHaveCount(0);
});
