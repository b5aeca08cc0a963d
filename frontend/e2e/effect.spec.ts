import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, demonstrationProposal, drafted, person, quiet, replaceWords, saved, shared, wordingEditor } from './group';

test.afterEach(quiet);

interface Effect {
  seq: number;
  langs: Record<'ru' | 'kk', { version: number; instruction: string; changes: { deleted: string; inserted: string; accepted: null | { byName: string } }[]; consolidated: { text: string }[] }>;
  warnings: { code: string; lang: string; from: number; to: number; rule: string; message: string }[];
  collisions: { lang: string; proposal: { id: string }; merged: string | null }[];
}

const paper = (page: Page, title: string | RegExp) => page.locator('.paper', { has: page.getByRole('heading', { level: 2, name: title }) });
const effectOf = (page: Page, id: string) => ask<{ effect: Effect }>(page, `/api/proposals/${id}/effect`).then((answer) => answer.effect);

test('the papers follow typing without a button, in both languages, and say what the server says', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await drafted(page, 'art_4');
  await page.goto(`/proposals/${id}`);
  await expect(paper(page, 'Изменения')).toContainText('не отличается от действующей');
  const words = (await wordingEditor(page).locator('.cm-line').nth(1).innerText()).split(' ').find((one) => /^[а-яё]{7,}$/.test(one)) ?? '';
  expect(words).not.toBe('');
  await replaceWords(page, words, 'незамедлительно');
  const instruction = paper(page, 'Формулировка поправки');
  await expect(instruction.locator('[lang=ru]')).toContainText('незамедлительно');
  await expect(instruction).toContainText('Изменений нет');
  await expect(paper(page, 'Правка к действующей редакции').locator('ins')).toContainText('незамедлительно');
  await expect(paper(page, 'Строка сравнительной таблицы').locator('ins')).toContainText('незамедлительно');
  await expect(paper(page, 'Текст с учётом поправки')).toContainText('незамедлительно');
  await expect(page.locator('.rail .change-row')).toHaveCount(1);

  await page.getByRole('button', { name: 'На казахском', exact: true }).click();
  const word = (await wordingEditor(page).locator('.cm-line').nth(1).innerText()).split(' ').find((one) => /^[а-яёәғқңөұүһі]{7,}$/.test(one)) ?? '';
  await replaceWords(page, word, 'дереу');
  await expect(instruction.locator('[lang=kk]')).toContainText('дереу');
  await expect(instruction.locator('[lang=ru]')).toContainText('незамедлительно');

  // What is printed on the page is the server's, letter for letter.
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await saved(page);
  await expect(page.locator('.rail .papers').first()).toHaveAttribute('aria-busy', 'false');
  const effect = await effectOf(page, id);
  for (const lang of ['ru', 'kk'] as const) {
    const shown = (await instruction.locator(`[lang=${lang}] p`).allInnerTexts()).join('\n');
    expect(shown).toBe(effect.langs[lang].instruction);
  }
  const consolidated = paper(page, 'Текст с учётом поправки').locator('.line');
  expect(await consolidated.allTextContents()).toEqual(effect.langs.kk.consolidated.map((line) => line.text));
});

test('a folded paper stays folded, and the open tab stays open, after a reload', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await drafted(page, 'art_4');
  await page.goto(`/proposals/${id}`);
  const row = paper(page, 'Строка сравнительной таблицы');
  await expect(row.locator('.table-row')).toBeVisible();
  await row.locator('summary').click();
  await expect(row.locator('.table-row')).toBeHidden();
  await page.reload();
  await expect(paper(page, 'Изменения')).toBeVisible();
  await expect(row.locator('.table-row')).toBeHidden();
  await page.getByRole('tab', { name: 'Документы' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: /Проверка/ })).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'Законодательная техника' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 2, name: 'Законодательная техника' })).toBeVisible();
});

