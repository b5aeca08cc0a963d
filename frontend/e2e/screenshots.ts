// Pictures for the documentation, made from the demonstration group: npm run screenshots.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ask, demonstrationAct, person, send } from './group';
import { screenshotFolder } from './server';

async function settle(page: Page, ready: string): Promise<void> {
  await expect(page.locator(ready).first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

test.beforeAll(() => mkdirSync(screenshotFolder, { recursive: true }));

test('pictures of the proposal, the act and the bill', async ({ browser }) => {
  const page = await person(browser, 'daniyar', { width: 1200, height: 760 });
  const act = await demonstrationAct(page);
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const { proposals } = await ask<{ proposals: { id: string; kind: string; authorName: string; openComments: number }[] }>(page, '/api/proposals');
  const own = proposals.find((one) => one.kind === 'amend' && one.authorName.startsWith('Данияр') && one.openComments > 0);
  const shot = async (name: string, path: string, ready: string) => {
    await page.goto(path);
    await settle(page, ready);
    await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
  };
  await shot('proposal', `/proposals/${own?.id}`, '.redline ins');
  await shot('act', `/acts/${act}/art_10`, '#art_10 h3');
  await shot('bill', `/bills/${bills.sort((a, b) => b.proposals - a.proposals)[0]?.id}`, '.proposal-row');
});

test('pictures of a round table: the desk of who leads, the wall, a guest', async ({ browser }) => {
  const page = await person(browser, 'aigerim', { width: 1200, height: 760 });
  const { roundTables } = await ask<{ roundTables: { id: string; proposals: string[] }[] }>(page, '/api/round-tables');
  const id = roundTables.sort((a, b) => b.proposals.length - a.proposals.length)[0]?.id;
  const { roundTable } = await ask<{ roundTable: { agenda: { id: string; proposals?: string[] }[] } }>(page, `/api/round-tables/${id}`);
  const item = roundTable.agenda.find((one) => (one.proposals ?? []).length > 0);
  await send(page, `/api/round-tables/${id}/participants/all`, {});
  await send(page, `/api/round-tables/${id}/open`, {});
  await send(page, `/api/round-tables/${id}/current`, { item: item?.id });
  const guests = await send<{ roundTable: { guests: { token: string } } }>(page, `/api/round-tables/${id}/guests`, {});
  await page.goto(`/round-tables/${id}?tab=sitting`);
  await settle(page, '.rt-proposal ins, .rt-proposal del');
  await page.screenshot({ path: join(screenshotFolder, 'round-table.png') });
  await page.goto(`/round-tables/${id}/projector`);
  await settle(page, '.rt-wall ins, .rt-wall del');
  await page.screenshot({ path: join(screenshotFolder, 'projector.png') });
  const guest = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'ru-RU' })).newPage();
  await guest.goto(`/guest/${guests.roundTable.guests.token}`);
  await settle(guest, '.guest-form');
  await guest.screenshot({ path: join(screenshotFolder, 'guest.png') });
});
