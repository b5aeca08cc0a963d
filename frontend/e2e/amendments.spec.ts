import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { axeOn } from './axe';
import { ask, loadAct, person, quiet, send } from './group';

test.afterEach(quiet);

// An act of its own: the demonstration act under its own name is for the other tests, and this one amends it.
const read = (name: string) =>
  readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8').replaceAll('О временных приютах', 'О пробных приютах').replaceAll('Уақытша баспаналар және', 'Сынақ баспаналар және');
const amending = (text = read('proposals/testdata/amending.ru.txt')) => ({ name: 'amending.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
const rows = (page: Page) => page.locator('.amendment');

test('an amending law is looked at, chosen from, carried out once, and drafts follow', async ({ browser }) => {
  const page = await person(browser, 'aigerim');
  const act = await loadAct(page, read('cmd/talqy/demo/act.ru.txt'));
  const { bill } = await send<{ bill: { id: string } }>(page, '/api/bills', { title: { ru: 'О приеме', kk: '' } });
  const { proposal } = await send<{ proposal: { id: string } }>(page, '/api/proposals', { bill: bill.id, act, kind: 'repeal', target: 'art_10' });
  await send(page, `/api/proposals/${proposal.id}/share`, {});
  // A draft on an article that the law excludes: nothing is guessed for it.
  const gone = await send<{ proposal: { id: string; wording: { ru: { proposed: string } } } }>(page, '/api/proposals', { bill: bill.id, act, kind: 'amend', target: 'art_8' });
  const words = gone.proposal.wording.ru.proposed;
  const at = words.indexOf('пяти');
  await send(page, `/api/proposals/${gone.proposal.id}/changes`, { part: 'wording', lang: 'ru', version: 0, updates: [{ clientID: 'e2e', changes: [at, [4, 'семи'], words.length - at - 4] }] });
  await send(page, `/api/proposals/${gone.proposal.id}/share`, {});

  await page.goto(`/acts/${act}`);
  await page.getByRole('link', { name: 'Загрузить закон о поправках' }).click();
  await page.locator('input[type=file]').setInputFiles(amending('Просто письмо, без поправок.'));
  await expect(page.locator('.error-panel')).toContainText('не нашлось ни одного указания');
  await page.locator('input[type=file]').setInputFiles(amending());
  await expect(rows(page)).toHaveCount(7);
  await expect(rows(page).nth(0).locator('ins')).toContainText('и бесплатно');
  await expect(rows(page).nth(2).locator('del')).toContainText('шести');
  await expect(rows(page).nth(4)).toContainText('Статья 12-1');
  await expect(rows(page).nth(6)).toContainText('Цитируемых слов там нет');
  await expect(rows(page).nth(6).getByRole('checkbox')).toBeDisabled();
  await expect(page.locator('.amendments-others')).toContainText('О социальном патронате');
  await expect(page.locator('.amendments-others')).toContainText('2 изменения');
  await expect(page.locator('.selection-count')).toHaveText('Выбрано 6 из 6');
  const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
  await shot(page, 'amendments-1280');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
  await shot(page, 'amendments-390');
  await page.setViewportSize({ width: 1280, height: 860 });

  await rows(page).nth(3).getByRole('checkbox').uncheck();
  await expect(page.locator('.selection-count')).toHaveText('Выбрано 5 из 6');
  await page.getByLabel('Дата редакции').fill('2026-11-01');
  await page.getByRole('button', { name: 'Внести в акт' }).click();
  const done = page.locator('.amendments-done');
  await expect(done).toContainText('Новая редакция акта добавлена');
  await expect(done).toContainText('1 поправка перенесена на новую редакцию.');
  await expect(done).toContainText('1 поправка расходится с новой редакцией и ждёт решения.');
  await shot(page, 'amendments-done-1280');
  await done.getByRole('link', { name: 'Редакции' }).click();
  await expect(page.locator('.edition-rows')).toContainText('Внесены изменения: О внесении изменений и дополнений в некоторые законодательные акты');
  await expect(page.locator('.article-change')).toHaveCount(4);
  const { provisions } = await ask<{ provisions: unknown[] }>(page, `/api/acts/${act}/expressions/ru`);
  expect(JSON.stringify(provisions)).toContain('не превышает девяти месяцев');

  // The same law again: what was carried out is said to be, and only the rest can be chosen.
  await page.goto(`/acts/${act}/amendments`);
  await page.locator('input[type=file]').setInputFiles(amending());
  await expect(page.locator('.amendment-accepted')).toHaveCount(5);
  await expect(page.locator('.selection-count')).toHaveText('Выбрано 1 из 1');
  const { editions } = await ask<{ editions: { id: string }[] }>(page, `/api/acts/${act}/editions`);
  const again = await page.context().request.post(`/api/acts/${act}/amendments/accept`, {
    headers: { Origin: new URL(page.url()).origin },
    multipart: { base: editions.at(-1)?.id ?? '', edition: '', instructions: '[1]', file: amending() },
  });
  expect(again.status()).toBe(422);
  expect(((await again.json()) as { error: { code: string } }).error.code).toBe('amendments_accepted');
});

test('the Kazakh law amends the Kazakh text, and reads well in the dark', async ({ browser }) => {
  const page = await person(browser, 'saule', { locale: 'kk', theme: 'dark' });
  const act = await loadAct(page, read('cmd/talqy/demo/act.ru.txt'));
  await loadAct(page, read('cmd/talqy/demo/act.kk.txt'), { act });
  await page.goto(`/acts/${act}/amendments`);
  await page.locator('input[type=file]').setInputFiles(amending(read('proposals/testdata/amending.kk.txt')));
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).nth(1).locator('ins')).toContainText('тоғыз');
  await shot(page, 'amendments-kk-1280-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
  await shot(page, 'amendments-kk-390-dark');
  await page.getByRole('button', { name: 'Актіге енгізу' }).click();
  await expect(page.locator('.amendments-done')).toContainText('Актінің жаңа редакциясы қосылды');
});

/** Pictures for whoever looks at the pages, where TALQY_SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  if (process.env.TALQY_SHOTS) await page.screenshot({ path: `${process.env.TALQY_SHOTS}/${name}.png`, fullPage: true });
}
