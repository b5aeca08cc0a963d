import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, markWords, person, quiet, saved, send, shared, wordingEditor } from './group';

test.afterEach(quiet);

interface Thread {
  id: string;
  author: string;
  body: string;
  mentions: { id: string; login: string }[];
  edited: null | { times: number };
  suggestion: null | { answer: null | { accepted: boolean; byName: string; reason: string } };
  resolved: unknown;
}

const threadsOf = (page: Page, id: string) => ask<{ proposal: { threads: Thread[]; wording: { ru: { proposed: string; version: number } } } }>(page, `/api/proposals/${id}`).then((answer) => answer.proposal);
const discussion = (page: Page) => page.locator('.rail .comments');
const openDiscussion = (page: Page) => page.getByRole('tab', { name: /Обсуждение/ }).click();

/** A long word of the second line of the wording. */
async function longWord(page: Page): Promise<{ line: Locator; word: string }> {
  await expect(wordingEditor(page)).toBeVisible();
  const line = wordingEditor(page).locator('.cm-line').nth(1);
  const word = (await line.innerText()).split(' ').find((one) => /^[а-яё]{7,}$/.test(one)) ?? '';
  expect(word).not.toBe('');
  return { line, word };
}

test('a wording proposed in a comment mentions a member and is accepted with one click, for everybody at once', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_3');
  await Promise.all([daniyar.goto(`/proposals/${id}`), marina.goto(`/proposals/${id}`)]);
  const { line, word } = await longWord(marina);
  await markWords(marina, line, word);
  await marina.keyboard.press('Control+Alt+m');

  // «@» offers those who see the proposal; arrows choose, Enter takes, the focus stays in the field.
  const field = marina.getByLabel('Ваш комментарий');
  await field.pressSequentially('Прошу посмотреть, @');
  const people = marina.getByRole('listbox', { name: 'Кого упомянуть' });
  await expect.poll(() => people.getByRole('option').count()).toBeGreaterThan(3); // other tests bring members in
  await field.pressSequentially('сау');
  await expect(people.getByRole('option')).toHaveCount(1);
  await expect(field).toHaveAttribute('role', 'combobox');
  await field.press('Enter');
  await expect(people).toHaveCount(0);
  await expect(field).toHaveValue('Прошу посмотреть, @Сауле Тлеубаева ');
  await expect(field).toBeFocused();

  await marina.getByRole('button', { name: 'Предложить другие слова' }).click();
  const words = marina.getByLabel('Предлагаю изложить так');
  await expect(words).toHaveValue(word);
  await words.fill('незамедлительно');
  await expect(discussion(marina).locator('.suggested ins')).toContainText('незамедлительно');
  await words.press('Control+Enter');

  const thread = discussion(marina).locator('.thread');
  await expect(thread.locator('.mention')).toHaveText('@Сауле Тлеубаева');
  await expect(thread.getByRole('button', { name: 'Принять' })).toHaveCount(0); // one's own
  await expect(thread.getByRole('button', { name: 'Снять предложение' })).toBeVisible();
  const axe = await axeOn(marina).include('.rail').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(axe.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);

  await openDiscussion(daniyar);
  const his = discussion(daniyar).locator('.thread');
  await expect(his.locator('.suggestion del')).toContainText(word);
  await his.getByRole('button', { name: 'Принять' }).click();
  for (const page of [daniyar, marina]) {
    await expect(wordingEditor(page)).toContainText('незамедлительно');
    await discussion(page).locator('details.resolved summary').click();
    await expect(discussion(page).locator('.suggestion-answer')).toContainText('Принято: Данияр Есимов');
  }
  const after = await threadsOf(marina, id);
  expect(after.wording.ru.proposed).toContain('незамедлительно');
  expect(after.threads[0]?.mentions.map((one) => one.login)).toEqual(['saule']);
  const { spans } = await ask<{ spans: { byName?: string; acceptedByName?: string }[] }>(marina, `/api/proposals/${id}/authors?part=wording&lang=ru`);
  expect(spans.filter((one) => one.byName)).toMatchObject([{ byName: 'Марина Коваленко', acceptedByName: 'Данияр Есимов' }]);
});

