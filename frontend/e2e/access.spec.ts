// Coming in: a new password by link, the second factor from the picture to the recovery codes, sessions that are ended from
// elsewhere. Everybody here is invited for the test alone.

import { expect, test, type Browser, type Page } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { axeOn } from './axe';
import { person, quiet, rememberLocale, send } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

/** What a telephone shows: RFC 6238 over the key that the page gives. */
function oneTime(key: string, ahead = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key.replaceAll(' ', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const sum = createHmac('sha1', secret).update(counter).digest();
  const from = (sum[sum.length - 1] ?? 0) & 15;
  return String((sum.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Invites somebody and gives the id of the member that he becomes. */
async function newcomer(organiser: Page, login: string, name: string): Promise<string> {
  const { url } = await send<{ url: string }>(organiser, '/api/invitations', { role: 'member', name });
  const context = await organiser.context().browser()?.newContext({ baseURL });
  const joined = await context?.request.post(url.replace('/join/', '/api/invitations/'), { data: { login, name, password: 'steppe wind blows' }, headers: { Origin: baseURL } });
  expect(joined?.status()).toBe(201);
  const { member } = (await joined?.json()) as { member: { id: string } };
  await context?.close();
  return member.id;
}

async function stranger(browser: Browser, desk: { width?: number; locale?: string; theme?: 'light' | 'dark' } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: desk.width ?? 1280, height: 860 }, colorScheme: desk.theme ?? 'light' });
  await rememberLocale(context, desk.locale ?? 'ru');
  return context.newPage();
}

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

async function accessible(page: Page): Promise<void> {
  const found = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)])).toEqual([]);
}

test('a second factor is turned on by the keyboard, asked for at the door, and its recovery codes work once', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await newcomer(organiser, 'factor-one', 'Ержан Ахметов');
  const page = await stranger(browser);
  await signIn(page, 'factor-one', 'steppe wind blows');
  await expect(page.getByText('Ержан Ахметов').first()).toBeVisible();
  await page.goto('/settings');
  const section = page.getByRole('region', { name: 'Второй фактор' });
  await section.getByRole('button', { name: 'Включить' }).focus();
  await page.keyboard.press('Enter');
  await section.getByLabel('Нынешний пароль').fill('a wild guess here');
  await page.keyboard.press('Enter');
  await expect(section.getByRole('alert')).toContainText('пароль');
  await section.getByLabel('Нынешний пароль').fill('steppe wind blows');
  await page.keyboard.press('Enter');
  await expect(section.getByRole('img', { name: /QR-код/ })).toBeVisible();
  await accessible(page);
  const key = await section.getByLabel('Ключ').inputValue();
  await section.getByLabel('Код', { exact: true }).fill(oneTime(key));
  await page.keyboard.press('Enter');
  await expect(section.locator('.recovery-codes code')).toHaveCount(10);
  const codes = await section.locator('.recovery-codes code').allTextContents();
  await accessible(page);
  await section.getByRole('button', { name: 'Я сохранил коды' }).click();
  await expect(section).toContainText('Осталось 10 запасных кодов');
  await expect(section.locator('.recovery-codes')).toHaveCount(0);

  const other = await stranger(browser, { width: 390 });
  await signIn(other, 'factor-one', 'steppe wind blows');
  await expect(other.getByLabel('Код', { exact: true })).toBeFocused();
  await accessible(other);
  await other.getByLabel('Код', { exact: true }).fill('000000');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('alert')).toContainText('Код не подошёл');
  await other.getByLabel('Код', { exact: true }).fill(codes[0] ?? '');
  await other.keyboard.press('Enter');
  await expect(other).toHaveURL('/');

  const third = await stranger(browser);
  await signIn(third, 'factor-one', 'steppe wind blows');
  await third.getByLabel('Код', { exact: true }).fill(codes[0] ?? '');
  await third.keyboard.press('Enter');
  await expect(third.getByRole('alert')).toContainText('Код не подошёл');
  await third.getByLabel('Код', { exact: true }).fill(oneTime(key, 1));
  await third.keyboard.press('Enter');
  await expect(third).toHaveURL('/');
});

