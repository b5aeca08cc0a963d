// Every page of the router's table, looked at by axe and by rules that axe has not: WCAG 2.2 AA.

import { readFileSync } from 'node:fs';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, billWithProposal, demonstrationAct, person, put, quiet, rememberLocale, send } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

/** The pages that the router knows. */
const routes = [...readFileSync(new URL('../src/state/router.svelte.ts', import.meta.url), 'utf8').matchAll(/^\s*\[\/\^.*\$\/, '([\w-]+)'\],$/gm)].map((found) => found[1] ?? '');

interface Place {
  path: string;
  /** Signed in or not. */
  open?: boolean;
  /** What shows that the page is there, where its heading does not. */
  ready?: string;
  /** Done before the page is looked at. */
  prepare?: (page: Page) => Promise<void>;
}

/** A row for each page; a page may have several. The name is the router's, what follows a colon tells rows apart. */
async function places(page: Page): Promise<Record<string, Place>> {
  const act = await demonstrationAct(page);
  const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
  const { proposals } = await ask<{ proposals: { id: string; kind: string; comments: number }[] }>(page, '/api/proposals');
  const { roundTables } = await ask<{ roundTables: { id: string }[] }>(page, '/api/round-tables');
  const bill = bills.sort((a, b) => b.proposals - a.proposals)[0]?.id;
  const proposal = proposals.find((one) => one.kind === 'amend' && one.comments > 0)?.id;
  const open = await publicBill(page);
  const { url } = (await (
    await page.context().request.post('/api/invitations', { data: { role: 'member', name: 'Гость', organisation: '' }, headers: { Origin: baseURL } })
  ).json()) as { url: string };
  return {
    home: { path: '/' },
    'sign-in': { path: '/sign-in', open: true },
    forgot: { path: '/forgot', open: true },
    reset: { path: '/reset/of-nobody', open: true },
    audit: { path: '/audit' },
    join: { path: url, open: true },
    acts: { path: '/acts' },
    act: { path: `/acts/${act}` },
    'act: both languages': { path: `/acts/${act}?lang=both` },
    editions: { path: `/acts/${act}/editions` },
    amendments: { path: `/acts/${act}/amendments` },
    bills: { path: '/bills' },
    bill: { path: `/bills/${bill}`, ready: '.proposal-row' },
    'bill: board': { path: `/bills/${bill}`, ready: '.board-card', prepare: (it) => it.getByRole('button', { name: /^(Доска|Тақта|Board)$/ }).click() },
    'bill: nothing matches': { path: `/bills/${bill}?text=такогонет` },
    'bill-text': { path: `/bills/${bill}/text` },
    'bill-about': { path: `/bills/${open.bill}/about`, ready: '.written' },
    'bill-about: writing': { path: `/bills/${open.bill}/about`, ready: '.written-form', prepare: (it) => it.locator('.bill-writing section button').first().click() },
    'bill-public': { path: `/bills/${open.bill}/public`, ready: '.public-state svg' },
    'bill-public: closed': { path: `/bills/${bill}/public`, ready: '.public-state' },
    'public-bill': { path: `/public/bills/${open.bill}`, open: true, ready: '.public-answer' },
    'public-bill: closed': { path: '/public/bills/neverwas', open: true },
    'proposal: practice': { path: `/proposals/${open.proposal}`, ready: '.practice-card' },
    proposal: { path: `/proposals/${proposal}`, ready: '.desk-main' },
    alternatives: { path: `/proposals/${proposal}/alternatives` },
    'round-tables': { path: '/round-tables' },
    'round-table': { path: `/round-tables/${roundTables[0]?.id}` },
    'round-table: sitting': { path: `/round-tables/${roundTables[0]?.id}?tab=sitting` },
    'round-table: people': { path: `/round-tables/${roundTables[0]?.id}?tab=people` },
    projector: { path: `/round-tables/${roundTables[0]?.id}/projector` },
    guest: { path: '/guest/of-nobody', open: true },
    members: { path: '/members' },
    settings: { path: '/settings' },
    unsubscribe: { path: '/unsubscribe/of-nobody', open: true },
    search: { path: '/search?q=приют', ready: '.found-unit' },
    'search: nothing': { path: '/search?q=словакоторогонет' },
    'not-found': { path: '/nowhere' },
  };
}