test('a suggestion is declined with a reason; one whose words have gone says so', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_5');
  await daniyar.goto(`/proposals/${id}`);
  const { word } = await longWord(daniyar);
  const { wording } = await threadsOf(daniyar, id);
  const from = wording.ru.proposed.indexOf(word);
  const suggest = (comment: string, other: string) =>
    send(marina, `/api/proposals/${id}/comments`, { id: comment, body: '', anchor: { lang: 'ru', from, to: from + word.length, version: wording.ru.version }, suggestion: { old: word, new: other } });
  await suggest('comment-1', 'иначе');
  await suggest('comment-2', '');
  await openDiscussion(daniyar);
  const threads = discussion(daniyar).locator('.thread');
  await expect(threads).toHaveCount(2);
  await expect(threads.nth(1).locator('.suggestion-title')).toHaveText('Предлагаю исключить:');
  await threads.first().getByRole('button', { name: 'Отклонить' }).click();
  await daniyar.getByLabel('Почему отклонено').fill('Термин уже определён.');
  await daniyar.keyboard.press('Enter');
  await expect(threads.first().locator('.suggestion-answer')).toContainText('Отклонено: Данияр Есимов');
  await expect(threads.first()).toContainText('Термин уже определён.');

  await markWords(daniyar, wordingEditor(daniyar), word);
  await daniyar.keyboard.type('вот');
  await expect(threads.nth(1).locator('.suggestion .lost')).toBeVisible();
  await expect(threads.nth(1).getByRole('button', { name: 'Принять' })).toHaveCount(0);
  await saved(daniyar);
  const answer = await daniyar.context().request.post(`/api/proposals/${id}/comments/comment-2/suggestion/accept`, { data: {}, headers: { Origin: new URL(daniyar.url()).origin } });
  expect(answer.status()).toBe(409);
  expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('suggestion_gone');
});

test('an edited comment says so to both and keeps its earlier text', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_6');
  await send(marina, `/api/proposals/${id}/comments`, { id: 'comment-1', body: 'Срок слишком короткий.', anchor: null });
  await Promise.all([daniyar.goto(`/proposals/${id}`), marina.goto(`/proposals/${id}`)]);
  await Promise.all([openDiscussion(daniyar), openDiscussion(marina)]);
  const [his, hers] = [daniyar, marina].map((page) => discussion(page).locator('.thread'));
  await expect(his?.getByRole('button', { name: 'Править' }) as Locator).toHaveCount(0);
  await hers?.getByRole('button', { name: 'Править' }).click();
  const field = marina.getByLabel('Ваш комментарий, новый текст');
  await expect(field).toHaveValue('Срок слишком короткий.');
  await field.fill('Срок слишком короткий: нужен месяц.');
  await field.press('Control+Enter');
  await expect(his?.locator('.comment-body') as Locator).toHaveText('Срок слишком короткий: нужен месяц.');
  await his?.getByRole('button', { name: /^изменён/ }).click();
  await expect(his?.locator('.earlier') as Locator).toContainText('Срок слишком короткий.');
  await expect(his?.locator('.earlier') as Locator).toContainText('Марина Коваленко');
});

test('filters count, are remembered, and a thread that is looked at is shown all the same', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const id = await shared(daniyar, 'art_7');
  const { members } = await ask<{ members: { id: string; login: string }[] }>(daniyar, '/api/members');
  const me = members.find((one) => one.login === 'daniyar')?.id;
  const say = (page: Page, comment: string, body: string) => send(page, `/api/proposals/${id}/comments`, { id: comment, body, anchor: null });
  await say(marina, 'comment-1', `@[${me}], как вы считаете?`);
  await say(daniyar, 'comment-2', 'Мой вопрос.');
  await say(marina, 'comment-3', 'Уже решено.');
  await send(marina, `/api/proposals/${id}/comments/comment-2/replies`, { id: 'reply-001', body: 'Мой ответ.' });
  await send(marina, `/api/proposals/${id}/comments/comment-3/resolve`, {});
  await daniyar.goto(`/proposals/${id}`);
  await openDiscussion(daniyar);
  const view = (name: string) => discussion(daniyar).locator('.thread-views').getByRole('button', { name });
  const counts = () => discussion(daniyar).locator('.thread-views .count').allInnerTexts();
  await expect(discussion(daniyar).locator('.threads').first().locator('.thread')).toHaveCount(2);
  expect(await counts()).toEqual(['3', '2', '1', '1', '1']);
  await view('Упоминают меня').click();
  await expect(discussion(daniyar).locator('.thread')).toHaveCount(1);
  await expect(discussion(daniyar).locator('.mention.me')).toHaveText('@Данияр Есимов');
  await daniyar.reload();
  await expect(view('Упоминают меня')).toHaveAttribute('aria-pressed', 'true');
  await discussion(daniyar).getByLabel('Организация', { exact: true }).selectOption({ label: 'Общественный фонд «Самал босаға»' });
  await expect(discussion(daniyar).locator('.threads-none')).toBeVisible();
  await discussion(daniyar).getByRole('button', { name: 'Показать все' }).click();
  await expect(view('Все')).toHaveAttribute('aria-pressed', 'true');
});

