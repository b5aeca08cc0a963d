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
  /** The address of a server of the test's own. */
  at?: string;
}

/** The sessions of the four by server and login. Each is signed in once: a password is made dear to try, and tests begin hundreds of times. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

async function signedIn(context: BrowserContext, at: string, login: Login): Promise<void> {
  const place = `${at} ${login}`;
  await context.addCookies(sessions.get(place) ?? []);
  if (sessions.has(place) && (await context.request.get('/api/session')).ok()) return;
  const answer = await context.request.post('/api/session', { data: { login, password }, headers: { Origin: at } });
  expect(answer.status(), `sign in as ${login}`).toBe(200);
  sessions.set(place, await context.cookies());
}

/** A signed-in browser of its own. Errors on its pages fail the test that made it, by `quiet`. */
export async function person(browser: Browser, login: Login, desk: Desk = {}): Promise<Page> {
  const at = desk.at ?? baseURL;
  const context = await browser.newContext({ viewport: { width: desk.width ?? 1280, height: desk.height ?? 860 }, colorScheme: desk.theme ?? 'light', baseURL: at });
  await rememberLocale(context, desk.locale ?? 'ru');
  await signedIn(context, at, login);
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(`${login}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // What the content security policy refuses is said in the console and nowhere else.
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) wrong.push(`${login}: ${message.text()}`);
  });
  return page;
}

const wrong: string[] = [];

/**
 * Closes the browsers of a test: the people in them would be seen in the next one as present, and take its processors. Fails
 * when a page threw an error or broke the content security policy since the last call.
 */
export async function quiet({ browser }: { browser: Browser }): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(wrong.splice(0)).toEqual([]);
}

/** The id of the demonstration act, which other tests that load acts leave alone. */
export async function demonstrationAct(page: Page): Promise<string> {
  const { acts } = await ask<{ acts: { id: string; title: { ru: string } }[] }>(page, '/api/acts');
  const act = acts.find((one) => one.title.ru.startsWith('О временных приютах'));
  expect(act, 'the demonstration act').toBeDefined();
  return act?.id ?? '';
}

/** The demonstration group's own amendment of article 10: the oldest there is, whatever other tests have brought since. */
export async function demonstrationProposal(page: Page): Promise<string> {
  const act = await demonstrationAct(page);
  const { proposals } = await ask<{ proposals: { id: string; act: string; target: string; kind: string; authorName: string }[] }>(page, '/api/proposals');
  const own = proposals.findLast((one) => one.act === act && one.target === 'art_10' && one.kind === 'amend' && one.authorName.startsWith('Данияр'));
  expect(own, 'the proposal of the demonstration group').toBeDefined();
  return own?.id ?? '';
}

/** A draft amendment of one's own to an article, of the demonstration act where no other is named. */
export async function drafted(page: Page, article: string, amended?: string): Promise<string> {
  const act = amended ?? (await demonstrationAct(page));
  const { bills } = await ask<{ bills: { id: string }[] }>(page, '/api/bills');
  const { proposal } = await send<{ proposal: { id: string } }>(page, '/api/proposals', { bill: bills[0]?.id, act, kind: 'amend', target: article });
  return proposal.id;
}

/** An amendment of one's own that nobody but the test writes in, in discussion. */
export async function shared(page: Page, article: string): Promise<string> {
  const id = await drafted(page, article);
  await send(page, `/api/proposals/${id}/share`, {});
  return id;
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
  await expect(root).toContainText(words);
  // Once: a page that has come holds still under the mouse (stillness.spec.ts).
  const box = await wordsAt(root, words);
  await page.mouse.move(box.x + 1, box.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.move(box.x + box.width - 1, box.y + box.height, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await marked(root)).trim()).toBe(words.trim());
}

/** The words that are marked, also inside the shadow root of an editor. */
const marked = (root: Locator) =>
  root.evaluate((element) => {
    const inside = element.getRootNode() as unknown as { getSelection?: () => Selection | null };
    return (inside.getSelection?.() ?? document.getSelection())?.toString() ?? '';
  });

/** The wording's editor. */
export const wordingEditor = (page: Page) => page.locator('.wording-edit .cm-content');

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

/** PUT of JSON with the session of a page. */
export async function put<T>(page: Page, path: string, data: unknown): Promise<T> {
  const answer = await page.context().request.put(path, { data, headers: { Origin: baseURL } });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** A bill of the test's own with one proposal in discussion, whose Russian text begins with other words than the law's. */
export async function billWithProposal(page: Page, title: string, words = 'Новое слово. '): Promise<{ bill: string; proposal: string }> {
  const { bill } = await send<{ bill: { id: string } }>(page, '/api/bills', { title: { ru: title, kk: `${title} (қазақша)` } });
  const { proposal } = await send<{ proposal: { id: string; wording: { ru: { proposed: string } } } }>(page, '/api/proposals', {
    bill: bill.id,
    act: await demonstrationAct(page),
    kind: 'amend',
    target: 'art_6',
  });
  await send(page, `/api/proposals/${proposal.id}/changes`, {
    part: 'wording',
    lang: 'ru',
    version: 0,
    updates: [{ clientID: `own-${proposal.id}`, changes: [[0, words], proposal.wording.ru.proposed.length] }],
  });
  await send(page, `/api/proposals/${proposal.id}/share`, {});
  return { bill: bill.id, proposal: proposal.id };
}
