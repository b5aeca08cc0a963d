// The public page of a bill: opened by an organiser, read and answered to by somebody with a telephone and no account.

import { execFileSync } from 'node:child_process';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { billWithProposal, person, put, quiet, rememberLocale } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

/** A telephone of somebody who is no member. */
async function telephone(browser: Browser, desk: { theme?: 'light' | 'dark'; locale?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: desk.theme ?? 'light', baseURL });
  await rememberLocale(context, desk.locale ?? 'ru');
  return context.newPage();
}

test('a bill is opened to the public, a remark comes from a telephone, waits, is shown and answered', async ({ browser }, info) => {
  const [aigerim, saule] = [await person(browser, 'aigerim'), await person(browser, 'saule')];
  const { bill } = await billWithProposal(aigerim, 'О приютах для всех', 'Приют открыт круглосуточно. ');
  await put(aigerim, `/api/bills/${bill}/summary`, { summary: { ru: 'Приют примет каждого в любое время.', kk: '' } });
  const anybody = await telephone(browser);
  await anybody.goto(`/public/bills/${bill}`);
  await expect(anybody.getByRole('heading', { level: 1 })).toHaveText('Страница закрыта');

  await aigerim.goto(`/bills/${bill}`);
  await aigerim.getByRole('link', { name: 'Публичная страница' }).click();
  await aigerim.getByRole('button', { name: 'Открыть страницу' }).click();
  await expect(aigerim.getByRole('img', { name: 'QR-код публичной страницы' })).toBeVisible();
  const address = await aigerim.getByLabel('Ссылка на публичную страницу').inputValue();
  expect(address).toBe(`${baseURL}/public/bills/${bill}`);

  await anybody.goto(address);
  await expect(anybody.getByRole('heading', { level: 1 })).toHaveText('О приютах для всех');
  await expect(anybody.locator('.app-header')).toHaveCount(0);
  await expect(anybody.locator('.public-summary')).toContainText('Приют примет каждого');
  await expect(anybody.locator('.public-row ins')).toContainText('Приют открыт круглосуточно.');
  expect(await anybody.content()).not.toMatch(/Айгерим|Сауле|Марина/);
  await anybody.getByRole('button', { name: /^Сказать об этом/ }).click();
  const form = anybody.locator('.public-say');
  await expect(form.getByLabel('Ваше замечание')).toBeFocused();
  await form.getByLabel('Ваше замечание').fill('Позвоните мне: +7 701 123 45 67.');
  await form.getByLabel('Имя').fill('Ержан');
  await form.getByLabel('Организация, если есть').fill('Жители Шымкента');
  await form.getByRole('button', { name: 'Отправить' }).click();
  await expect(form.getByRole('alert')).toContainText('номер телефона');
  await expect(form.getByLabel('Ваше замечание')).toHaveValue(/701/);
  await form.getByLabel('Ваше замечание').fill('Кто откроет ночью?');
  await form.getByRole('button', { name: 'Отправить' }).click();
  await expect(form.getByRole('status')).toContainText('Спасибо');
  await expect(form.getByLabel('Ваше замечание')).toHaveValue('');
  await anybody.reload();
  await expect(anybody.locator('.public-remarks li')).toHaveCount(0);

  await expect(aigerim.locator('.bill-tabs .count')).toHaveText('1');
  await aigerim.getByRole('button', { name: /^Уведомления/ }).click();
  const told = aigerim.locator('.bell-notice').filter({ hasText: 'Кто откроет ночью?' });
  await expect(told.getByRole('link')).toHaveText(/Ержан, Жители Шымкента: замечание на публичной странице ждёт просмотра$/);
  const home = await aigerim.context().newPage();
  await home.goto('/');
  const waits = home.locator('.home-list', { hasText: 'Замечания людей ждут просмотра' }).locator('.home-row', { hasText: 'О приютах для всех' });
  await expect(waits).toContainText('1 замечание ждёт');
  await waits.getByRole('link').click();
  await expect(home.locator('.practice-card')).toContainText('Кто откроет ночью?');
  await home.close();
  await told.getByRole('link').click();
  const waiting = aigerim.locator('.practice-card').filter({ hasText: 'Кто откроет ночью?' });
  await expect(waiting).toContainText('Статья 6');
  await saule.goto(`/bills/${bill}/public`);
  await expect(saule.getByText('Замечаний пока нет.')).toBeVisible();
  await waiting.getByRole('button', { name: 'Показать на странице: Ержан, Жители Шымкента' }).click();
  await expect(aigerim.locator('.bill-tabs .count')).toHaveCount(0);
  await aigerim.getByRole('button', { name: /^Уведомления/ }).click();
  await expect(aigerim.locator('.bell-panel')).toBeVisible();
  await expect(told).toHaveCount(0);
  await aigerim.keyboard.press('Escape');
  await anybody.reload();
  await expect(anybody.locator('.public-remarks li')).toContainText('Кто откроет ночью?');

  await saule.getByRole('button', { name: 'Ответ на замечание: Ержан' }).click();
  const answer = saule.getByRole('dialog');
  await answer.getByRole('radio', { name: 'отклонено' }).check();
  await answer.getByRole('group', { name: 'Причина' }).getByLabel('На русском').fill('Дежурный есть по штату.');
  await answer.getByRole('button', { name: 'Ответить' }).click();
  await expect(answer).toHaveCount(0);
  await anybody.reload();
  await expect(anybody.locator('.public-answer')).toContainText('отклонено');
  await expect(anybody.locator('.public-answer')).toContainText('Дежурный есть по штату.');
  expect(await anybody.content()).not.toContain('Сауле');

  const pdf = await aigerim.context().request.get(`/api/papers/remarks.pdf?bill=${bill}&lang=ru`);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(info.outputPath('remarks.pdf'), await pdf.body());
  const printed = execFileSync('pdftotext', ['-layout', info.outputPath('remarks.pdf'), '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  for (const words of ['Ержан', 'Кто откроет ночью?', 'Дежурный есть по штату']) expect(printed).toContain(words);

  aigerim.once('dialog', (asked) => void asked.accept());
  await aigerim.getByRole('button', { name: 'Закрыть страницу' }).click();
  await expect(aigerim.getByRole('heading', { name: 'Страница закрыта' })).toBeVisible();
  await anybody.reload();
  await expect(anybody.getByRole('heading', { level: 1 })).toHaveText('Страница закрыта');
});

for (const desk of [{ theme: 'light', locale: 'ru' }, { theme: 'dark', locale: 'kk' }] as const) {
  test(`the public page on a telephone: ${desk.theme}, ${desk.locale}; nothing sticks out, axe finds nothing, paper has no form`, async ({ browser }) => {
    const aigerim = await person(browser, 'aigerim');
    const { bill, proposal } = await billWithProposal(aigerim, 'О доступе');
    await put(aigerim, `/api/bills/${bill}/summary`, { summary: { ru: 'Коротко.', kk: 'Қысқаша.' } });
    await aigerim.context().request.post(`/api/bills/${bill}/publication`, { headers: { Origin: baseURL } });
    const page = await telephone(browser, desk);
    const answer = await page.goto(`/public/bills/${bill}`);
    expect(answer?.headers()['x-robots-tag']).toBeUndefined();
    await expect(page.locator('.public-row')).toBeVisible();
    const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
    // Nothing was written in Kazakh: the Russian text stands in, and says so.
    if (desk.locale === 'kk') await expect(page.locator('.public-row')).toContainText('орысша мәтін көрсетілген');
    await page.getByRole('button', { name: desk.locale === 'kk' ? 'Русский' : 'Қазақша' }).click();
    await expect(page.locator('.public-summary')).toContainText(desk.locale === 'kk' ? 'Коротко.' : 'Қысқаша.');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.public-say')).toBeHidden();
    await expect(page.locator('.public-row')).toBeVisible();
    expect(proposal).not.toBe('');
  });
}

test('the summary and the note are written on the page of the bill, and the papers print them', async ({ browser }) => {
  const marina = await person(browser, 'marina');
  const { bill } = await billWithProposal(marina, 'О записке');
  await marina.goto(`/bills/${bill}/about`);
  await marina.getByRole('button', { name: 'Написать: Коротко о законопроекте' }).click();
  await marina.getByRole('group', { name: 'Коротко о законопроекте' }).getByLabel('На русском').fill('Приюты откроются для всех.');
  await marina.getByRole('button', { name: 'Сохранить' }).click();
  await expect(marina.locator('.written').first()).toContainText('Приюты откроются для всех.');
  await expect(marina.getByText('На казахском языке ещё не написано.').first()).toBeVisible();
  await marina.getByRole('button', { name: 'Написать: Почему нужны изменения' }).click();
  await marina.getByRole('group', { name: 'Почему нужны изменения' }).getByLabel('На русском').fill('Норма не работает ночью.');
  await marina.getByRole('button', { name: 'Сохранить' }).click();
  await expect(marina.getByRole('heading', { name: /Пояснительная записка/ })).toContainText('1 из');
  await marina.reload();
  await expect(marina.getByText('Норма не работает ночью.')).toBeVisible();
  for (const [name, words] of [['explanatory-note', 'Норма не работает ночью.'], ['summary', 'Приюты откроются для всех.']]) {
    const answer = await marina.context().request.get(`/api/papers/preview?name=${name}&bill=${bill}&lang=ru`);
    expect(await answer.text()).toContain(words);
  }
});
