// A guest's day: somebody in the hall with an ordinary telephone and a poor line, in Kazakh.

import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { ask, person, quiet, send } from './group';
import { convened, ground, sideways, stranger } from './round-table';

test.afterEach(quiet);

/** 400 kbit/s each way, and 300 ms until anything is answered. */
const poor = { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 };

/** What is read before anything is seen, and with the letters that the page is set in afterwards. A bound of bytes holds on any machine. */
const most = { toRead: 115_000, withFonts: 320_000 };

interface Weighed {
  line: CDPSession;
  /** Bytes over the line so far, by kind: «Script», «Font». */
  bytes: (kind: (kind: string) => boolean) => number;
}

async function poorLine(page: Page): Promise<Weighed> {
  const line = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const sizes: { kind: string; size: number }[] = [];
  line.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.push({ kind: kinds.get(requestId) ?? '', size: encodedDataLength }));
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', poor);
  return { line, bytes: (wanted) => sizes.reduce((sum, one) => sum + (wanted(one.kind) ? one.size : 0), 0) };
}

interface Said {
  roundTable: { remarks: { id: string; name: string; body: string; state: string; lang: string }[] };
}

test('a guest scans the link in the hall, reads the question, and says a word although the line breaks', async ({ browser }) => {
  const [aigerim, daniyar] = [await person(browser, 'aigerim'), await person(browser, 'daniyar')];
  const place = await ground(aigerim, daniyar);
  const id = await convened(aigerim, place);
  await send(aigerim, `/api/round-tables/${id}/open`, {});
  await send(aigerim, `/api/round-tables/${id}/current`, { item: place.proposals[0] });
  await aigerim.goto(`/round-tables/${id}?tab=sitting`);
  await aigerim.getByRole('button', { name: 'Открыть ссылку' }).click();
  await expect(aigerim.getByRole('img', { name: /QR/ })).toBeVisible();
  const link = (await ask<{ roundTable: { guests: { token: string } } }>(aigerim, `/api/round-tables/${id}`)).roundTable.guests.token;
  const guest = await stranger(browser, 'kk');
  const { line, bytes } = await poorLine(guest);
  const remark = guest.getByLabel('Сіздің ескертуіңіз');
  const own = guest.locator('.guest-own li');

  await test.step('she scans the code on the wall, and the question is there before the fonts are', async () => {
    await guest.goto(`/guest/${link}`, { waitUntil: 'commit' });
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(place.title.kk, { timeout: 30_000 });
    await expect(guest.locator('.guest-item h2')).toContainText('10-бап');
    await expect(guest.locator('.guest-item del')).toContainText('алты');
    await expect(guest.locator('.guest-item ins')).toContainText('он екі');
    expect(bytes((kind) => kind !== 'Font')).toBeLessThan(most.toRead);
    await guest.evaluate(() => document.fonts.ready.then(() => undefined));
    expect(bytes(() => true)).toBeLessThan(most.withFonts);
    expect(await sideways(guest)).toBeLessThanOrEqual(0);
  });

  await test.step('when the question changes in the hall, it changes in her hand, and nothing she writes is lost', async () => {
    await remark.fill('Бұл норманы қашан');
    await send(aigerim, `/api/round-tables/${id}/current`, { item: place.proposals[1] });
    await expect(guest.locator('.guest-item h2')).toContainText('7-бап');
    await expect(remark).toHaveValue('Бұл норманы қашан');
  });

  await test.step('she writes a remark and sends it; the line breaks after the server has it and before she is told', async () => {
    await remark.fill('Бұл норманы қашан қолданысқа енгізесіздер?');
    await guest.getByLabel('Аты-жөніңіз').fill('Ержан Сапаров');
    let broken = false;
    await guest.route('**/api/guest/*/remarks', async (route) => {
      if (broken) return route.continue();
      broken = true;
      await route.fetch();
      await line.send('Network.emulateNetworkConditions', { ...poor, offline: true });
      await route.abort('connectionreset');
    });
    await guest.getByRole('button', { name: 'Жіберу' }).click();
    await expect(own).toContainText('байланысты күтуде');
    await expect(guest.getByText('Жазғаныңыз осы телефонда сақталды')).toBeVisible();
    await expect(remark).toHaveValue('');
    // Also when the telephone is switched off now.
    expect(await guest.evaluate(() => Object.values(localStorage).join(' '))).toContain('қашан қолданысқа');
  });

  await test.step('the line comes back, the remark arrives by itself and counts once', async () => {
    await line.send('Network.emulateNetworkConditions', poor);
    await expect(own).toHaveCount(1);
    await expect(own).toContainText('ұйымдастырушыны күтуде', { timeout: 30_000 });
    await expect(guest.getByText('Байланыс жоқ.')).toHaveCount(0);
    const { roundTable } = await ask<Said>(aigerim, `/api/round-tables/${id}`);
    expect(roundTable.remarks.map((one) => [one.name, one.body, one.lang])).toEqual([['Ержан Сапаров', 'Бұл норманы қашан қолданысқа енгізесіздер?', 'kk']]);
  });

  await test.step('the organiser shows it to the hall, and she sees that it was shown', async () => {
    await expect(aigerim.getByText('Бұл норманы қашан қолданысқа енгізесіздер?')).toBeVisible();
    await aigerim.getByRole('button', { name: /^Показать всем: Ержан/ }).click();
    await expect(own).toContainText('залға көрсетілді', { timeout: 30_000 });
  });

  await test.step('the sitting is over: the link says so and whom to ask', async () => {
    await aigerim.getByRole('button', { name: 'Закрыть ссылку' }).click();
    await expect(guest.getByText('Ескертулерді қабылдау аяқталды')).toBeVisible({ timeout: 30_000 });
    await expect(guest.getByText('Ұйымдастырушыдан сұраңыз.')).toBeVisible();
    await expect(guest.getByRole('button', { name: 'Жіберу' })).toHaveCount(0);
  });
});
