import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { ask, person, quiet, rememberLocale } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

test('wrong words at the door are told without saying which', async ({ browser }) => {
  const context = await browser.newContext({ baseURL });
  await rememberLocale(context, 'ru');
  const page = await context.newPage();
  await page.goto('/bills');
  await page.getByLabel('Логин').fill('saule');
  await page.getByLabel('Пароль').fill('nonsense');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Пароль').fill('talqy-demo');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Законопроекты' })).toBeVisible();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await expect(page.getByLabel('Логин')).toBeVisible();
});

test('an invitation is shown once, accepted once, and makes a member', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await organiser.goto('/members');
  await organiser.getByRole('button', { name: 'Добавить организацию' }).click();
  await organiser.getByLabel('На казахском').fill('«Пана» қоры');
  await organiser.getByLabel('Город').fill('Караганда');
  await organiser.getByRole('button', { name: 'Создать' }).click();
  await expect(organiser.getByRole('heading', { name: '«Пана» қоры' })).toBeVisible();
  await organiser.getByRole('button', { name: 'Пригласить' }).click();
  await organiser.getByLabel('Имя и фамилия').fill('Ержан Ахметов');
  await organiser.getByLabel('Роль').selectOption('юрист');
  await organiser.getByRole('dialog').getByLabel('Организация').selectOption('«Пана» қоры');
  await organiser.getByRole('button', { name: 'Создать ссылку' }).click();
  const link = await organiser.getByLabel('Ссылка-приглашение').inputValue();
  expect(link).toMatch(/\/join\/.+/);

  const context = await browser.newContext({ baseURL });
  await rememberLocale(context, 'ru');
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByLabel('Имя и фамилия')).toHaveValue('Ержан Ахметов');
  await guest.getByLabel('Логин').fill('erzhan');
  await guest.getByLabel('Пароль', { exact: true }).fill('dostatochno-dlinny-parol');
  await guest.getByLabel('Пароль ещё раз').fill('drugoy');
  await guest.getByRole('button', { name: 'Присоединиться' }).click();
  await expect(guest.getByRole('alert')).toHaveText('Пароли не совпадают.');
  await guest.getByLabel('Пароль ещё раз').fill('dostatochno-dlinny-parol');
  await guest.getByRole('button', { name: 'Присоединиться' }).click();
  await expect(guest.getByRole('heading', { level: 1 })).toContainText('Ержан Ахметов');

  const late = await (await browser.newContext({ baseURL })).newPage();
  await rememberLocale(late.context(), 'ru');
  await late.goto(link);
  await expect(late.getByText('Приглашение не действует')).toBeVisible();
});

test('a round table is called and its papers are printed', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await organiser.goto('/round-tables');
  await organiser.getByRole('button', { name: 'Создать круглый стол' }).click();
  const dialog = organiser.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Название' }).getByLabel('На русском').fill('Пробный круглый стол');
  await dialog.getByLabel('Дата').fill('2026-12-15');
  await dialog.getByRole('group', { name: 'Место' }).getByLabel('На русском').fill('Астана');
  await dialog.getByRole('checkbox').nth(0).check();
  await dialog.getByRole('checkbox').nth(1).check();
  await dialog.getByRole('button', { name: 'Создать' }).click();
  await expect(organiser.getByRole('heading', { level: 1 })).toHaveText('Пробный круглый стол');
  await expect(organiser.locator('.rt-item')).toHaveCount(2);
  await expect(organiser.locator('.page-title')).toContainText('15 декабря 2026 года · Астана');
  await organiser.getByRole('button', { name: 'Документы' }).click();
  await organiser.getByRole('radio', { name: 'Сравнительная таблица' }).check();
  await organiser.getByLabel('На казахском').check();
  const download = organiser.waitForEvent('download');
  await organiser.getByRole('link', { name: 'Скачать PDF' }).click();
  const text = execFileSync('pdftotext', ['-layout', await (await download).path(), '-'], { encoding: 'utf8' });
  expect(text).toMatch(/[әғқңөұүһі]/);

  const member = await person(browser, 'daniyar');
  await member.goto('/round-tables');
  await expect(member.getByRole('link', { name: 'Пробный круглый стол' })).toBeVisible();
  await expect(member.getByRole('button', { name: 'Создать круглый стол' })).toHaveCount(0);
});

test('the bill prints the proposals chosen on its page, and only those', async ({ browser }) => {
  const page = await person(browser, 'saule');
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const bill = bills.sort((a, b) => b.proposals - a.proposals)[0];
  await page.goto(`/bills/${bill?.id}`);
  await expect(page.getByRole('button', { name: 'Раздаточный материал' })).toBeDisabled();
  await page.locator('.row-check').nth(1).check();
  await page.locator('.row-check').nth(0).check();
  await expect(page.locator('.selection-count')).toHaveText('Выбраны 2 поправки');
  await page.getByRole('button', { name: 'Раздаточный материал' }).click();
  const href = (await page.getByRole('link', { name: 'Скачать PDF' }).getAttribute('href')) ?? '';
  const shown = await page.locator('.row-title').evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href')?.split('/').at(-1)));
  expect(new URL(href, baseURL).searchParams.getAll('proposal')).toEqual(shown);
  expect((await page.context().request.get(href)).headers()['content-type']).toContain('application/pdf');
});

test('a second browser sees a new bill without reload', async ({ browser }) => {
  const [organiser, member] = [await person(browser, 'aigerim'), await person(browser, 'daniyar')];
  await member.goto('/bills');
  await expect(member.locator('.row').first()).toBeVisible();
  const title = `О пробном законопроекте ${Date.now()}`;
  await organiser.goto('/bills');
  await organiser.getByRole('button', { name: 'Создать законопроект' }).click();
  await organiser.getByLabel('На русском').fill(title);
  await organiser.getByRole('button', { name: 'Создать', exact: true }).click();
  await expect(organiser.getByRole('heading', { level: 1 })).toHaveText(title);
  await expect(member.getByRole('link', { name: title })).toBeVisible();
});
