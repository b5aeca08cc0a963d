// Pictures of every page for the documentation, made from the demonstration group: npm run screenshots. docs/pages.md shows them, and a
// test (src/pages.test.ts) asks for one of each page of the router.

import { mkdirSync, readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { ask, demonstrationAct, loadAct, password, person, rememberLocale, send, type Desk, type Login } from './group';
import { baseURL, screenshotFolder } from './server';

/** What a picture may weigh: a clone of the repository is fetched over poor lines too. */
const most = 80_000;

const table = { width: 1280, height: 800, locale: 'ru', theme: 'light' } satisfies Desk;
const phone = { width: 390, height: 844, locale: 'kk', theme: 'dark' } satisfies Desk;

/** Sets a PNG as WebP, as well as the weight allows. The browser that drew the page is the only encoder at hand. */
async function asWebp(desk: Page, png: Buffer): Promise<Buffer> {
  for (const quality of [0.8, 0.65, 0.5, 0.35, 0.2]) {
    const url = await desk.evaluate(
      async ([data, q]) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', q);
      },
      [png.toString('base64'), quality] as const,
    );
    const webp = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    if (webp.length < most) return webp;
  }
  throw new Error(`the picture weighs more than ${most} bytes however it is set`);
}

/** Takes pictures of pages as one person at one desk sees them. */
async function album(browser: Browser, who: Login | 'nobody', desk: typeof table | typeof phone): Promise<(name: string, path: string, ready: string, before?: (page: Page) => Promise<void>) => Promise<void>> {
  const page = who === 'nobody' ? await stranger(browser, desk) : await person(browser, who, desk);
  const darkroom = await (await browser.newContext()).newPage();
  return async (name, path, ready, before) => {
    await page.goto(path);
    await before?.(page);
    await expect(page.locator(ready).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const file = `${name}${desk.width < 600 ? '-phone' : ''}.webp`;
    writeFileSync(join(screenshotFolder, file), await asWebp(darkroom, await page.screenshot()));
  };
}

async function stranger(browser: Browser, desk: typeof table | typeof phone): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: desk.width, height: desk.height }, colorScheme: desk.theme, baseURL });
  await rememberLocale(context, desk.locale);
  return context.newPage();
}

interface Scene {
  act: string;
  bill: string;
  proposal: string;
  rival: string;
  roundTable: string;
  guests: string;
  join: string;
  reset: string;
}

let scene: Scene;

test.beforeAll(async ({ browser }) => {
  mkdirSync(screenshotFolder, { recursive: true });
  for (const name of readdirSync(screenshotFolder)) unlinkSync(join(screenshotFolder, name));
  const page = await person(browser, 'aigerim');
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const { proposals } = await ask<{ proposals: { id: string; bill: string; target: string; kind: string; authorName: string; openComments: number }[] }>(page, '/api/proposals');
  const { roundTables } = await ask<{ roundTables: { id: string; proposals: string[] }[] }>(page, '/api/round-tables');
  const { members } = await ask<{ members: { id: string; login: string }[] }>(page, '/api/members');
  const bill = bills.sort((a, b) => b.proposals - a.proposals)[0]?.id ?? '';
  const own = proposals.find((one) => one.target === 'art_10' && one.kind === 'amend' && one.authorName.startsWith('Данияр'));
  const rival = proposals.find((one) => proposals.some((other) => other.id !== one.id && other.target === one.target && other.kind === one.kind && one.kind === 'amend'));
  const roundTable = roundTables.sort((a, b) => b.proposals.length - a.proposals.length)[0]?.id ?? '';
  const at = await ask<{ roundTable: { agenda: { id: string; proposals?: string[] }[] } }>(page, `/api/round-tables/${roundTable}`);
  const item = at.roundTable.agenda.find((one) => (one.proposals ?? []).includes(own?.id ?? '')) ?? at.roundTable.agenda.find((one) => (one.proposals ?? []).length > 0);
  await send(page, `/api/round-tables/${roundTable}/participants/all`, {});
  await send(page, `/api/round-tables/${roundTable}/open`, {});
  await send(page, `/api/round-tables/${roundTable}/current`, { item: item?.id });
  const guests = await send<{ roundTable: { guests: { token: string } } }>(page, `/api/round-tables/${roundTable}/guests`, {});
  await send(page, `/api/bills/${bill}/publication`, {});
  const said = (id: string, name: string, body: string) => send(page, `/api/public/bills/${bill}/remarks`, { id, name, organisation: '', body, lang: 'ru' });
  await said('picture-one', 'Ержан', 'Кто откроет дверь приюта ночью?');
  await said('picture-two', 'Гульмира', 'Хорошо, что сообщения достаточно: позвонить можно не всегда.');
  await send(page, `/api/bills/${bill}/remarks/picture-two/admit`, {});
  const invited = await send<{ url: string }>(page, '/api/invitations', { role: 'member', name: 'Жанар Омарова' });
  const reset = await send<{ url: string }>(page, `/api/members/${members.find((one) => one.login === 'marina')?.id}/reset`, { password });
  scene = { act: await demonstrationAct(page), bill, proposal: own?.id ?? '', rival: rival?.id ?? '', roundTable, guests: guests.roundTable.guests.token, join: new URL(invited.url, baseURL).pathname, reset: new URL(reset.url, baseURL).pathname };
  for (const [name, value] of Object.entries(scene)) expect(value, name).not.toBe('');
});