/** A bill of this file's own that is open to the public, with everything that its pages can show. */
let opened: Promise<{ bill: string; proposal: string }> | null = null;

function publicBill(page: Page): Promise<{ bill: string; proposal: string }> {
  opened ??= (async () => {
    const made = await billWithProposal(page, 'О доступности');
    await put(page, `/api/bills/${made.bill}/summary`, { summary: { ru: 'Приюты откроются для всех.', kk: 'Баспаналар баршаға ашылады.' } });
    await put(page, `/api/bills/${made.bill}/note/need`, { text: { ru: 'Норма не работает.', kk: '' } });
    await put(page, `/api/proposals/${made.proposal}/evidence/evidence-a11y`, {
      kind: 'hotline', source: { ru: 'Горячая линия', kk: '' }, from: '2026-01', to: '', cases: 3, summary: { ru: 'Отказали в приёме.', kk: '' }, file: null,
    });
    await put(page, `/api/proposals/${made.proposal}/citations/citation-a11y`, {
      treaty: { ru: 'Протокол', kk: '' }, article: { ru: 'статья 3', kk: '' }, quote: { ru: 'Торговля людьми означает', kk: '' }, note: { ru: '', kk: '' }, before: 'partial', after: 'full',
    });
    await send(page, `/api/bills/${made.bill}/publication`, {});
    for (const [id, state] of [['a11y-remark-1', 'admit'], ['a11y-remark-2', '']] as const) {
      await send(page, `/api/public/bills/${made.bill}/remarks`, { id, name: 'Ержан', organisation: 'Жители', body: 'Нужен срок.', lang: 'ru', proposal: made.proposal });
      if (state) await send(page, `/api/bills/${made.bill}/remarks/${id}/${state}`, {});
    }
    await send(page, `/api/bills/${made.bill}/remarks/a11y-remark-1/answer`, { outcome: 'rejected', reason: { ru: 'Срок уже есть.', kk: '' } });
    return made;
  })();
  return opened;
}

const named = (name: string) => name.split(':')[0] ?? name;
const known = (name: string) => name === 'not-found' || routes.includes(named(name));

async function visit(page: Page, place: Place): Promise<void> {
  await page.goto(place.path);
  await expect(page.locator('main h1').first()).toBeVisible();
  await place.prepare?.(page);
  if (place.ready) await expect(page.locator(place.ready).first()).toBeVisible();
  await expect(page.locator('.waiting')).toHaveCount(0);
}

/** As tall as the page: the bar at the foot of a phone covers what is scrolled below it, which is no small target. */
async function unroll(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, 860), 16_000) });
}

async function stranger(browser: Browser, desk: { theme: 'light' | 'dark'; locale: string; width: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: desk.width, height: 860 }, colorScheme: desk.theme, baseURL });
  await rememberLocale(context, desk.locale);
  return context.newPage();
}

test('every page of the router has a row here', async ({ browser }) => {
  expect(routes.length).toBeGreaterThan(14);
  const rows = Object.keys(await places(await person(browser, 'aigerim'))).map(named);
  expect(routes.filter((route) => !rows.includes(route))).toEqual([]);
});

// Each two of theme, language and width meet in one of the four: what two of them do together is seen. A page is turned to once in a
// language; the window and the theme change under it, as they do when somebody turns a tablet in the evening.
const looks = {
  ru: [{ theme: 'light', width: 1280 }, { theme: 'dark', width: 390 }],
  kk: [{ theme: 'dark', width: 1280 }, { theme: 'light', width: 390 }],
} as const;

