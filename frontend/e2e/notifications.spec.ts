import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, demonstrationAct, password, person, quiet, send } from './group';

test.afterEach(quiet);

interface Summary {
  id: string;
  bill: string;
  status: string;
  author: string;
  address: { ru: string };
}

/** A proposal of Daniyar's in discussion, made for the test, where wanted in a bill that nobody has been to. */
async function proposalOf(page: Page, into?: string): Promise<Summary> {
  const act = await demonstrationAct(page);
  const { bills } = await ask<{ bills: { id: string }[] }>(page, '/api/bills');
  const { proposal } = await send<{ proposal: Summary }>(page, '/api/proposals', { bill: into ?? bills[0]?.id, act, kind: 'amend', target: 'art_1' });
  await send(page, `/api/proposals/${proposal.id}/share`, {});
  return proposal;
}

const bell = (page: Page) => page.getByRole('button', { name: /Уведомления:/ });
const list = (page: Page) => page.getByRole('region', { name: 'Уведомления' });

test('the bell rings at once, leads to the thread and forgets nothing', async ({ browser }) => {
  const daniyar = await person(browser, 'daniyar');
  const marina = await person(browser, 'marina');
  const proposal = await proposalOf(daniyar);
  const { upTo } = await ask<{ upTo: Record<string, number> }>(daniyar, '/api/notifications');
  await send(daniyar, '/api/notifications/read', { upTo }); // what other tests have left there
  await daniyar.goto('/bills');
  await expect(bell(daniyar)).toBeVisible();
  await bell(daniyar).click();
  await daniyar.keyboard.press('Escape');
  await expect(list(daniyar)).toBeHidden();
  await expect(bell(daniyar)).toBeFocused();
  await expect(bell(daniyar)).toHaveAccessibleName('Уведомления: 0 непрочитанных');

  await send(marina, `/api/proposals/${proposal.id}/comments`, { id: `bell-${Date.now()}`, body: 'Нужна ли здесь эта цель?', anchor: null });
  await expect(bell(daniyar)).toHaveAccessibleName('Уведомления: 1 непрочитанное');
  await expect(daniyar).toHaveTitle(/^\(1\) /);
  await bell(daniyar).press('Enter');
  await expect(list(daniyar)).toBeFocused();
  await expect(list(daniyar).getByText('Нужна ли здесь эта цель?')).toBeVisible();
  expect((await axeOn(daniyar).include('.bell').analyze()).violations).toEqual([]);
  await daniyar.screenshot({ path: test.info().outputPath('bell.png') });
  await list(daniyar).getByRole('link', { name: /замечание к вашей поправке/ }).first().click();
  await expect(daniyar).toHaveURL(/\/proposals\/.+\?comment=bell-/);
  await expect(daniyar.locator('.thread.looked').getByText('Нужна ли здесь эта цель?')).toBeVisible();
  await expect(bell(daniyar)).toHaveAccessibleName('Уведомления: 0 непрочитанных');
  await daniyar.reload();
  await expect(bell(daniyar)).toHaveAccessibleName('Уведомления: 0 непрочитанных');
  // One's own doing rings no bell.
  await marina.goto('/bills');
  await bell(marina).click();
  await expect(list(marina).getByText('Нужна ли здесь эта цель?')).toHaveCount(0);
});

test('what is read in one browser is read in the other', async ({ browser }) => {
  const one = await person(browser, 'daniyar');
  const two = await person(browser, 'daniyar');
  const saule = await person(browser, 'saule');
  const proposal = await proposalOf(one);
  await one.goto('/bills');
  await two.goto('/bills');
  await send(saule, `/api/proposals/${proposal.id}/comments`, { id: `twin-${Date.now()}`, body: 'Сверить с кодексом.', anchor: null });
  for (const page of [one, two]) await expect(bell(page)).not.toHaveAccessibleName('Уведомления: 0 непрочитанных');
  await bell(one).click();
  await list(one).getByRole('button', { name: 'Отметить все прочитанными' }).click();
  for (const page of [one, two]) await expect(bell(page)).toHaveAccessibleName('Уведомления: 0 непрочитанных');
});

test('a bill tells what others changed since the last visit', async ({ browser }) => {
  const daniyar = await person(browser, 'daniyar');
  const marina = await person(browser, 'marina');
  const { bill } = await send<{ bill: { id: string } }>(daniyar, '/api/bills', { title: { ru: 'О новостях для вернувшихся', kk: 'Оралғандарға жаңалықтар туралы' } });
  const proposal = await proposalOf(daniyar, bill.id);
  const news = marina.getByRole('region', { name: 'Что изменилось с моего прошлого визита' });
  const visited = marina.waitForResponse((answer) => answer.url().endsWith('/visit') && answer.ok()); // the first visit marks itself
  await marina.goto(`/bills/${proposal.bill}`);
  await visited;
  await marina.reload();
  await expect(news.getByText('другие ничего не изменили')).toBeVisible();

  const { proposal: full } = await ask<{ proposal: { wording: { ru: { proposed: string; version: number } } } }>(daniyar, `/api/proposals/${proposal.id}`);
  const text = full.wording.ru;
  await send(daniyar, `/api/proposals/${proposal.id}/changes`, {
    part: 'wording',
    lang: 'ru',
    version: text.version,
    updates: [{ clientID: `news-${Date.now()}`, changes: [text.proposed.length, [0, ' Добавлено позже.']] }],
  });
  await expect(news.getByText('изменена редакция')).toBeVisible();
  await expect(marina.locator('.badge.fresh')).toHaveCount(1);
  await news.getByText('Что изменилось в тексте').click();
  await expect(news.locator('ins, .inserted').filter({ hasText: 'Добавлено позже' }).first()).toBeVisible();
  expect((await axeOn(marina).include('.bill-news').analyze()).violations).toEqual([]);
  await marina.screenshot({ path: test.info().outputPath('news.png'), fullPage: true });
  await news.getByRole('button', { name: /^Отметить просмотренным: / }).click();
  await expect(news.getByText('другие ничего не изменили')).toBeVisible();
  await expect(marina.locator('.badge.fresh')).toHaveCount(0);
});

