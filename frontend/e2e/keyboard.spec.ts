// The whole way of a proposal without a mouse: sign in, open a bill, propose, type, comment, resolve, print.

import { expect, test } from '@playwright/test';
import { password, quiet, rememberLocale, saved, wordingEditor } from './group';
import { press, tabTo } from './keys';
import { baseURL } from './server';

test.afterEach(quiet);

test('from signing in to the printed table by keyboard alone', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, baseURL });
  await rememberLocale(context, 'ru');
  const page = await context.newPage();
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel('Логин'));
  await page.keyboard.type('daniyar');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: /Здравствуйте/ })).toBeVisible();

  await press(page, page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Законопроекты' }));
  await expect(page.locator('main')).toBeFocused();
  await press(page, page.locator('main .row-title').filter({ hasText: 'в Закон о временных приютах' })); // other tests open bills that are empty
  await expect(page.locator('.bill-table-act a').first()).toBeVisible();
  await press(page, page.locator('.bill-table-act a'));
  await expect(page.locator('.article').first()).toBeVisible();
  await press(page, page.locator('.article').getByRole('button', { name: 'Предложить поправку' }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Начать' }));
  await page.waitForURL(/\/proposals\//);

  const editor = wordingEditor(page);
  await expect(editor).toBeVisible();
  await tabTo(page, editor);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Без мыши');
  await saved(page);
  await expect(editor).toContainText('Без мыши');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Control+Alt+m');
  await expect(page.getByLabel('Ваш комментарий')).toBeFocused();
  await page.keyboard.type('Проверить слово');
  await page.keyboard.press('Control+Enter');
  const thread = page.locator('.thread').filter({ hasText: 'Проверить слово' });
  await expect(thread).toBeVisible();
  await press(page, thread.getByRole('button', { name: 'Решён', exact: true }));
  await page.keyboard.press('Enter'); // taken: the first of the outcomes has the focus
  await expect(page.locator('.thread').filter({ hasText: 'Проверить слово' }).getByRole('button', { name: 'Решён', exact: true })).toHaveCount(0);

  await press(page, page.getByRole('button', { name: 'Раздаточный материал' }), 'Enter', 'Shift+Tab');
  const download = page.waitForEvent('download');
  await press(page, page.getByRole('dialog').getByRole('link', { name: 'Скачать PDF' }));
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);

  // «/» leads to the search from here, and the arrows walk what is found.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('/');
  const field = page.locator('main input[data-search]');
  await expect(field).toBeFocused();
  await page.keyboard.type('приют');
  await page.keyboard.press('Enter');
  await expect(page.locator('a[data-hit]').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.locator('main input[data-search]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('a[data-hit]').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('a[data-hit]').nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/proposals\/|\/acts\//);
});