for (const locale of ['ru', 'kk'] as const) {
  test(`axe finds nothing on any page in ${locale}: ${looks[locale].map((look) => `${look.theme}, ${look.width}`).join('; ')}`, async ({ browser }) => {
    test.setTimeout(360_000);
    const desk = { ...looks[locale][0], locale };
    const inside = await person(browser, 'aigerim', desk);
    const outside = await stranger(browser, desk);
    const found: string[] = [];
    for (const [name, place] of Object.entries(await places(inside))) {
      if (!known(name)) continue;
      const page = place.open ? outside : inside;
      await page.emulateMedia({ colorScheme: desk.theme });
      await page.setViewportSize({ width: desk.width, height: 860 });
      await visit(page, place);
      for (const look of looks[locale]) {
        await page.emulateMedia({ colorScheme: look.theme });
        await page.setViewportSize({ width: look.width, height: 860 });
        await unroll(page, look.width);
        const here = `${name}, ${look.theme}, ${look.width}`;
        const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        for (const one of violations) found.push(`${here}: ${one.id} ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('; ')}`);
        const sideways = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
        if (sideways > 0) found.push(`${here}: sticks out by ${sideways} px`);
        const headings = await page.locator('main h1').count();
        if (headings !== 1) found.push(`${here}: ${headings} headings of the first level`);
      }
    }
    expect(found).toEqual([]);
  });
}

test('at 320 px, which is 400 % of 1280, no page is read sideways', async ({ browser }) => {
  const desk = { width: 320, height: 800, locale: 'kk', theme: 'light' } as const;
  const inside = await person(browser, 'aigerim', desk);
  const outside = await stranger(browser, desk);
  const found: string[] = [];
  for (const [name, place] of Object.entries(await places(inside))) {
    if (!known(name)) continue;
    const page = place.open ? outside : inside;
    await visit(page, place);
    const sideways = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
    if (sideways > 0) found.push(`${name}: ${sideways} px`);
  }
  expect(found).toEqual([]);
});

test('each page has a title of its own, and turning to it moves the focus', async ({ browser }) => {
  const page = await person(browser, 'aigerim');
  const titles = new Map<string, string>();
  for (const [name, place] of Object.entries(await places(page))) {
    if (!known(name) || place.open || name !== named(name)) continue;
    await visit(page, place);
    const title = await page.title();
    expect(title, name).toMatch(/ — Talqy$/);
    expect(titles.get(title) ?? name, `«${title}» is also the title of ${titles.get(title)}`).toBe(name);
    titles.set(title, name);
  }
  await page.goto('/');
  await expect(page.locator('main h1')).toBeVisible();
  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: 'Законопроекты' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Законопроекты' })).toBeVisible();
  await expect(page.locator('main')).toBeFocused();
  // The skip link is the first stop and leads past the header.
  await page.goto('/bills');
  await expect(page.locator('main h1')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip-link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
});

test('what the keyboard comes to is seen, and not hidden behind a bar', async ({ browser }) => {
  const page = await person(browser, 'aigerim');
  const all = await places(page);
  const wrong: string[] = [];
  for (const name of ['home', 'bill', 'bill: board', 'search', 'proposal', 'members']) {
    const place = all[name];
    if (!place) throw new Error(name);
    await visit(page, place);
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return 'end';
        if (at.shadowRoot) return ''; // the editor draws its caret
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const label = `${at.tagName.toLowerCase()}.${at.className} «${(at.textContent ?? '').trim().slice(0, 30)}»`;
        const ringed = (element: Element) => getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
        if (style.opacity !== '0' && !ringed(at)) return `${label} has no ring`;
        if (box.bottom <= 0 || box.top >= innerHeight) return `${label} is outside the window`;
        const top = document.elementFromPoint(box.left + box.width / 2, Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
        if (top && !at.contains(top) && !top.contains(at) && !at.parentElement?.contains(top)) return `${label} is behind ${top.tagName.toLowerCase()}.${top.className}`;
        return '';
      });
      if (seen === 'end') break;
      if (seen) wrong.push(`${name}: ${seen}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('who wants less motion gets none', async ({ browser }) => {
  const page = await person(browser, 'aigerim');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [name, place] of Object.entries(await places(page))) {
    if (!['home', 'bill', 'bill: board', 'proposal', 'act'].includes(name)) continue;
    await visit(page, place);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((one) => {
        const style = getComputedStyle(one);
        const longest = Math.max(...[...style.animationDuration.split(','), ...style.transitionDuration.split(',')].map((text) => parseFloat(text) * (text.trim().endsWith('ms') ? 0.001 : 1)));
        return longest > 0.01 || style.scrollBehavior === 'smooth' ? [`${one.tagName} ${one.className} ${longest}`] : [];
      }),
    );
    expect(moving.slice(0, 5), name).toEqual([]);
  }
});