test('the instruction is copied as it stands', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const { proposals } = await ask<{ proposals: { id: string; kind: string; authorName: string }[] }>(page, '/api/proposals');
  let own = '';
  for (const one of proposals) {
    // Other tests bring acts of one language and drafts that change nothing.
    if (one.kind !== 'amend' || !one.authorName.startsWith('Данияр') || !(await effectOf(page, one.id)).langs.kk?.instruction) continue;
    own = one.id;
    break;
  }
  expect(own).not.toBe('');
  await page.goto(`/proposals/${own}`);
  const copy = page.getByRole('button', { name: 'Скопировать: Формулировка поправки, На казахском' });
  await copy.click();
  await expect(page.locator('.copy-button').filter({ hasText: 'Скопировано' })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe((await effectOf(page, own)).langs.kk.instruction);
});

test('a drafting warning is counted, cites its rule, and leads to its words', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await drafted(page, 'art_5');
  await page.goto(`/proposals/${id}`);
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Слова  с двумя пробелами.');
  const tab = page.getByRole('tab', { name: /Проверка/ });
  await expect(tab.locator('.count')).toBeVisible();
  const mark = wordingEditor(page).locator('.remarked').first();
  await expect(mark).toHaveAttribute('aria-description', /Закона «О правовых актах»/);
  await tab.click();
  await saved(page);
  await expect(page.locator('.papers').filter({ visible: true })).toHaveAttribute('aria-busy', 'false');
  const effect = await effectOf(page, id);
  const count = effect.warnings.length + new Set(effect.collisions.map((one) => `${one.proposal.id} ${one.lang}`)).size;
  await expect(tab.locator('.count')).toHaveText(String(count));
  const warning = page.locator('.warning', { has: page.getByRole('button') }).first();
  await expect(warning).toContainText('Закона «О правовых актах»');
  await wordingEditor(page).click();
  await page.keyboard.press('Control+Home');
  await warning.getByRole('button', { name: /^Показать в тексте/ }).click();
  const found = effect.warnings.filter((one) => one.lang === 'ru' && one.from >= 0).map((one) => `${one.from}-${one.to}`);
  expect(found.length).toBeGreaterThan(0);
  // Chromium alone knows what is selected inside a shadow root, and it is the browser of these tests.
  const text = await page.locator('.wording-edit .editor-host').evaluate((host) => (host.shadowRoot as unknown as { getSelection(): Selection | null }).getSelection()?.toString() ?? '');
  const { proposal } = await ask<{ proposal: { wording: { ru: { proposed: string } } } }>(page, `/api/proposals/${id}`);
  const quotes = effect.warnings.filter((one) => one.lang === 'ru' && one.from >= 0).map((one) => proposal.wording.ru.proposed.slice(one.from, one.to));
  expect(quotes).toContain(text);
  // The mended words take the warning away.
  const before = count;
  await expect(async () => {
    await page.keyboard.press('Control+z');
    expect(Number((await tab.locator('.count').allInnerTexts())[0] ?? 0)).toBeLessThan(before);
  }).toPass();
});

test('a lawyer accepts, reopens and rejects single changes from the keyboard, and the author sees it at once', async ({ browser }) => {
  const [daniyar, saule] = [await person(browser, 'daniyar'), await person(browser, 'saule')];
  const id = await drafted(daniyar, 'art_6');
  await daniyar.goto(`/proposals/${id}`);
  await wordingEditor(daniyar).click();
  await daniyar.keyboard.press('Control+Home');
  await daniyar.keyboard.press('End');
  await daniyar.keyboard.type(' первая вставка');
  await daniyar.keyboard.press('Control+End');
  await daniyar.keyboard.type(' вторая вставка');
  await daniyar.getByRole('button', { name: 'Вынести на обсуждение' }).click();
  await saved(daniyar);
  await expect(daniyar.locator('.change-row')).toHaveCount(2);
  await expect(daniyar.locator('.change-row').getByRole('button', { name: 'Принять' })).toHaveCount(0);

  await saule.goto(`/proposals/${id}`);
  await saule.getByRole('button', { name: 'Обзор' }).click();
  const rows = saule.locator('.change-row');
  await expect(rows).toHaveCount(2);
  await rows.first().locator('.change-words').focus();
  await saule.keyboard.press('a');
  await expect(rows.first()).toContainText('Принято: Сауле Тлеубаева');
  await expect(daniyar.locator('.change-row').first()).toContainText('Принято: Сауле Тлеубаева');
  await expect(daniyar.locator('.paper-note').filter({ hasText: 'Принято 1 из 2' })).toBeVisible();
  await expect(rows.nth(1).locator('.change-words')).toBeFocused();

  await rows.first().getByRole('button', { name: 'Вернуть на рассмотрение' }).click();
  await expect(daniyar.locator('.change-row').first()).not.toContainText('Принято');
  await expect(rows.first().locator('.change-words')).toBeFocused();

  await rows.first().locator('.change-words').focus();
  await saule.keyboard.press('r');
  await expect(saule.getByLabel('Причина (необязательно)')).toBeFocused();
  await saule.keyboard.press('Escape');
  await expect(rows.first().locator('.change-words')).toBeFocused();
  await saule.keyboard.press('r');
  await saule.keyboard.type('Повторяет статью 3.');
  await saule.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('вторая вставка');
  await expect(rows.first().locator('.change-words')).toBeFocused();
  await expect(wordingEditor(daniyar)).not.toContainText('первая вставка');
  await expect(wordingEditor(daniyar)).toContainText('вторая вставка');
  await expect(daniyar.locator('.change-row')).toHaveCount(1);

  // The list shows the words in the redline and in the editor.
  await rows.first().locator('.change-words').click();
  await expect(saule.locator('.desk-main .redline ins').filter({ hasText: 'вторая' }).first()).toBeInViewport();
});

