import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, demonstrationAct, password, person, quiet, rememberLocale, wordingEditor } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

/** Every page by name, with something to read on each. */
async function pages(page: Page): Promise<Record<string, string>> {
  const act = await demonstrationAct(page);
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const { proposals } = await ask<{ proposals: { id: string; kind: string; comments: number }[] }>(page, '/api/proposals');
  const { roundTables } = await ask<{ roundTables: { id: string }[] }>(page, '/api/round-tables');
  return {
    home: '/',
    acts: '/acts',
    act: `/acts/${act}`,
    'act in both languages': `/acts/${act}?lang=both`,
    editions: `/acts/${act}/editions`,
    search: '/search?q=приют',
    bills: '/bills',
    bill: `/bills/${bills.sort((a, b) => b.proposals - a.proposals)[0]?.id}`,
    proposal: `/proposals/${proposals.find((one) => one.kind === 'amend' && one.comments > 0)?.id}`,
    'round tables': '/round-tables',
    'round table': `/round-tables/${roundTables[0]?.id}`,
    members: '/members',
    'not found': '/nowhere',
  };
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('main h1').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
}

// Each page as it opens is in a11y.spec.ts; here is what opens only when somebody asks for it.
for (const theme of ['light', 'dark'] as const) {
  test(`no view of a proposal and no dialog has a barrier that axe can find, ${theme}`, async ({ browser }) => {
    const page = await person(browser, 'aigerim', { theme });
    const found: string[] = [];
    const look = async (name: string) => {
      const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const one of violations) found.push(`${name}: ${one.id} ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('; ')}`);
    };
    await page.goto((await pages(page)).proposal ?? '');
    await settled(page);
    await page.getByRole('button', { name: 'Обзор' }).click();
    for (const view of ['Правка в тексте', 'Рядом', 'Чистые тексты', 'История']) {
      await page.getByRole('button', { name: view }).click();
      await page.waitForLoadState('networkidle');
      await look(view);
    }
    await page.goto('/members');
    await page.getByRole('button', { name: 'Пригласить' }).click();
    await look('invitation');
    expect(found).toEqual([]);
  });
}

test('on a telephone nothing sticks out sideways and comments open as a drawer', async ({ browser }) => {
  for (const locale of ['ru', 'kk'] as const) {
    const page = await person(browser, 'daniyar', { width: 390, height: 844, locale });
    for (const [name, path] of Object.entries(await pages(page))) {
      await page.goto(path);
      await settled(page);
      const sticksOut = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
      expect(sticksOut, `${name}, ${locale}`).toBe(0);
    }
    await page.context().close();
  }
  const page = await person(browser, 'daniyar', { width: 390, height: 844 });
  await page.goto((await pages(page)).proposal ?? '');
  await expect(page.locator('.rail')).toHaveCount(0);
  await page.getByRole('button', { name: /Комментарии \(/ }).click();
  await expect(page.getByRole('dialog').locator('.thread').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: 'Меню' }).click();
  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Акты' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Акты' })).toBeVisible();
  await page.locator('.row-title').last().click();
  await page.getByRole('button', { name: 'Оглавление и поиск' }).click();
  await expect(page.getByRole('dialog').getByLabel('Поиск по тексту акта')).toBeVisible();
});

test('the language is chosen in the header, remembered, and said to the browser', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await page.goto('/bills');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Законопроекты');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  await page.getByRole('button', { name: 'Қаз' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Заң жобалары');
  await expect(page.locator('html')).toHaveAttribute('lang', 'kk');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Заң жобалары');
  await page.getByRole('button', { name: 'Eng' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bills');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('changing the language keeps words that are being written', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await page.goto((await pages(page)).proposal ?? '');
  await page.getByRole('tab', { name: /Обсуждение/ }).click();
  await page.getByRole('button', { name: 'Комментарий к поправке в целом' }).click();
  await page.getByLabel('Комментарий к поправке в целом').fill('Ещё не отправлено');
  await page.getByRole('button', { name: 'Eng' }).click();
  await expect(page.getByLabel('Comment on the proposal as a whole')).toHaveValue('Ещё не отправлено');
});

test('the theme can be chosen against the system’s', async ({ browser }) => {
  const page = await person(browser, 'daniyar', { theme: 'light' });
  await page.setViewportSize({ width: 1480, height: 860 }); // the header of a laptop leaves the choice to the settings
  await page.goto('/bills');
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByLabel('Оформление').selectOption('Тёмное');
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await ground()).toBe(dark);
});

test('sign in and comment with the keyboard alone', async ({ browser }) => {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 860 } });
  await rememberLocale(context, 'ru');
  const page = await context.newPage();
  const helper = await person(browser, 'marina');
  const path = (await pages(helper)).proposal ?? '';
  await page.goto(path);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByLabel('Логин')).toBeVisible();

  /** Tabs until the wished-for element has the focus. */
  const tabTo = async (reached: () => Promise<boolean>, what: string, key = 'Tab') => {
    for (let i = 0; i < 60; i++) {
      if (await reached()) return;
      await page.keyboard.press(key);
    }
    throw new Error(`the keyboard does not reach ${what}`);
  };
  const focused = (selector: string) => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  await tabTo(() => focused('#login'), 'the login');
  await page.keyboard.type('marina');
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  await expect(wordingEditor(page)).toBeVisible();

  await tabTo(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.classList.contains('cm-content') ?? false), 'the wording');
  await page.keyboard.press('Control+Home');
  for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.selection-button')).toBeVisible();
  await page.keyboard.press('Control+Alt+m');
  await expect(page.getByLabel('Ваш комментарий')).toBeFocused();
  const words = `Без мыши ${Date.now()}`;
  await page.keyboard.type(words);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.threads').filter({ hasText: words })).toBeVisible();

  // A reader who may not write has no editor: the line's own button is the way.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Обзор' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.redline .line-comment').first()).toBeAttached();
  await tabTo(() => focused('.line-comment'), 'the line’s comment button');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Ваш комментарий')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('Ваш комментарий')).toHaveCount(0);
});