test('settings are kept, and refused with a reason', async ({ browser }) => {
  const saule = await person(browser, 'saule');
  await saule.goto('/settings');
  const letters = saule.getByRole('region', { name: 'Письма' });
  await expect(saule.getByText('пока не рассылает писем')).toBeVisible();
  const address = saule.getByLabel('Адрес электронной почты');
  const proof = letters.getByLabel('Нынешний пароль');
  await expect(proof).toHaveCount(0); // the rest is changed without it
  await address.fill('saule@zang');
  await proof.fill(password);
  await saule.getByLabel('Сводка').selectOption('раз в день');
  await letters.getByRole('button', { name: 'Сохранить' }).click();
  await expect(saule.getByRole('alert')).toContainText('Проверьте адрес почты');
  await expect(address).toBeFocused();
  await expect(address).toHaveAccessibleDescription(/Проверьте адрес почты/);
  await address.fill('saule@zang.example');
  await saule.getByLabel('Час сводки (Asia/Almaty)').selectOption('07:00');
  await saule.getByLabel('Писать сразу').check();
  await letters.getByRole('button', { name: 'Сохранить' }).click();
  await expect(saule.locator('.form-row').getByText('Настройки сохранены')).toBeVisible();
  await expect(proof).toHaveCount(0); // the address is the stored one again
  await saule.reload();
  await expect(address).toHaveValue('saule@zang.example');
  await expect(proof).toHaveCount(0);
  await expect(saule.getByLabel('Час сводки (Asia/Almaty)')).toHaveValue('7');
  await saule.getByLabel('Нынешний пароль').fill('not-this-one');
  await saule.getByLabel('Новый пароль', { exact: true }).fill('dostatochno-dlinny');
  await saule.getByLabel('Новый пароль ещё раз').fill('dostatochno-dlinny');
  await saule.getByRole('button', { name: 'Сменить пароль' }).click();
  await expect(saule.getByRole('alert')).toHaveText('Нынешний пароль не подходит.');
});

test('another address takes the present password, and its refusal stands at the field', async ({ browser }) => {
  for (const desk of [
    { locale: 'ru', theme: 'light', width: 1280 },
    { locale: 'kk', theme: 'dark', width: 390 },
  ] as const) {
    const page = await person(browser, 'marina', desk);
    const { preferences } = await ask<{ preferences: { email: string } }>(page, '/api/preferences');
    await page.goto('/settings');
    const address = page.locator('input[type=email]');
    const letters = page.locator('form').filter({ has: address });
    await address.fill('another@zang.example');
    const proof = letters.locator('input[type=password]');
    await proof.fill('not-this-one');
    await proof.press('Enter');
    const refused = { ru: 'Нынешний пароль не подходит.', kk: 'Қазіргі құпиясөз сәйкес келмейді.' }[desk.locale];
    await expect(letters.getByRole('alert')).toHaveText(refused);
    await expect(proof).toBeFocused();
    await expect(proof).toHaveAccessibleDescription(new RegExp(refused));
    expect((await axeOn(page).include('form').analyze()).violations.map((one) => one.id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(desk.width);
    await letters.screenshot({ path: test.info().outputPath(`address-${desk.locale}.png`) });
    await page.reload();
    await expect(address).toHaveValue(preferences.email); // nothing was taken
    await expect(proof).toHaveCount(0);
  }
});

for (const desk of [
  { locale: 'ru', theme: 'light', width: 1280 },
  { locale: 'kk', theme: 'dark', width: 390 },
] as const) {
  test(`the settings and the way out by axe: ${desk.locale}, ${desk.theme}, ${desk.width}`, async ({ browser }) => {
    const page = await person(browser, 'daniyar', desk);
    for (const path of ['/settings', '/unsubscribe/none']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path === '/settings') await expect(page.locator('input[type=email]')).toBeVisible();
      expect((await axeOn(page).analyze()).violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(desk.width);
      await page.screenshot({ path: test.info().outputPath(`${path.split('/')[1]}.png`), fullPage: true });
    }
    await page.getByRole('button', { name: /^(Больше не присылать|Бұдан былай жібермеу)$/ }).click();
    await expect(page.getByRole('alert')).toBeVisible(); // nobody has that link
    await page.locator('.bell-button').click();
    await expect(page.locator('.bell-panel')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(desk.width);
    await page.screenshot({ path: test.info().outputPath('bell.png') });
  });
}
