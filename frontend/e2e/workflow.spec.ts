import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { axeOn } from './axe';
import { ask, drafted, loadAct, person, quiet, replaceWords, saved, wordingEditor } from './group';

test.afterEach(quiet);

interface Shown {
  id: string;
  status: string;
  bill: string;
  decisions: { step: string; reason: string; byName: string }[];
}

/** A shared amendment of one's own, with one word of its second line replaced. */
async function shared(page: Page, article: string, word: string, act?: string): Promise<string> {
  const id = await drafted(page, article, act);
  await page.goto(`/proposals/${id}`);
  const old = (await wordingEditor(page).locator('.cm-line').nth(1).innerText()).split(' ').find((one) => /^[а-яё]{7,}$/.test(one)) ?? '';
  await replaceWords(page, old, word);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await saved(page);
  await page.getByRole('button', { name: 'Вынести на обсуждение' }).click();
  await expect(page.locator('.proposal-head .page-actions .badge')).toHaveText('На обсуждении');
  return id;
}

const badge = (page: Page) => page.locator('.proposal-head .page-actions .badge').first();
const read = (page: Page, id: string) => ask<{ proposal: Shown }>(page, `/api/proposals/${id}`).then((answer) => answer.proposal);

test('an organiser rejects with a reason, takes it back and agrees; everybody sees it at once and the text is frozen', async ({ browser }) => {
  const [daniyar, aigerim] = [await person(browser, 'daniyar'), await person(browser, 'aigerim')];
  const id = await shared(daniyar, 'art_3', 'безотлагательно');
  await expect(daniyar.getByRole('button', { name: 'Решение…' })).toHaveCount(0);

  await aigerim.goto(`/proposals/${id}`);
  await aigerim.getByRole('button', { name: 'Решение…' }).click();
  const dialog = aigerim.getByRole('dialog');
  await dialog.getByRole('radio', { name: /Отклонить/ }).check();
  await expect(dialog.getByRole('button', { name: 'Отклонить' })).toBeDisabled();
  await dialog.getByLabel('Причина').fill('Норма уже есть в другом законе.');
  await dialog.getByRole('button', { name: 'Отклонить' }).click();
  await expect(badge(aigerim)).toHaveText('Отклонена');
  await expect(badge(daniyar)).toHaveText('Отклонена');
  await expect(daniyar.locator('.status-notice')).toContainText('Норма уже есть в другом законе.');
  await expect(wordingEditor(daniyar)).toHaveCount(0);

  await aigerim.getByRole('button', { name: 'Вернуть на обсуждение' }).click();
  await aigerim.getByRole('dialog').getByRole('button', { name: 'Вернуть на обсуждение' }).click();
  await expect(badge(daniyar)).toHaveText('На обсуждении');
  await expect(daniyar.getByRole('button', { name: 'Правка', exact: true })).toBeVisible();

  await aigerim.getByRole('button', { name: 'Решение…' }).click();
  await aigerim.getByRole('dialog').getByRole('radio', { name: /Согласовать/ }).check();
  await aigerim.getByRole('dialog').getByRole('button', { name: 'Согласовать' }).click();
  await expect(badge(daniyar)).toHaveText('Согласована');
  await expect(daniyar.locator('.status-notice')).toContainText('закрыт для правки');
  await expect(daniyar.getByRole('button', { name: 'Отозвать' })).toHaveCount(0);

  await daniyar.locator('.decisions summary').click();
  await expect(daniyar.locator('.decisions li')).toHaveText([/Согласована/, /Возвращена/, /Отклонена.*Норма уже есть/s, /На обсуждении/]);
  const { decisions, bill } = await read(daniyar, id);
  expect(decisions.map((one) => one.step)).toEqual(['share', 'reject', 'reopen', 'agree']);

  // The draft law can be asked for what is agreed alone.
  await daniyar.goto(`/bills/${bill}/text`);
  const items = daniyar.locator('.bill-text-page');
  await expect(items).toContainText('безотлагательно');
  await daniyar.getByLabel('Только согласованные').check();
  await expect(items).toContainText('безотлагательно');
  const agreed = await ask<{ text: { plain: string } }>(daniyar, `/api/bills/${bill}/text?lang=ru&status=agreed`);
  const all = await ask<{ text: { plain: string } }>(daniyar, `/api/bills/${bill}/text?lang=ru`);
  expect(agreed.text.plain.length).toBeLessThan(all.text.plain.length);
});

