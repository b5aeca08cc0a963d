// What the tests of round tables share: an act, a bill and proposals of their own, a stranger's telephone, axe in both themes.

import { readFileSync } from 'node:fs';
import { expect, type Browser, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { loadAct, rememberLocale, send } from './group';
import { baseURL } from './server';

/** Today where the group sits, five hours east of Greenwich. */
export const today = () => new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);

interface Ground {
  bill: string;
  title: { ru: string; kk: string };
  /** On the articles 10 and 7 of an act of its own, both shared, both in two languages. */
  proposals: [string, string];
}

let grounds = 0;

/** An act, a bill and two proposals that no other test knows. */
export async function ground(organiser: Page, author: Page): Promise<Ground> {
  const n = `${process.pid}-${++grounds}`;
  const text = (lang: 'ru' | 'kk') => readFileSync(new URL(`../../cmd/talqy/demo/act.${lang}.txt`, import.meta.url), 'utf8');
  const act = await loadAct(organiser, text('ru').replaceAll('О временных приютах', `О приютах за столом ${n}`));
  await loadAct(organiser, text('kk').replaceAll('Уақытша баспаналар және', `Үстел басындағы баспаналар ${n} және`), { act });
  const title = { ru: `О сроках проживания ${n}`, kk: `Тұру мерзімдері туралы ${n}` };
  const { bill } = await send<{ bill: { id: string } }>(author, '/api/bills', { title });
  const propose = async (target: string, words: Record<string, [string, string]>) => {
    const { proposal } = await send<{ proposal: { id: string; wording: Record<string, { proposed: string }> } }>(author, '/api/proposals', { bill: bill.id, act, kind: 'amend', target });
    for (const [lang, [old, next]] of Object.entries(words)) {
      const before = proposal.wording[lang]?.proposed ?? '';
      const at = before.indexOf(old);
      expect(at, `«${old}» in ${target}`).toBeGreaterThan(0);
      await send(author, `/api/proposals/${proposal.id}/changes`, { part: 'wording', lang, version: 0, updates: [{ clientID: `${proposal.id}-${lang}`, changes: [at, [old.length, next], before.length - at - old.length] }] });
    }
    await send(author, `/api/proposals/${proposal.id}/share`, {});
    return proposal.id;
  };
  const ten = await propose('art_10', { ru: ['шести месяцев', 'двенадцати месяцев'], kk: ['алты айдан', 'он екі айдан'] });
  const seven = await propose('art_7', { ru: ['гранты', 'гранты и субсидии'], kk: ['гранттар', 'гранттар мен субсидиялар'] });
  return { bill: bill.id, title, proposals: [ten, seven] };
}

/** A round table on the two proposals, past the page. */
export async function convened(organiser: Page, { title, proposals }: Ground): Promise<string> {
  const { roundTable } = await send<{ roundTable: { id: string } }>(organiser, '/api/round-tables', { kind: 'round_table', title, date: today(), begins: '10:00', ends: '13:00', place: { ru: 'Астана', kk: 'Астана' }, proposals });
  return roundTable.id;
}

/** Somebody in the hall with a telephone and no account. */
export async function stranger(browser: Browser, locale: 'ru' | 'kk', wrong: string[] = []): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, baseURL });
  await rememberLocale(context, locale);
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(error.message));
  return page;
}

export async function axe(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map((one) => `${name}, ${colorScheme}: ${one.id} ${one.nodes.slice(0, 3).map((node) => node.target.join(' ') + ' ' + (node.failureSummary ?? '')).join('; ')}`)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export const sideways = (page: Page) => page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
