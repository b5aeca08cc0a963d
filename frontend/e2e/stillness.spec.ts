import { expect, test, type Page } from '@playwright/test';
import { ask, demonstrationAct, demonstrationProposal, person, quiet, send, shared, wordingEditor } from './group';

// A page that has come holds still: what arrives later (who is here, other proposals for the article, the place in the bill,
// papers, warnings, the editor itself) finds its place kept, so that a mouse which marks words does not miss them.

test.afterEach(quiet);

interface Watched {
  /** Where the text was and how large, each value once. */
  places: string[];
  /** The share of the page that moved, as browsers count it. */
  shift: number;
}

/** Looks at the text in each frame from its first one on. */
async function watch(page: Page, text: string): Promise<() => Promise<Watched>> {
  await page.addInitScript((selector) => {
    const watched = { places: [] as string[], shift: 0 };
    (window as unknown as { watched: typeof watched }).watched = watched;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) if (!entry.hadRecentInput) watched.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      if (box && box.height > 0) {
        const place = [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round).join(' ');
        if (!watched.places.includes(place)) watched.places.push(place);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, text);
  return () => page.evaluate(() => (window as unknown as { watched: Watched }).watched);
}

/** A proposal with everything that comes late: changed words, a comment, another proposal for its article, a place in the bill. */
async function withEverything(page: Page, other: Page, article: string): Promise<string> {
  await shared(other, article);
  const id = await shared(page, article);
  const { proposal } = await ask<{ proposal: { wording: { ru: { proposed: string } } } }>(page, `/api/proposals/${id}`);
  const { length } = proposal.wording.ru.proposed;
  await send(page, `/api/proposals/${id}/changes`, { part: 'wording', lang: 'ru', version: 0, updates: [{ clientID: `still-${id}`, changes: [length, [0, ' Срок исчисляется сутками.']] }] });
  await send(page, `/api/proposals/${id}/comments`, { id: `still-comment-${id}`, body: 'С какого дня?', anchor: { lang: 'ru', from: length + 1, to: length + 5, version: 1 } });
  return id;
}

/** Everything has come. */
async function whole(page: Page, papers: boolean): Promise<void> {
  const patience = { timeout: 40_000 };
  await expect(page.locator('.alternatives-link')).toBeVisible(patience);
  await expect(page.locator('.bill-place')).toBeVisible(patience);
  if (papers) await expect(page.getByText('Текст с изменениями').or(page.locator('.papers')).first()).toBeVisible(patience);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

for (const [width, line] of [[1280, 'fast'], [390, 'fast'], [1280, 'slow']] as const) {
  test(`the text of a proposal stays where it came, ${width} px wide, on a ${line} line`, async ({ browser }) => {
    const [daniyar, marina] = [await person(browser, 'daniyar', { width }), await person(browser, 'marina')];
    const id = await withEverything(daniyar, marina, 'art_9');
    await marina.goto(`/proposals/${id}`); // somebody is here too
    await expect(wordingEditor(marina)).toBeVisible();

    const seen = await watch(daniyar, '.text-editor.law');
    if (line === 'slow') {
      const network = await daniyar.context().newCDPSession(daniyar);
      await network.send('Network.enable');
      await network.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 100_000, uploadThroughput: 50_000 });
    }
    await daniyar.goto(`/proposals/${id}`, { waitUntil: 'commit' });
    await expect(wordingEditor(daniyar)).toBeVisible({ timeout: 40_000 });
    await whole(daniyar, true);
    await expect(daniyar.locator('.presence')).toBeVisible();
    const { places, shift } = await seen();
    expect(places, 'the text moved').toHaveLength(1);
    expect(shift).toBeLessThan(0.1);

    // Somebody goes: nothing moves either.
    await marina.close();
    await expect(daniyar.locator('.presence')).toHaveCount(0);
    expect((await seen()).places, 'the text moved when somebody went').toHaveLength(1);
  });
}

test('the redline of a proposal stays where it came for whoever reads it', async ({ browser }) => {
  const [daniyar, marina, aigerim] = [await person(browser, 'daniyar'), await person(browser, 'marina'), await person(browser, 'aigerim')];
  const id = await withEverything(daniyar, marina, 'art_10');
  await send(aigerim, `/api/proposals/${id}/status`, { step: 'agree', reason: 'Так и решили' });
  const seen = await watch(marina, '.desk-main > .redline');
  await marina.goto(`/proposals/${id}`, { waitUntil: 'commit' });
  await expect(marina.locator('.desk-main .redline ins').last()).toContainText('исчисляется сутками');
  await expect(marina.locator('.justification')).toBeVisible();
  await whole(marina, true);
  const { places, shift } = await seen();
  // The first place is that of the word that waits; what comes then stands at the same corner.
  expect(new Set(places.map((place) => place.split(' ').slice(0, 3).join(' '))).size, places.join('; ')).toBe(1);
  expect(shift).toBeLessThan(0.1);
});

test('a point between two parts of a line never begins one, however narrow the page is', async ({ browser }) => {
  const page = await person(browser, 'daniyar', { width: 390 });
  await page.goto(`/proposals/${await demonstrationProposal(page)}`);
  const about = page.locator('.proposal-head .row-about');
  await expect(about).toContainText('Изменение статьи');
  // What begins a line, of the parts and of the points that end them: as narrow as a point is a point alone.
  for (let width = 340; width <= 540; width += 20) {
    await page.setViewportSize({ width, height: 844 });
    const first = await about.evaluate((line) => {
      const edge = line.getBoundingClientRect().left;
      return [...line.children].flatMap((part) => [...part.getClientRects()]).filter((box) => box.left < edge + 3).map((box) => Math.round(box.width));
    });
    expect(first.length).toBeGreaterThan(1);
    expect(Math.min(...first), `what begins a line at ${width} px`).toBeGreaterThan(20);
  }
});

for (const width of [1280, 390]) {
  test(`the word that there is no line moves nothing and covers nothing, ${width} px wide`, async ({ browser }) => {
    const page = await person(browser, 'daniyar', { width });
    await page.goto(`/acts/${await demonstrationAct(page)}/art_6`);
    const heading = page.locator('#art_6 h3');
    await expect(heading).toBeInViewport();
    await page.waitForLoadState('networkidle');
    const place = () => heading.boundingBox();
    const length = () => page.evaluate(() => document.documentElement.scrollHeight);
    const [there, long] = [await place(), await length()];

    await page.context().setOffline(true);
    const banner = page.getByRole('status').filter({ hasText: 'Нет связи.' });
    await expect(banner.getByRole('button')).toBeInViewport({ ratio: 1 });
    expect(await place(), 'the text moved').toEqual(there);
    const height = (await page.locator('.foot-notice').boundingBox())?.height ?? 0;
    expect(await length(), 'the end of the page can be scrolled above the banner').toBeGreaterThanOrEqual(Math.floor(long + height) - 1);
    for (const button of [banner.getByRole('button'), ...(width < 980 ? [page.locator('.act-bar button')] : [])]) {
      expect(await button.evaluate((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return one.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }), 'what is pressed is the button').toBe(true);
      await button.focus();
      expect(await place(), 'the text moved when the keyboard came to the foot of the window').toEqual(there);
    }

    await page.context().setOffline(false);
    await expect(page.locator('.foot-notice')).toHaveCount(0);
    expect(await place(), 'the text moved back').toEqual(there);
  });
}
