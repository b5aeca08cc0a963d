// The people of the demonstration group at their browsers, and what they do with text.

import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { baseURL } from './server';

export type Login = 'aigerim' | 'daniyar' | 'marina' | 'saule';
export const password = 'talqy-demo';

export interface Desk {
  locale?: 'ru' | 'kk' | 'en';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

/** A signed-in browser of its own. Errors on its pages fail the test that made it, by `quiet`. */
export async function person(browser: Browser, login: Login, desk: Desk = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: desk.width ?? 1280, height: desk.height ?? 860 }, colorScheme: desk.theme ?? 'light', baseURL });
  await rememberLocale(context, desk.locale ?? 'ru');
  const answer = await context.request.post('/api/session', { data: { login, password }, headers: { Origin: baseURL } });
  expect(answer.status(), `sign in as ${login}`).toBe(200);
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(`${login}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // What the content security policy refuses is said in the console and nowhere else.
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) wrong.push(`${login}: ${message.text()}`);
  });
  return page;
}

const wrong: string[] = [];

/** Fails when a page threw an error or broke the content security policy since the last call. */
export function quiet(): void {
  expect(wrong.splice(0)).toEqual([]);
}

export async function rememberLocale(context: BrowserContext, locale: string): Promise<void> {
  await context.addInitScript((value) => {
    if (!localStorage.getItem('talqy-locale')) localStorage.setItem('talqy-locale', value);
  }, locale);
}

/** JSON of a GET with the session of a page. */
export async function ask<T>(page: Page, path: string): Promise<T> {
  const answer = await page.context().request.get(path);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where words stand on the screen: the first place inside `root` whose text node holds them. */
export async function wordsAt(root: Locator, words: string): Promise<Box> {
  return root.evaluate((element, wanted) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      node.parentElement?.scrollIntoView({ block: 'center' });
      const rects = range.getClientRects();
      const first = rects[0];
      const last = rects[rects.length - 1];
      if (!first || !last) continue;
      return { x: first.left, y: first.top + first.height / 2, width: last.right - first.left, height: last.top + last.height / 2 - (first.top + first.height / 2) };
    }
    throw new Error(`«${wanted}» is not there`);
  }, words);
}

/** Marks words with the mouse, as a reader does. */
export async function markWords(page: Page, root: Locator, words: string): Promise<void> {
  const box = await wordsAt(root, words);
  await page.mouse.move(box.x + 1, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width - 1, box.y + box.height, { steps: 4 });
  await page.mouse.up();
}

/** The wording's editor. */
export const wordingEditor = (page: Page) => page.locator('.edit-columns .cm-content');

/** Replaces words in the editor by marking and typing. */
export async function replaceWords(page: Page, old: string, next: string): Promise<void> {
  await markWords(page, wordingEditor(page), old);
  await page.keyboard.type(next);
}

/** Waits until the page says that everything is saved and the server agrees. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('.save-words')).toHaveText(/Сохранено|Сақталды|Saved/);
}

/** Loads a text of an act past the page: a new act, another language of one (`act`), or a newer edition (`act` and `edition`). */
export async function loadAct(page: Page, text: string | Buffer, into: { act?: string; edition?: string } = {}): Promise<string> {
  const fields = Object.fromEntries(Object.entries(into).filter(([, value]) => value !== undefined)) as Record<string, string>;
  const answer = await page.context().request.post('/api/acts', {
    headers: { Origin: baseURL },
    multipart: { ...fields, file: { name: 'act.txt', mimeType: 'text/plain', buffer: Buffer.from(text) } },
    timeout: 60_000,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { act: { id: string } }).act.id;
}

/** POST of JSON with the session of a page. */
export async function send<T>(page: Page, path: string, data: unknown): Promise<T> {
  const answer = await page.context().request.post(path, { data, headers: { Origin: baseURL } });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}
