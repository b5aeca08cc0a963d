import { expect, test, type Page } from '@playwright/test';
import { ask, drafted, password, person, quiet, saved, shared, wordingEditor } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

interface Found {
  proposal: { threads: { body: string }[]; wording: { ru: { proposed: string } } };
}

/** What the edits that lie in the browser put in: the words that would survive the closing of the page. */
const keptEdits = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('talqy');
        opening.onerror = () => reject(new Error(String(opening.error)));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('outbox').objectStore('outbox').getAll();
          reading.onerror = () => reject(new Error(String(reading.error)));
          reading.onsuccess = () => {
            opening.result.close();
            const kept = reading.result as { kind: string; updates?: { changes: (number | [number, ...string[]])[] }[] }[];
            const inserted = kept.flatMap(({ updates }) => updates ?? []).flatMap(({ changes }) => changes.flatMap((part) => (typeof part === 'number' ? [] : part.slice(1))));
            resolve(inserted.join(''));
          };
        };
      }),
  );

// What is written without a line is kept in the browser, also when the page is closed, and counts once when it is back.
test('a comment and an edit made offline survive the closing of the page and are sent once', async ({ browser }) => {
  const page = await person(browser, 'marina');
  const id = await shared(page, 'art_3');
  await page.goto(`/proposals/${id}`);
  await expect(wordingEditor(page)).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText('Нет связи.')).toBeVisible();
  const words = `вне сети ${Date.now()}`;
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(` [${words}]`);
  await expect(page.locator('.save-words')).toContainText('Нет связи');
  await page.getByRole('tab', { name: /Обсуждение/ }).click();
  await page.getByRole('button', { name: 'Комментарий к поправке в целом' }).first().click();
  await page.locator('.comment-form textarea').fill(`Замечание ${words}`);
  await page.locator('.comment-form textarea').press('Control+Enter');
  await expect(page.getByRole('tabpanel')).toContainText(`Замечание ${words}`);
  await expect(page.getByText('Ждут отправки: 1.')).toBeVisible();
  await expect.poll(() => keptEdits(page)).toContain(words); // the edit is written down after a pause

  // The tab is closed without the line having come back, and opened again with it.
  const context = page.context();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/proposals/${id}`);
  await expect(wordingEditor(again)).toContainText(words);
  await saved(again);
  await expect.poll(async () => (await ask<Found>(again, `/api/proposals/${id}`)).proposal.threads.filter((one) => one.body === `Замечание ${words}`).length).toBe(1);
  await again.reload();
  await expect(wordingEditor(again)).toContainText(words);
  const { proposal } = await ask<Found>(again, `/api/proposals/${id}`);
  expect(proposal.wording.ru.proposed.split(words)).toHaveLength(2);
  expect(proposal.threads.filter((one) => one.body === `Замечание ${words}`)).toHaveLength(1);
});

// What happens after a page was answered and before its line is there is told on no line: the first page of a member whose socket opened
// late on a busy evening went without the draft that he had begun elsewhere, until the next news.
test('a page whose line opens late has what happened meanwhile', async ({ browser }) => {
  const elsewhere = await person(browser, 'marina');
  const page = await person(browser, 'marina');
  let open: () => void = () => {};
  const begun = new Promise<void>((resolve) => (open = resolve));
  await page.routeWebSocket('**/live', async (socket) => {
    await begun;
    socket.connectToServer();
  });
  const first = page.waitForResponse('**/api/home');
  await page.goto('/');
  await (await first).finished();
  const id = await drafted(elsewhere, 'art_3');
  const draft = page.getByRole('region', { name: 'Мои черновики' }).locator(`a[href="/proposals/${id}"]`).first();
  await expect(draft).toHaveCount(0);
  open();
  await expect(draft).toBeVisible();
});

// The tabs of a browser share its session. Marina's tab has words that wait for the line; in the next one Saule signs in.
test('what one member wrote offline does not go out as another’s who signed in in the next tab', async ({ browser }) => {
  const page = await person(browser, 'marina');
  const id = await shared(page, 'art_3');
  const words = `в соседней вкладке ${Date.now()}`;
  await page.goto(`/proposals/${id}`);
  await expect(wordingEditor(page)).toBeVisible();
  await page.getByRole('tab', { name: /Обсуждение/ }).click();
  await page.context().setOffline(true);
  await expect(page.getByText('Нет связи.')).toBeVisible();
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(` [правка ${words}]`);
  await page.getByRole('button', { name: 'Комментарий к поправке в целом' }).first().click();
  await page.locator('.comment-form textarea').fill(`Замечание ${words}`);
  await page.locator('.comment-form textarea').press('Control+Enter');
  await expect(page.getByText('Ждут отправки: 1.')).toBeVisible();
  await expect.poll(() => keptEdits(page)).toContain(words);

  const signIn = async (login: string) => {
    const answer = await page.context().request.post('/api/session', { data: { login, password }, headers: { Origin: baseURL } });
    expect(answer.status(), login).toBe(200);
  };
  const said = async () => {
    const { proposal } = await ask<{ proposal: { threads: { body: string; authorName: string }[]; wording: { ru: { proposed: string } } } }>(page, `/api/proposals/${id}`);
    return [proposal.wording.ru.proposed.includes(words), proposal.threads.filter((one) => one.body.includes(words)).map((one) => one.authorName.split(' ')[0])];
  };
  await signIn('saule');
  await page.context().setOffline(false);
  await expect(page.getByText(/^Теперь это страница участника «Сауле/)).toBeVisible();
  // Like every word at the foot it covers nothing: bars stand on it, and the page ends above it. Once it covered the bar of a telephone.
  const foot = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--foot')));
  await expect.poll(foot).toBeGreaterThan(20);
  await expect(page.getByText(/^Вход выполнен в другой вкладке\. .* участник «Марина/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('other-member.png') });
  await expect(wordingEditor(page)).toBeVisible();
  expect(await said()).toEqual([false, []]);
  await page.getByRole('button', { name: 'Понятно' }).click();
  await expect(page.getByText(/^Теперь это страница/)).toHaveCount(0);
  await expect.poll(foot).toBe(0);

  // Another tab is enough for this one to learn that Marina is back, and now her words go out, as hers.
  await signIn('marina');
  await (await page.context().newPage()).goto('/bills');
  await expect(page.getByText(/^Теперь это страница участника «Марина/)).toBeVisible();
  await expect(page.getByRole('tabpanel')).toContainText(`Замечание ${words}`);
  await expect.poll(said).toEqual([true, ['Марина']]);
});