test('sessions are listed, and one that is ended elsewhere is out at once', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await newcomer(organiser, 'sessions-one', 'Гульнара Сейтова');
  const here = await stranger(browser);
  await signIn(here, 'sessions-one', 'steppe wind blows');
  await expect(here).toHaveURL('/');
  const there = await stranger(browser, { width: 390 });
  await signIn(there, 'sessions-one', 'steppe wind blows');
  await expect(there).toHaveURL('/');
  await here.goto('/settings');
  const section = here.getByRole('region', { name: 'Где выполнен вход' });
  await expect(section.getByRole('listitem')).toHaveCount(3); // joining was one too
  await expect(section.getByText('этот браузер')).toHaveCount(1);
  await section.getByRole('button', { name: /^Выйти в браузере/ }).last().click();
  await expect(section.getByRole('listitem')).toHaveCount(2);
  await section.getByRole('button', { name: 'Выйти во всех остальных' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(1);
  await expect(there).toHaveURL(/\/sign-in/);
  await expect(here.getByRole('heading', { name: 'Настройки' })).toBeVisible();
});

test('an organiser makes a link, and its owner chooses a new password with it, once', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const id = await newcomer(organiser, 'reset-one', 'Болат Нурпеисов');
  const { url } = await send<{ url: string }>(organiser, `/api/members/${id}/reset`, {});
  const page = await stranger(browser, { width: 390 });
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Забыли пароль?' }).click();
  await expect(page.getByText('у организатора группы')).toBeVisible();
  await accessible(page);
  await page.goto(url);
  await expect(page.getByText('Болат Нурпеисов')).toBeVisible();
  await accessible(page);
  await page.getByLabel('Новый пароль', { exact: true }).fill('password123');
  await page.getByLabel('Новый пароль ещё раз').fill('password123');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('подбирают первым');
  await page.getByLabel('Новый пароль', { exact: true }).fill('wind over the steppe');
  await page.getByLabel('Новый пароль ещё раз').fill('wind over the steppe');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Пароль изменён')).toBeVisible();
  await page.goto(url);
  await expect(page.getByText('Ссылка не действует')).toBeVisible();
  await signIn(page, 'reset-one', 'wind over the steppe');
  await expect(page).toHaveURL('/');
});

test('an organiser takes a lost second factor away, and the record tells who did what', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await newcomer(organiser, 'lost-one', 'Камила Утемисова');
  const page = await stranger(browser);
  await signIn(page, 'lost-one', 'steppe wind blows');
  await expect(page).toHaveURL('/');
  await page.goto('/settings');
  const section = page.getByRole('region', { name: 'Второй фактор' });
  await section.getByRole('button', { name: 'Включить' }).click();
  await section.getByLabel('Нынешний пароль').fill('steppe wind blows');
  await page.keyboard.press('Enter');
  await section.getByLabel('Код', { exact: true }).fill(oneTime(await section.getByLabel('Ключ').inputValue()));
  await page.keyboard.press('Enter');
  await section.getByRole('button', { name: 'Я сохранил коды' }).click();

  await organiser.goto('/members');
  await organiser.getByRole('button', { name: /Камила Утемисова/ }).click();
  await organiser.getByRole('button', { name: 'Вернуть доступ' }).click();
  const dialog = organiser.getByRole('dialog', { name: 'Вернуть доступ' });
  await dialog.getByRole('button', { name: 'Снять второй фактор' }).click();
  await accessible(organiser);
  await dialog.getByRole('button', { name: 'Да, снять' }).click();
  await expect(dialog.getByRole('button', { name: 'Снять второй фактор' })).toHaveCount(0);
  await expect(page).toHaveURL(/\/sign-in/);
  await organiser.keyboard.press('Escape');

  await organiser.getByRole('link', { name: 'Журнал доступа' }).click();
  await organiser.getByLabel('Кто').selectOption({ label: 'Камила Утемисова' });
  await expect(organiser.getByRole('listitem').filter({ hasText: 'второй фактор включён' })).toHaveCount(1);
  await organiser.getByLabel('Кто').selectOption({ label: 'все' });
  await organiser.getByLabel('Что').selectOption({ label: 'учётная запись' });
  await expect(organiser.getByRole('listitem').filter({ hasText: 'второй фактор снят' }).filter({ hasText: 'Камила Утемисова' })).toHaveCount(1);
  await accessible(organiser);
  const waiting = organiser.waitForEvent('download');
  await organiser.getByRole('link', { name: 'Скачать CSV' }).click();
  expect((await waiting).suggestedFilename()).toBe('talqy-audit.csv');

  // Who is no organiser reads where to look instead, and no error that cannot be mended.
  const member = await person(browser, 'daniyar');
  await member.goto('/audit');
  await expect(member.getByText('Журнал доступа видят организаторы')).toBeVisible();
  await expect(member.getByRole('alert')).toHaveCount(0);
});

// The first answer, of all that was done today, came after the one to the choice and took its place.
test('a choice in the record is not replaced by an answer that was asked for before', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await newcomer(organiser, 'late-one', 'Асем Жумабаева');
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  let first = true;
  await organiser.route(/\/api\/audit(\?|$)/, async (route) => {
    const wait = first ? held : null;
    first = false;
    const answer = await route.fetch();
    await wait;
    await route.fulfill({ response: answer });
  });
  await organiser.goto('/audit');
  await organiser.getByLabel('Кто').selectOption({ label: 'Асем Жумабаева' });
  const entries = organiser.locator('.audit-list').getByRole('listitem');
  await expect(entries).toHaveCount(1);
  const late = organiser.waitForResponse(/\/api\/audit(\?|$)/);
  release();
  await (await late).finished();
  await organiser.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('Асем Жумабаева');
});
