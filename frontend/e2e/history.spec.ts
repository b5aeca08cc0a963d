import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, markWords, person, quiet, replaceWords, saved, shared, wordingEditor } from './group';

test.afterEach(quiet);

const longWord = async (page: Page) => (await wordingEditor(page).locator('.cm-line').nth(1).innerText()).split(' ').find((one) => /^[а-яё]{7,}$/.test(one)) ?? '';

async function change(page: Page, from: string, to: string): Promise<void> {
  await replaceWords(page, from, to);
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await saved(page);
}

test('the slider walks the versions by keyboard, any two are compared, and an old one is restored', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_8');
  await daniyar.goto(`/proposals/${id}`);
  await marina.goto(`/proposals/${id}`);
  const word = await longWord(daniyar);
  await change(daniyar, word, 'первослово');
  await expect(wordingEditor(marina)).toContainText('первослово');
  await change(marina, 'первослово', 'второслово');
  await expect(wordingEditor(daniyar)).toContainText('второслово');

  await daniyar.getByRole('button', { name: 'Обзор' }).click();
  await daniyar.getByRole('button', { name: 'История' }).click();
  const slider = daniyar.getByRole('slider', { name: 'Версии текста' });
  await expect(slider).toHaveAttribute('aria-valuetext', /Марина/);
  await expect(daniyar.locator('.timeline-head')).toContainText('Версия 3 из 3');
  await slider.focus();
  await daniyar.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /Данияр/);
  await expect(daniyar.locator('.history-text ins')).toContainText('второслово');
  await expect(daniyar.locator('.history-text del')).toContainText('первослово');
  await daniyar.getByLabel('Сравнить:').selectOption('law');
  await expect(daniyar.locator('.history-text ins')).toContainText('первослово');
  await expect(daniyar.locator('.history-text del')).toContainText(word);
  // Any two: the second version against the third, named in the list.
  const third = await daniyar.getByLabel('Сравнить:').locator('option', { hasText: 'Марина' }).getAttribute('value');
  await daniyar.getByLabel('Сравнить:').selectOption(third);
  await expect(daniyar.locator('.history-text ins')).toContainText('второслово');
  for (const theme of ['light', 'dark'] as const) {
    await daniyar.emulateMedia({ colorScheme: theme });
    expect((await axeOn(daniyar).include('.proposal-page').analyze()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }

  await daniyar.getByRole('button', { name: 'Вернуть эту версию' }).click();
  await expect(daniyar.locator('.history-entry').first()).toContainText('Возвращена версия от');
  await expect(wordingEditor(marina)).toContainText('первослово');
  await expect(wordingEditor(marina)).not.toContainText('второслово');
  await daniyar.setViewportSize({ width: 390, height: 800 });
  expect(await daniyar.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('two who type in turn are one entry of both', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_9');
  await daniyar.goto(`/proposals/${id}`);
  await marina.goto(`/proposals/${id}`);
  let last = '';
  for (const [i, page] of [daniyar, marina, daniyar, marina].entries()) {
    await expect(wordingEditor(page)).toContainText(last);
    await wordingEditor(page).click();
    await page.keyboard.press('Control+End');
    last = ` Слово${i + 1}.`;
    await page.keyboard.type(last);
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await saved(page);
  }
  const { events } = await ask<{ events: { kind: string; authors: { byName: string }[] }[] }>(daniyar, `/api/proposals/${id}/history`);
  const edits = events.filter((one) => one.kind === 'proposal.edited');
  expect(edits).toHaveLength(1);
  expect(edits[0]?.authors).toHaveLength(2);
});

test('selected words say who brought them, and the text is shown by authors', async ({ browser }) => {
  test.slow(); // two people and the whole page looked over twice
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_14');
  await daniyar.goto(`/proposals/${id}`);
  await marina.goto(`/proposals/${id}`);
  await change(daniyar, await longWord(daniyar), 'первослово');
  await expect(wordingEditor(marina)).toContainText('первослово');
  await wordingEditor(marina).click();
  await marina.keyboard.press('Control+End');
  await marina.keyboard.type(' Слова Марины.');
  await marina.getByRole('button', { name: 'Сохранить' }).click();
  await saved(marina);

  await markWords(marina, wordingEditor(marina), 'первослово');
  await marina.getByRole('button', { name: 'Кто внёс' }).click();
  await expect(marina.getByRole('dialog')).toContainText('«первослово»');
  await expect(marina.getByRole('dialog')).toContainText('Данияр');
  await marina.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).last().click();

  await marina.getByRole('button', { name: 'Обзор' }).click();
  await marina.getByRole('button', { name: 'По авторам' }).click();
  const legend = marina.getByRole('list', { name: 'Авторы слов' });
  await expect(legend.getByRole('listitem')).toHaveText([/Данияр/, /Марина/, /слова закона/]);
  // What was typed slowly came in several events, and each is a piece of its own.
  const [first, second] = [marina.locator('.authors .line .by.by-0'), marina.locator('.authors .line .by.by-1')];
  expect((await first.locator('[data-from]').allTextContents()).join('')).toBe('первослово');
  expect((await second.locator('[data-from]').allTextContents()).join('')).toBe(' Слова Марины.');
  const style = (element: Element) => getComputedStyle(element).textDecorationStyle;
  expect(await first.last().evaluate(style)).not.toBe(await second.last().evaluate(style)); // not colour alone
  for (const theme of ['light', 'dark'] as const) {
    await marina.emulateMedia({ colorScheme: theme });
    expect((await axeOn(marina).include('.proposal-page').analyze()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  }
});
