// What the stories of a day begin with and end with: an act and a bill of their own, a printed paper that is read.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, type Browser, type Download, type Page } from '@playwright/test';
import { loadAct, rememberLocale, send, type Desk } from './group';
import { baseURL } from './server';

/** The demonstration law under a name of the story's own, in both languages. */
export async function ownAct(page: Page, ru: string, kk: string): Promise<string> {
  const read = (lang: string) => readFileSync(new URL(`../../cmd/talqy/demo/act.${lang}.txt`, import.meta.url), 'utf8');
  const act = await loadAct(page, read('ru').replaceAll('О временных приютах', ru));
  await loadAct(page, read('kk').replaceAll('Уақытша баспаналар және қанаудан', kk), { act });
  return act;
}

/** A draft amendment to article 7 of the story's act, in the story's bill. */
export async function ownDraft(page: Page, act: string, bill: string): Promise<string> {
  const { proposal } = await send<{ proposal: { id: string } }>(page, '/api/proposals', { bill, act, kind: 'amend', target: 'art_7' });
  return proposal.id;
}

export async function ownBill(page: Page, ru: string, kk: string): Promise<string> {
  const { bill } = await send<{ bill: { id: string } }>(page, '/api/bills', { title: { ru, kk } });
  return bill.id;
}

/** A browser at which nobody has signed in yet. */
export async function atTheDoor(browser: Browser, desk: Desk): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: desk.width ?? 1280, height: desk.height ?? 860 }, colorScheme: desk.theme ?? 'light', baseURL });
  await rememberLocale(context, desk.locale ?? 'ru');
  const page = await context.newPage();
  await page.goto('/');
  return page;
}

/** The words of a downloaded PDF, as pdftotext reads them, each run of spaces one. */
export async function printedWords(download: Download): Promise<string> {
  const file = await download.path();
  return execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
}

/** Nothing sticks out at the side, whatever the width. */
export async function fitsTheScreen(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 'what sticks out').toBeLessThanOrEqual(0);
}

/** A picture for whoever looks at the story, where TALQY_SHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.TALQY_SHOTS) await page.screenshot({ path: `${process.env.TALQY_SHOTS}/${name}.png` });
}
