// What practice says for a proposal and the norms that it serves: brought on the page, refused where a person could be known by
// it, printed in the papers of the bill; and a discussion that is closed with its outcome.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { expect, test, type Page, type TestInfo } from '@playwright/test';
import { axeOn } from './axe';
import { ask, billWithProposal, person, quiet, send } from './group';

test.afterEach(quiet);

/** The words of a paper of a bill, as pdftotext reads them, in one line. */
async function paper(page: Page, info: TestInfo, name: string, bill: string, lang = 'ru'): Promise<string> {
  const answer = await page.context().request.get(`/api/papers/${name}.pdf?bill=${bill}&lang=${lang}`);
  expect(answer.status(), await answer.text()).toBe(200);
  const file = info.outputPath(`${name}-${lang}.pdf`);
  writeFileSync(file, await answer.body());
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
}

test('evidence with a file is brought, refused at the field with an IIN in it, corrected, seen by others at once and printed', async ({ browser }, info) => {
  const [marina, saule] = [await person(browser, 'marina'), await person(browser, 'saule')];
  const { bill, proposal } = await billWithProposal(marina, 'О практике приютов');
  await marina.goto(`/proposals/${proposal}`);
  await saule.goto(`/proposals/${proposal}`);
  await expect(saule.getByRole('heading', { name: 'Практика' })).toBeVisible();

  await marina.getByRole('button', { name: 'Добавить сведения' }).click();
  const dialog = marina.getByRole('dialog');
  await dialog.getByLabel('Откуда').selectOption('горячая линия');
  const source = dialog.getByRole('group', { name: 'Источник' });
  await source.getByLabel('На русском').fill('Горячая линия 11616');
  await dialog.getByLabel('С', { exact: true }).fill('2026-01');
  await dialog.getByLabel('По', { exact: true }).fill('2026-06');
  await dialog.getByLabel('Сколько случаев').fill('17');
  const summary = dialog.getByRole('group', { name: 'Что показала практика' });
  await summary.getByLabel('На русском').fill('Позвонила пострадавшая, ИИН 850101300124: в приюте отказали.');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(summary.getByRole('alert')).toContainText('похоже, здесь ИИН', { ignoreCase: true });
  await expect(summary.getByLabel('На русском')).toHaveAttribute('aria-invalid', 'true');
  await expect(summary.getByLabel('На русском')).toHaveValue(/850101300124/);
  expect((await ask<{ proposal: { evidence: unknown[] } }>(marina, `/api/proposals/${proposal}`)).proposal.evidence).toEqual([]);

  await summary.getByLabel('На русском').fill('Семнадцать человек не приняли: не было документов.');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'обращения ИИН 850101300124.txt', mimeType: 'text/plain', buffer: Buffer.from('Обращений: семнадцать.') });
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog.getByRole('alert')).toContainText('имени файла');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'обращения.txt', mimeType: 'text/plain', buffer: Buffer.from('Обращений: семнадцать.') });
  const { violations } = await axeOn(marina).include('dialog').analyze();
  expect(violations.map((one) => one.id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  for (const page of [marina, saule]) {
    const card = page.locator('.practice-card').filter({ hasText: 'Горячая линия 11616' });
    await expect(card).toContainText('январь 2026 года – июнь 2026 года');
    await expect(card).toContainText('17 случаев');
    await expect(card.getByRole('link', { name: 'обращения.txt' })).toBeVisible();
  }
  const download = saule.waitForEvent('download');
  await saule.getByRole('link', { name: 'обращения.txt' }).click();
  expect((await download).suggestedFilename()).toBe('обращения.txt');

  await saule.getByRole('button', { name: 'Изменить: Горячая линия 11616' }).click();
  await saule.getByRole('dialog').getByLabel('Сколько случаев').fill('18');
  await saule.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(marina.locator('.practice-card')).toContainText('18 случаев');
  await expect(marina.locator('.practice-card')).toContainText('Марина Коваленко');
  await expect(marina.locator('.practice-card').getByRole('link', { name: 'обращения.txt' })).toBeVisible();

  const printed = await paper(marina, info, 'evidence', bill);
  for (const words of ['Горячая линия 11616', 'Семнадцать человек не приняли', '18']) expect(printed).toContain(words);
  expect(printed).not.toContain('850101300124');
  const table = await paper(marina, info, 'comparison-table', bill);
  for (const words of ['Данные практики', '11616', 'Семнадцать человек не приняли']) expect(table).toContain(words);

  marina.once('dialog', (asked) => void asked.accept());
  await marina.getByRole('button', { name: 'Убрать: Горячая линия 11616' }).click();
  await expect(saule.locator('.practice-card')).toHaveCount(0);
});

