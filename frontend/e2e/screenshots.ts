// Pictures for the documentation, made from the demonstration group: npm run screenshots.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask, person } from './group';
import { screenshotFolder } from './server';

test('pictures of the proposal, the act and the bill', async ({ browser }) => {
  mkdirSync(screenshotFolder, { recursive: true });
  const page = await person(browser, 'daniyar', { width: 1200, height: 760 });
  const { acts } = await ask<{ acts: { id: string }[] }>(page, '/api/acts');
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const { proposals } = await ask<{ proposals: { id: string; kind: string; authorName: string; openComments: number }[] }>(page, '/api/proposals');
  const own = proposals.find((one) => one.kind === 'amend' && one.authorName.startsWith('Данияр') && one.openComments > 0);
  const shot = async (name: string, path: string, ready: string) => {
    await page.goto(path);
    await expect(page.locator(ready).first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
  };
  await shot('proposal', `/proposals/${own?.id}`, '.redline ins');
  await shot('act', `/acts/${acts[0]?.id}/art_10`, '#art_10 h3');
  await shot('bill', `/bills/${bills.sort((a, b) => b.proposals - a.proposals)[0]?.id}`, '.proposal-row');
});