test('a lawyer puts a proposal off and takes it up again, but does not decide', async ({ browser }) => {
  const [daniyar, saule] = [await person(browser, 'daniyar'), await person(browser, 'saule')];
  const id = await shared(daniyar, 'art_5', 'всесторонне');
  await saule.goto(`/proposals/${id}`);
  await saule.getByRole('button', { name: 'Отложить', exact: true }).click();
  await saule.getByLabel('Причина').fill('Ждём заключения.');
  await saule.getByRole('dialog').getByRole('button', { name: 'Отложить' }).click();
  await expect(badge(daniyar)).toHaveText('Отложена');
  await expect(daniyar.getByRole('button', { name: 'Отозвать' })).toBeVisible();
  await saule.getByRole('button', { name: 'Вернуть на обсуждение' }).click();
  await saule.getByRole('dialog').getByRole('button', { name: 'Вернуть на обсуждение' }).click();
  await expect(badge(daniyar)).toHaveText('На обсуждении');
});

test('two proposals for one article stand beside the law, and the organiser decides there', async ({ browser }) => {
  test.slow(); // three people and the whole page looked over twice
  const [daniyar, marina, aigerim] = [await person(browser, 'daniyar'), await person(browser, 'marina'), await person(browser, 'aigerim')];
  // An act of its own: on an article of the demonstration act other tests have proposals too, and these are the only two.
  const text = readFileSync(new URL('../../cmd/talqy/demo/act.ru.txt', import.meta.url), 'utf8').replaceAll('О временных приютах', 'О соседних приютах');
  const act = await loadAct(aigerim, text);
  const a = await shared(daniyar, 'art_7', 'немедленно', act);
  const b = await shared(marina, 'art_7', 'своевременно', act);
  await daniyar.goto(`/proposals/${a}`);
  await expect(daniyar.locator('.alternatives-note')).toContainText(/Есть другие предложения к этой статье:.*Марина/);
  await aigerim.goto(`/proposals/${b}`);
  await aigerim.getByRole('link', { name: 'Сравнить рядом' }).click();
  await expect(aigerim.getByRole('columnheader')).toHaveText([/Действующая/, /A\s+Данияр/, /B\s+Марина/]);
  const touched = aigerim.locator('.alternatives-row.touched').first();
  await expect(touched.getByRole('cell').nth(1).locator('ins')).toHaveText(/немедленно/);
  await expect(touched.getByRole('cell').nth(2).locator('ins')).toHaveText(/своевременно/);
  await expect(touched.getByRole('cell').nth(0).locator('ins, del')).toHaveCount(0);
  const lines = await aigerim.locator('.alternatives-row').count();
  await aigerim.getByLabel('Только изменённое').check();
  await expect(aigerim.locator('.alternatives-row')).toHaveCount(1);
  expect(lines).toBeGreaterThan(1);
  await aigerim.getByLabel('Только изменённое').uncheck();
  for (const theme of ['light', 'dark'] as const) {
    await aigerim.emulateMedia({ colorScheme: theme });
    expect((await axeOn(aigerim).analyze()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }

  await aigerim.getByRole('button', { name: /Отклонить: A/ }).click();
  await aigerim.getByLabel('Причина').fill('Вторая точнее.');
  await aigerim.getByRole('dialog').getByRole('button', { name: 'Отклонить' }).click();
  await expect(aigerim.locator('.alternatives-cards li').first().locator('.badge')).toHaveText('Отклонена');
  await aigerim.getByRole('button', { name: /Согласовать: B/ }).click();
  await aigerim.getByRole('dialog').getByRole('button', { name: 'Согласовать' }).click();
  await expect(aigerim.locator('.alternatives-cards li').nth(1).locator('.badge')).toHaveText('Согласована');
  expect((await read(aigerim, a)).status).toBe('rejected');
  expect((await read(aigerim, b)).status).toBe('agreed');

  // On a narrow page the three are one under another, each with its label, and nothing runs out at the side.
  await aigerim.setViewportSize({ width: 390, height: 800 });
  await expect(touched.locator('.cell-label').nth(1)).toBeVisible();
  expect(await aigerim.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