// The form of the second change stood under another one as soon as the author had changed something above it, and Enter put the
// wrong words of the law back.
test('a reason stays with the change that it is written for, whatever the author does above it', async ({ browser }) => {
  const [daniyar, saule] = [await person(browser, 'daniyar'), await person(browser, 'saule')];
  const id = await shared(daniyar, 'art_6');
  await daniyar.goto(`/proposals/${id}`);
  await wordingEditor(daniyar).click();
  await daniyar.keyboard.press('Control+End');
  await daniyar.keyboard.type(' последняя вставка');
  await saved(daniyar);
  await saule.goto(`/proposals/${id}`);
  await saule.getByRole('button', { name: 'Обзор' }).click();
  const rows = saule.locator('.change-row');
  await expect(rows).toHaveCount(1);
  await rows.first().getByRole('button', { name: 'Отклонить' }).click();
  const reason = saule.getByLabel('Причина (необязательно)');
  await expect(reason).toBeFocused();
  await saule.keyboard.type('Повторяет');
  await daniyar.keyboard.press('Control+Home');
  await daniyar.keyboard.press('End');
  await daniyar.keyboard.type(' первая вставка');
  await expect(rows).toHaveCount(2);
  await saved(daniyar);
  await expect(rows.first()).toContainText('первая вставка');
  await expect(rows.nth(1).locator('.reject-form')).toBeVisible();
  await expect(reason).toBeFocused();
  await saule.keyboard.type(' статью 3.');
  await expect(reason).toHaveValue('Повторяет статью 3.');
  await saule.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(wordingEditor(daniyar)).not.toContainText('последняя вставка');
  await expect(wordingEditor(daniyar)).toContainText('первая вставка');

  // A change that goes while its reason is written takes the form with it, and the reader is told.
  await rows.first().locator('.change-words').focus();
  await saule.keyboard.press('r');
  await expect(reason).toBeFocused();
  await daniyar.keyboard.press('Control+Home');
  await daniyar.keyboard.press('End');
  for (let i = 0; i < 'вставка'.length; i++) await daniyar.keyboard.press('Backspace');
  await expect(saule.getByRole('alert').filter({ hasText: 'изменения уже нет' })).toBeVisible();
  await expect(reason).toHaveCount(0);
});

test('two proposals over the same words show each other to both authors', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const [first, second] = [await drafted(daniyar, 'art_13'), await drafted(marina, 'art_13')];
  for (const [page, id] of [[daniyar, first], [marina, second]] as const) await page.goto(`/proposals/${id}`);
  const line = await wordingEditor(daniyar).locator('.cm-line').nth(1).innerText();
  const word = line.split(' ').find((one) => /^[а-яё]{6,}$/.test(one)) ?? '';
  await replaceWords(daniyar, word, 'незамедлительно');
  await replaceWords(marina, word, 'безотлагательно');
  for (const page of [daniyar, marina]) {
    await page.getByRole('button', { name: 'Вынести на обсуждение' }).click();
    await saved(page);
    await page.getByRole('tab', { name: /Проверка/ }).click();
  }
  // Without a reload, though each page asks about others' proposals only now and then.
  const card = daniyar.locator('.collision', { has: daniyar.locator(`a[href="/proposals/${second}"]`) });
  await expect(card).toContainText('Марина Коваленко');
  await expect(card).toContainText('меняют одни и те же слова');
  // Each wants another word in the same place: nobody can merge that.
  await expect(card).toContainText('Договоритесь с автором');
  await expect(card.getByRole('button')).toHaveCount(0);
  await expect(marina.locator(`.collision a[href="/proposals/${first}"]`)).toHaveText(/Данияр Есимов/);
});