test('by keyboard alone: from thread to thread, answer, resolve, back; «?» lists the keys; a draft outlives a reload', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await shared(page, 'art_8');
  for (const n of [1, 2]) await send(page, `/api/proposals/${id}/comments`, { id: `comment-${n}`, body: `Вопрос ${n}.`, anchor: null });
  await page.goto(`/proposals/${id}`);
  await expect(wordingEditor(page)).toBeVisible();
  await wordingEditor(page).click();
  await page.keyboard.press('Control+Alt+j'); // from the text itself
  const threads = discussion(page).locator('.thread');
  await expect(threads.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(threads.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('r');
  const field = page.getByLabel('Ваш ответ');
  await expect(field).toBeFocused();
  await page.keyboard.type('Недописанный отв');
  await page.reload();
  await expect(page.getByLabel('Ваш ответ')).toHaveValue('Недописанный отв');
  await page.getByLabel('Ваш ответ').focus();
  await page.keyboard.press('End');
  await page.keyboard.type('ет.');
  await page.keyboard.press('Control+Enter');
  await expect(threads.first().locator('.replies')).toContainText('Недописанный ответ.');
  await expect(threads.first()).toBeFocused();
  await page.keyboard.press('d');
  await page.keyboard.press('Enter'); // taken: the first of the outcomes
  await expect(threads.first()).toContainText('Вопрос 2.'); // the first has gone to the resolved
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await expect(page.locator('.wording-edit .editor-host')).toBeFocused();
  await page.locator('.proposal-head h1').click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Клавиши' });
  await expect(help).toContainText('Следующее обсуждение');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  expect((await threadsOf(page, id)).threads.find((one) => one.id === 'comment-1')?.resolved).not.toBeNull();

  // A comment on words outlives a reload together with its words and the wording it proposes.
  const { line, word } = await longWord(page);
  await markWords(page, line, word);
  await page.keyboard.press('Control+Alt+m');
  await page.getByLabel('Ваш комментарий').fill('Не успею');
  await page.reload();
  await expect(page.getByLabel('Ваш комментарий')).toHaveValue('Не успею');
  await page.getByLabel('Ваш комментарий').press('Control+Enter');
  await expect(discussion(page).locator('.thread .quote', { hasText: word })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Ваш комментарий')).toHaveCount(0);
});

for (const [locale, theme, width] of [['ru', 'light', 1280], ['kk', 'dark', 1280], ['ru', 'dark', 390], ['kk', 'light', 390]] as const) {
  test(`the discussion at ${width} px, ${locale}, ${theme}: nothing is cut off and axe finds nothing`, async ({ browser }) => {
    const page = await person(browser, 'daniyar', { locale, theme, width });
    const marina = await person(browser, 'marina');
    const id = await shared(page, 'art_9');
    const { wording } = await threadsOf(page, id);
    const word = wording.ru.proposed.split(/\s/).find((one) => /^[а-яё]{7,}$/.test(one)) ?? '';
    const from = wording.ru.proposed.indexOf(word);
    const { members } = await ask<{ members: { id: string; login: string }[] }>(page, '/api/members');
    const me = members.find((one) => one.login === 'daniyar')?.id;
    await send(marina, `/api/proposals/${id}/comments`, { id: 'comment-1', body: `@[${me}], предлагаю уточнить срок.`, anchor: { lang: 'ru', from, to: from + word.length, version: 0 }, suggestion: { old: word, new: `${word} незамедлительно` } });
    await send(page, `/api/proposals/${id}/comments`, { id: 'comment-2', body: 'Общий вопрос.', anchor: null });
    await page.goto(`/proposals/${id}`);
    if (width > 979) await page.getByRole('tab').nth(2).click();
    else await page.locator('.act-bar button.primary').click();
    const rail = page.locator('.comments');
    await expect(rail.locator('.suggestion')).toBeVisible();
    await rail.locator('[data-key=reply]').first().click();
    await page.keyboard.type('@ма');
    await expect(page.getByRole('listbox')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`discussion-${locale}-${theme}-${width}.png`) });
    const axe = await axeOn(page).include('.comments').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(axe.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape'); // the list
    await page.keyboard.press('Escape'); // the form
    await page.keyboard.press('?');
    await expect(page.locator('.keys')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath(`keys-${locale}-${theme}-${width}.png`) });
  });
}