for (const desk of [table, phone]) {
  test(`what members see, ${desk.width} px`, async ({ browser }) => {
    const shot = await album(browser, 'daniyar', desk);
    await shot('home', '/', '.home-list');
    await shot('act', `/acts/${scene.act}/art_10`, '#art_10 h3');
    await shot('bill', `/bills/${scene.bill}`, '.proposal-row, .bill-table tbody tr');
    await shot('proposal', `/proposals/${scene.proposal}`, desk === table ? '.redline ins' : '.wording-edit .cm-content');
    if (desk === phone) return;
    await shot('acts', '/acts', '.row-title');
    await shot('search', '/search?q=приют', '.found-proposals');
    await shot('bills', '/bills', '.row-title');
    await shot('bill-text', `/bills/${scene.bill}/text`, '.bill-column');
    await shot('bill-about', `/bills/${scene.bill}/about`, '.written');
    await shot('alternatives', `/proposals/${scene.rival}/alternatives`, 'main ins');
    await shot('settings', '/settings', 'main form');
    await shot('not-found', '/nowhere', 'main h1');
  });

  test(`what organisers see, ${desk.width} px`, async ({ browser }) => {
    const shot = await album(browser, 'aigerim', desk);
    await shot('round-table', `/round-tables/${scene.roundTable}?tab=sitting`, '.rt-proposal ins, .rt-proposal del');
    await shot('bill-public', `/bills/${scene.bill}/public`, '.practice-card');
    if (desk === phone) return;
    await shot('round-tables', '/round-tables', '.row-title');
    await shot('projector', `/round-tables/${scene.roundTable}/projector`, '.rt-wall ins, .rt-wall del');
    await shot('members', '/members', '.organisation');
    await shot('audit', '/audit', 'main h2');
    // An act of its own: a newer edition of the demonstration act would move its proposals.
    const page = await person(browser, 'aigerim');
    const text = readFileSync(new URL('../../cmd/talqy/demo/act.ru.txt', import.meta.url), 'utf8').replaceAll('О временных приютах', 'О пробных приютах');
    const act = await loadAct(page, text);
    await loadAct(page, text.replaceAll('шести месяцев', 'двенадцати месяцев'), { act, edition: '2026-12-01' });
    await shot('editions', `/acts/${act}/editions`, 'main ins');
    const amending = readFileSync(new URL('../../proposals/testdata/amending.ru.txt', import.meta.url), 'utf8').replaceAll('О временных приютах', 'О пробных приютах');
    await shot('amendments', `/acts/${act}/amendments`, '.amendment', (at) => at.locator('input[type=file]').setInputFiles({ name: 'amending.txt', mimeType: 'text/plain', buffer: Buffer.from(amending) }));
  });

  test(`what is open without signing in, ${desk.width} px`, async ({ browser }) => {
    const shot = await album(browser, 'nobody', desk);
    await shot('guest', `/guest/${scene.guests}`, '.guest-form');
    await shot('public-bill', `/public/bills/${scene.bill}`, '.public-row');
    await shot('sign-in', '/sign-in', 'main form');
    if (desk === phone) return;
    await shot('join', scene.join, 'main form');
    await shot('reset', scene.reset, 'main form');
    await shot('forgot', '/forgot', 'main h1');
    await shot('unsubscribe', '/unsubscribe/of-nobody', 'main h1');
  });
}