test('a merged text is taken into the draft as an own edit that can be undone', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const [first, second] = [await drafted(daniyar, 'art_14'), await drafted(marina, 'art_14')];
  for (const [page, id] of [[daniyar, first], [marina, second]] as const) await page.goto(`/proposals/${id}`);
  const line = await wordingEditor(daniyar).locator('.cm-line').nth(1).innerText();
  const words = line.split(' ').filter((one) => /^[а-яё]{6,}$/.test(one));
  const [same, more] = [words[0] ?? '', words.at(-1) ?? ''];
  expect(more).not.toBe(same);
  // Both put the same word in one place, and one of them changes another place too: the two agree.
  await replaceWords(daniyar, same, 'незамедлительно');
  await replaceWords(marina, same, 'незамедлительно');
  await replaceWords(marina, more, 'безвозмездно');
  await marina.getByRole('button', { name: 'Вынести на обсуждение' }).click();
  await saved(marina);
  await saved(daniyar);
  await daniyar.reload();
  await daniyar.getByRole('tab', { name: /Проверка/ }).click();
  const card = daniyar.locator('.collision', { has: daniyar.locator(`a[href="/proposals/${second}"]`) });
  await card.getByText('Объединённый текст').first().click();
  await expect(card.locator('ins').filter({ hasText: 'безвозмездно' })).toBeVisible();
  await card.getByRole('button', { name: 'Взять объединённый текст' }).click();
  await expect(wordingEditor(daniyar)).toContainText('безвозмездно');
  await expect(wordingEditor(daniyar)).toContainText('незамедлительно');
  await saved(daniyar);
  const wordingOf = (id: string) => ask<{ proposal: { wording: { ru: { proposed: string } } } }>(daniyar, `/api/proposals/${id}`).then((answer) => answer.proposal.wording.ru.proposed);
  expect(await wordingOf(first)).toBe(await wordingOf(second));
  await wordingEditor(daniyar).click();
  await daniyar.keyboard.press('Control+z');
  await expect(wordingEditor(daniyar)).not.toContainText('безвозмездно');
});

for (const [theme, locale, width] of [['light', 'ru', 1280], ['dark', 'kk', 1280], ['light', 'kk', 390], ['dark', 'ru', 390]] as const) {
  test(`the panel has no barrier and nothing sticks out, ${theme} ${locale} ${width}`, async ({ browser }) => {
    const page = await person(browser, 'saule', { theme, locale, width });
    await page.goto(`/proposals/${await demonstrationProposal(page)}`);
    await expect(page.locator('.change-row').first()).toBeVisible();
    const found: string[] = [];
    const look = async (name: string) => {
      const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const one of violations) found.push(`${name}: ${one.id} ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('; ')}`);
      expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth), name).toBe(0);
      if (process.env.TALQY_SHOTS) await page.screenshot({ path: `${process.env.TALQY_SHOTS}/${name}-${theme}-${locale}-${width}.png`, fullPage: width < 600 });
    };
    await look('papers');
    await page.locator('.change-row').first().getByRole('button').nth(2).click();
    await expect(page.locator('.reject-form')).toBeVisible();
    await look('rejecting');
    if (width > 600) {
      const editor = await page.locator('.desk-main').boundingBox();
      const side = await page.locator('.rail').boundingBox();
      expect(editor?.width ?? 0).toBeGreaterThan((side?.width ?? 0) * 1.4);
      await page.getByRole('tab').nth(1).click();
    } else {
      await page.locator('.act-bar button').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    }
    await look('notices');
    expect(found).toEqual([]);
  });
}
