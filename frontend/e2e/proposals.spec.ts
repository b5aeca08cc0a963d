import { expect, test, type Page } from '@playwright/test';
import { demonstrationAct, demonstrationProposal, drafted, markWords, person, quiet, saved, wordingEditor } from './group';

test.afterEach(quiet);

async function begin(page: Page, article: string, action: string): Promise<void> {
  const act = await demonstrationAct(page);
  await page.goto(`/acts/${act}/${article}`);
  await page.locator(`[id="${article}"]`).getByRole('button', { name: action }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Начать' }).click();
  await page.waitForURL(/\/proposals\//);
}

test('a new article after another is written in both languages', async ({ browser }) => {
  const page = await person(browser, 'marina');
  await begin(page, 'art_11', 'Дополнить статьёй после этой');
  await expect(page.locator('.proposal-head')).toContainText('Дополнение статьёй');
  await wordingEditor(page).click();
  await page.keyboard.type('Статья 11-1. Новая статья\n1. Первая часть новой статьи.');
  await expect(page.locator('.papers .redline ins').first()).toContainText('Статья 11-1.');
  await expect(page.locator('.papers .redline del')).toHaveCount(0);
  await page.getByRole('button', { name: 'На казахском', exact: true }).click();
  await wordingEditor(page).click();
  await page.keyboard.type('11-1-бап. Жаңа бап\n1. Жаңа баптың бірінші бөлігі.');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'На казахском', exact: true }).click();
  await expect(wordingEditor(page)).toContainText('Жаңа баптың бірінші бөлігі.');
  await page.getByRole('button', { name: 'Обзор' }).click();
  await page.getByRole('button', { name: 'Чистые тексты' }).click();
  await expect(page.locator('.clean-columns')).toContainText('действующей редакции нет');
});

test('an article is proposed for exclusion: nothing to write, everything struck', async ({ browser }) => {
  const page = await person(browser, 'marina');
  await begin(page, 'art_15', 'Исключить статью');
  await expect(page.locator('.proposal-head')).toContainText('Исключение статьи');
  await expect(page.locator('.wording-edit .cm-content')).toHaveCount(0);
  await expect(page.locator('.redline del').first()).toBeVisible();
  await expect(page.locator('.redline ins')).toHaveCount(0);
  await page.locator('.justification-edit .cm-content').click();
  await page.keyboard.type('Норма дублирует другой закон.');
  await page.keyboard.press('Control+s');
  await saved(page);
});

test('two members write in one text at once and end with the same words', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  await begin(daniyar, 'art_2', 'Предложить поправку');
  await daniyar.getByRole('button', { name: 'Вынести на обсуждение' }).click();
  await expect(daniyar.locator('.proposal-head .badge')).toHaveText('На обсуждении');
  await marina.goto(daniyar.url());
  await wordingEditor(marina).click();
  await wordingEditor(daniyar).click();
  await marina.keyboard.press('Control+End');
  await daniyar.keyboard.press('Control+Home');
  await Promise.all([marina.keyboard.type(' Слова Марины.', { delay: 25 }), daniyar.keyboard.type('Слова Данияра. ', { delay: 25 })]);
  for (const page of [daniyar, marina]) {
    await expect(wordingEditor(page)).toContainText('Слова Данияра.');
    await expect(wordingEditor(page)).toContainText('Слова Марины.');
    await saved(page);
  }
  await expect.poll(async () => (await wordingEditor(daniyar).innerText()) === (await wordingEditor(marina).innerText())).toBe(true);
});

// The first press into the text, while the focus was in the comment, was taken for one into the marked words: the word was not marked,
// its first letter was dragged to its end.
test('marking other words while a comment is being written moves no letter', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await page.goto(`/proposals/${await drafted(page, 'art_8')}`);
  const editor = wordingEditor(page);
  const words = ['работающему', 'присваивается', 'Временному'];
  await expect(editor).toContainText(words[0] ?? '');
  const law = await editor.innerText();
  for (const word of words) {
    await markWords(page, editor, word);
    await page.getByRole('button', { name: 'Комментировать', exact: true }).click();
    await expect(page.locator('.new-comment .quote')).toHaveText(word);
    await page.getByLabel('Ваш комментарий').fill(`К слову «${word}»`);
    expect(await editor.innerText()).toBe(law);
  }
});

test('struck words cannot be commented on, and the reader is told why', async ({ browser }) => {
  const page = await person(browser, 'saule');
  await page.goto(`/proposals/${await demonstrationProposal(page)}`);
  const struck = page.locator('.redline [data-struck]').first();
  await markWords(page, struck, (await struck.innerText()).trim());
  await expect(page.locator('.refusal-holder')).toContainText('исключённые слова');
  await expect(page.locator('.selection-button')).toHaveCount(0);
});

test('a comment whose words are gone says so and keeps its quote', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await begin(page, 'art_7', 'Предложить поправку');
  const line = wordingEditor(page).locator('.cm-line').nth(1);
  const word = (await line.innerText()).split(' ').find((one) => one.length > 6) ?? '';
  await markWords(page, line, word);
  await page.getByRole('button', { name: 'Комментировать', exact: true }).click();
  await page.getByLabel('Ваш комментарий').fill('Проверить термин.');
  await page.getByLabel('Ваш комментарий').press('Control+Enter');
  await expect(page.locator('.thread .quote')).toHaveText(word);
  // The words are still selected, and pressing on selected words would begin to drag them.
  await wordingEditor(page).locator('.cm-line').first().click();
  await markWords(page, wordingEditor(page), word);
  await page.keyboard.press('Delete');
  await expect(page.locator('.thread .lost')).toHaveText('Эти слова изменены');
  await expect(page.locator('.thread .quote')).toHaveText(word);
  await saved(page);
  await page.reload();
  await expect(page.locator('.thread .lost')).toHaveText('Эти слова изменены');
});

test('without a line the words wait and are saved when it returns', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await begin(page, 'art_12', 'Предложить поправку');
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.context().setOffline(true);
  await page.keyboard.type(' Написано без связи.');
  await expect(page.locator('.save-words')).toHaveText(/Нет связи/);
  await expect(page.locator('.foot-notice')).toBeVisible();
  await page.context().setOffline(false);
  await saved(page);
  await expect(page.locator('.foot-notice')).toHaveCount(0);
  await page.reload();
  await expect(wordingEditor(page)).toContainText('Написано без связи.');
});

test('history shows the wording of then and what has changed since', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await begin(page, 'art_1', 'Предложить поправку');
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Добавленные слова.');
  await page.keyboard.press('Control+s');
  await saved(page);
  await page.getByRole('button', { name: 'Обзор' }).click();
  await page.getByRole('button', { name: 'История' }).click();
  await page.locator('.history-entry').filter({ hasText: 'Поправка начата' }).click();
  await expect(page.locator('.history-text ins')).toContainText('Добавленные слова.');
});

test('changes are counted and walked through with n and p', async ({ browser }) => {
  const page = await person(browser, 'saule');
  await page.goto(`/proposals/${await demonstrationProposal(page)}`);
  await expect(page.locator('.change-count')).toHaveText(/^\d+ изменени/);
  await page.keyboard.press('n');
  await expect(page.locator('.change-count')).toHaveText(/^Изменение 1 из/);
  await expect(page.locator('.change.current').first()).toBeInViewport();
  await page.keyboard.press('p');
  const total = Number((await page.locator('.change-count').innerText()).split(' ').at(-1));
  await expect(page.locator('.change-count')).toHaveText(`Изменение ${total} из ${total}`);
});
