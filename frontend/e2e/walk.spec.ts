import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { ask, markWords, person, quiet, replaceWords, saved, wordingEditor } from './group';
import { sharedLaw } from './server';

test.afterEach(quiet);

interface Walk {
  /** Brings daniyar to the page of an act. */
  open: (page: Page) => Promise<void>;
  article: string;
  title: RegExp;
  /** Words struck and words put in their place. */
  old: string;
  next: string;
  /** Words that the second member comments on, among the added ones. */
  quote: string;
}

async function walk(daniyar: Page, marina: Page, w: Walk): Promise<void> {
  await w.open(daniyar);
  const article = daniyar.locator(`[id="${w.article}"]`);
  await article.getByRole('button', { name: 'Предложить поправку' }).click();
  const dialog = daniyar.getByRole('dialog');
  await dialog.getByLabel('Законопроект').selectOption('Новый законопроект…');
  await dialog.getByLabel('На русском').fill('О внесении изменений по вопросам противодействия торговле людьми');
  await dialog.getByRole('button', { name: 'Начать' }).click();
  await daniyar.waitForURL(/\/proposals\//);
  await expect(daniyar.getByRole('heading', { level: 1 })).toHaveText(w.title);

  await replaceWords(daniyar, w.old, w.next);
  const redline = daniyar.locator('.papers .redline');
  await expect(redline.locator('del', { hasText: w.old.split(' ')[0] ?? '' }).first()).toBeVisible();
  await expect(redline.locator('ins', { hasText: w.quote }).first()).toBeVisible();
  await daniyar.locator('.justification-edit .cm-content').click();
  await daniyar.keyboard.type('Нужно, чтобы норма отвечала международным обязательствам.');
  await daniyar.keyboard.press('Control+s');
  await saved(daniyar);
  const id = daniyar.url().split('/').at(-1) ?? '';
  const { proposal } = await ask<{ proposal: { wording: { ru: { proposed: string } }; justification: { ru: { proposed: string } } } }>(daniyar, `/api/proposals/${id}`);
  expect(proposal.wording.ru.proposed).toContain(w.next);
  expect(proposal.justification.ru.proposed).toBe('Нужно, чтобы норма отвечала международным обязательствам.');

  // A draft is the author's own.
  await marina.goto(`/proposals/${id}`);
  await expect(marina.getByRole('heading', { name: 'Страница не найдена' })).toBeVisible();
  await daniyar.getByRole('button', { name: 'Вынести на обсуждение' }).click();
  await expect(daniyar.locator('.proposal-head .badge')).toHaveText('На обсуждении');

  await marina.reload();
  await marina.getByRole('button', { name: 'Обзор' }).click();
  const review = marina.locator('.desk-main .redline .wording');
  await markWords(marina, review.locator('ins').filter({ hasText: w.quote }).first(), w.quote);
  await marina.getByRole('button', { name: 'Комментировать', exact: true }).click();
  await marina.getByLabel('Ваш комментарий').fill('Как это соотносится с Протоколом 2000 года?');
  await marina.getByRole('button', { name: 'Отправить' }).click();

  // The first sees it without reload, answers, and the second sees the answer.
  await daniyar.getByRole('tab', { name: /Обсуждение/ }).click();
  const thread = daniyar.locator('.rail .thread');
  await expect(thread).toContainText('Как это соотносится с Протоколом 2000 года?');
  await expect(thread.locator('.quote')).toHaveText(w.quote);
  await expect(wordingEditor(daniyar).locator('.commented').first()).toBeVisible();
  await expect(daniyar.locator('div[aria-live=polite].visually-hidden')).toHaveText('Новый комментарий: Марина Коваленко');
  await thread.getByRole('button', { name: 'Ответить' }).click();
  await daniyar.getByLabel('Ваш ответ').fill('Полностью отвечает статье 3.');
  await daniyar.getByLabel('Ваш ответ').press('Control+Enter');
  await expect(marina.locator('.replies')).toContainText('Полностью отвечает статье 3.');

  await daniyar.getByRole('button', { name: 'Раздаточный материал' }).click();
  const download = daniyar.waitForEvent('download');
  await daniyar.getByRole('link', { name: 'Скачать PDF' }).click();
  const file = await (await download).path();
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  for (const word of [...w.old.split(' '), ...w.next.split(' ')]) expect(text, 'the printed table').toContain(word);

  // Everything is still there after a reload.
  await daniyar.reload();
  await expect(wordingEditor(daniyar)).toContainText(w.next);
  await expect(daniyar.locator('.rail .thread')).toContainText('Полностью отвечает статье 3.');
}

test('import the Criminal Code, propose, comment, answer, print', async ({ browser }) => {
  const file = sharedLaw('txt-ru/criminal_code.txt');
  test.skip(!existsSync(file), `${file} is not there`);
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  await walk(daniyar, marina, {
    article: 'art_128',
    title: /Статья 128.*Торговля людьми/,
    old: 'вербовка',
    next: 'заманивание обманом',
    quote: 'заманивание',
    async open(page) {
      await page.goto('/acts');
      await page.locator('input[type=file]').setInputFiles(file);
      const report = page.locator('.report');
      await expect(report).toContainText('Статьи', { timeout: 30_000 });
      await report.getByRole('link', { name: 'Открыть акт' }).click();
      await expect(page.locator('.article').first()).toBeVisible();
      await page.getByLabel('Поиск по тексту акта').fill('Торговля людьми');
      const hit = page.locator('.hit').filter({ hasText: '128' }).first();
      await expect(hit.locator('mark').first()).toBeVisible();
      await hit.click();
      await expect(page.locator('#art_128 h3')).toBeInViewport();
      await expect(page).toHaveURL(/\/art_128$/);
    },
  });
});

test('the same on the demonstration act', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  await walk(daniyar, marina, {
    article: 'art_10',
    title: /Статья 10.*Срок проживания/,
    old: 'шести месяцев',
    next: 'девяти календарных месяцев',
    quote: 'календарных',
    async open(page) {
      await page.goto('/acts');
      await page.locator('.row-title').filter({ hasText: 'временных приютах' }).click();
      await page.getByRole('button', { name: /Раскрыть или свернуть: Глава 3/ }).click();
      await page.getByRole('navigation', { name: 'Оглавление' }).getByRole('link', { name: /Статья 10/ }).click();
      await expect(page.locator('#art_10 h3')).toBeInViewport();
    },
  });
});