test('the Palermo Protocol is cited from the list, and the table of conformity has the state before and after', async ({ browser }, info) => {
  const marina = await person(browser, 'marina');
  const { bill, proposal } = await billWithProposal(marina, 'О соответствии Протоколу');
  await marina.goto(`/proposals/${proposal}`);
  await marina.getByRole('button', { name: 'Назвать норму' }).click();
  const dialog = marina.getByRole('dialog');
  await dialog.getByLabel('Договор', { exact: true }).selectOption({ index: 1 });
  await expect(dialog.getByRole('group', { name: /Название договора/ }).getByLabel('На казахском')).toHaveValue(/хаттама/);
  const article = dialog.getByRole('group', { name: 'Статья, пункт' });
  await article.getByLabel('На русском').fill('статья 3, пункт (а)');
  await article.getByLabel('На казахском').fill('3-бап, (а) тармағы');
  await dialog.getByRole('group', { name: 'Цитата из договора' }).getByLabel('На русском').fill('«Торговля людьми» означает осуществляемые в целях эксплуатации вербовку, перевозку, передачу');
  await dialog.getByLabel('Сейчас закон').selectOption('соответствует частично');
  await dialog.getByLabel('После поправки').selectOption('соответствует');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  const card = marina.locator('.practice-card').filter({ hasText: 'статья 3, пункт (а)' });
  await expect(card.locator('.conformity')).toContainText('соответствует частично');

  await marina.goto(`/bills/${bill}`);
  await marina.getByRole('button', { name: 'Документы' }).click();
  await marina.getByRole('radio', { name: /Таблица соответствия/ }).check();
  const link = marina.getByRole('dialog').getByRole('link', { name: 'Скачать PDF' });
  expect(await link.getAttribute('href')).toBe(`/api/papers/conformity.pdf?bill=${bill}&lang=ru`);
  const printed = await paper(marina, info, 'conformity', bill);
  for (const words of ['статья 3, пункт (а)', 'торговли людьми', 'частично', 'вербовку, перевозку']) expect(printed).toContain(words);
  expect(await paper(marina, info, 'conformity', bill, 'kk')).toContain('3-бап');

  // The history of the proposal and the search know of it.
  await marina.goto(`/search?q=${encodeURIComponent('вербовку, перевозку, передачу')}`);
  await expect(marina.locator('.found-proposals')).toContainText('В практике и нормах');
});

test('a thread is closed as rejected with a reason by keyboard, everybody reads it, and the certificate of remarks prints it', async ({ browser }, info) => {
  const [marina, aigerim] = [await person(browser, 'marina'), await person(browser, 'aigerim')];
  const { bill, proposal } = await billWithProposal(aigerim, 'О закрытии обсуждений');
  for (const [id, body] of [['outcome-1', 'Срок в тридцать суток мал.'], ['outcome-2', 'Уточните слово «приют».'], ['outcome-3', 'Есть вопрос о бюджете.']]) {
    await send(marina, `/api/proposals/${proposal}/comments`, { id, body, anchor: null });
  }
  await aigerim.goto(`/proposals/${proposal}`);
  await marina.goto(`/proposals/${proposal}`);
  await aigerim.getByRole('tab', { name: /Обсуждение/ }).click();
  const thread = (words: string) => aigerim.locator('.thread').filter({ hasText: words });
  await thread('Срок в тридцать суток').focus();
  await aigerim.keyboard.press('d');
  await aigerim.keyboard.press('2');
  await aigerim.keyboard.type('Срок продлевает суд.');
  await aigerim.keyboard.press('Control+Enter');
  // One key more than closing took before: the first choice has the focus.
  await expect(aigerim.locator('details.resolved summary')).toBeVisible();
  await thread('Уточните слово').focus();
  await aigerim.keyboard.press('d');
  await aigerim.keyboard.press('Enter');
  await thread('вопрос о бюджете').focus();
  await aigerim.keyboard.press('d');
  await aigerim.keyboard.press('3');

  await marina.getByRole('tab', { name: /Обсуждение/ }).click();
  await expect(marina.locator('details.resolved summary')).toContainText('3');
  await marina.locator('details.resolved summary').click();
  const seen = (words: string) => marina.locator('.thread').filter({ hasText: words });
  await expect(seen('Срок в тридцать суток').locator('.badge')).toHaveText('отклонено');
  await expect(seen('Срок в тридцать суток')).toContainText('Срок продлевает суд.');
  await expect(seen('Уточните слово').locator('.badge')).toHaveText('принято');
  await expect(seen('вопрос о бюджете').locator('.badge')).toHaveText('принято к сведению');

  const printed = await paper(aigerim, info, 'remarks', bill);
  for (const words of ['Срок в тридцать суток мал', 'отклонено', 'Срок продлевает суд']) expect(printed.toLowerCase()).toContain(words.toLowerCase());
});

test('evidence is brought on a telephone and by keyboard alone', async ({ browser }) => {
  const page = await person(browser, 'marina', { width: 390, theme: 'dark', locale: 'kk' });
  const { proposal } = await billWithProposal(page, 'О телефоне');
  await page.goto(`/proposals/${proposal}`);
  const add = page.getByRole('button', { name: 'Мәлімет қосу' });
  await add.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Дереккөз' }).getByLabel('Қазақ тілінде').focus();
  await page.keyboard.type('Сенім телефоны');
  await dialog.getByLabel('Бастап').focus();
  await page.keyboard.type('2026-02-30');
  await dialog.getByRole('group', { name: 'Тәжірибе не көрсетті' }).getByLabel('Қазақ тілінде').focus();
  await page.keyboard.type('Құжат болмағандықтан қабылдамады.');
  await dialog.getByRole('button', { name: 'Сақтау' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  await dialog.getByLabel('Бастап').fill('2026-02');
  await dialog.getByRole('button', { name: 'Сақтау' }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.practice-card')).toContainText('2026 жылғы ақпан');
  await expect(add).toBeFocused();
  expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
});
