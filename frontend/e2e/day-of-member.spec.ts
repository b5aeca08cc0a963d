import { expect, test, type Page } from '@playwright/test';
import { atTheDoor, fitsTheScreen, ownAct, ownBill, ownDraft, picture, printedWords } from './day';
import { ask, markWords, password, person, quiet, replaceWords, saved, send, wordingEditor } from './group';
import { press, tabTo } from './keys';

// A day of Daniyar, a member: from the first page to the printed paper. By mouse, on a telephone, and by keyboard alone in Kazakh.

test.afterEach(quiet);
const step = (sentence: string, body: () => Promise<void>) => test.step(sentence, body);

/** Marina proposes other words for the first place of `words` in the Russian text. */
async function suggests(marina: Page, id: string, words: string, instead: string): Promise<void> {
  const { proposal } = await ask<{ proposal: { wording: { ru: { proposed: string; version: number } } } }>(marina, `/api/proposals/${id}`);
  const { proposed, version } = proposal.wording.ru;
  const from = proposed.indexOf(words);
  expect(from, words).toBeGreaterThanOrEqual(0);
  await send(marina, `/api/proposals/${id}/comments`, {
    id: `day-${id}`,
    body: 'Так точнее.',
    anchor: { lang: 'ru', from, to: from + words.length, version },
    suggestion: { old: words, new: instead },
  });
}

for (const width of [1280, 390]) {
  test(`a member's day by mouse, ${width} px wide`, async ({ browser }) => {
    const marina = await person(browser, 'marina');
    const act = await ownAct(marina, `О дневных приютах (${width})`, `Күндізгі баспаналар (${width}) және қанаудан`);
    const bill = await ownBill(marina, `О дне участника (${width})`, `Қатысушының күні туралы (${width})`);
    const daniyar = await atTheDoor(browser, { width });
    const narrow = width < 980;

    await step('He signs in and is greeted by name', async () => {
      await daniyar.getByLabel('Логин').fill('daniyar');
      await daniyar.getByLabel('Пароль').fill(password);
      await daniyar.getByRole('button', { name: 'Войти' }).click();
      await expect(daniyar.getByRole('heading', { level: 1 })).toHaveText('Здравствуйте, Данияр Есимов');
    });
    const id = await ownDraft(daniyar, act, bill);
    await step('The draft that he left waits for him on the first page, and he opens it', async () => {
      const draft = daniyar.getByRole('region', { name: 'Мои черновики' }).locator(`a[href="/proposals/${id}"]`).first();
      await expect(draft).toBeVisible();
      await fitsTheScreen(daniyar);
      await picture(daniyar, `member-home-${width}`);
      await draft.click();
      await expect(daniyar.getByRole('heading', { level: 1 })).toContainText('Статья 7');
      await expect(daniyar.locator('.proposal-head .notice')).toContainText('Черновик');
    });
    await step('He changes a word in Russian, and the amending instruction says it', async () => {
      await replaceWords(daniyar, 'один раз', 'два раза');
      await expect(daniyar.locator('.instruction-text[lang=ru]')).toContainText('«один раз»');
      await expect(daniyar.locator('.instruction-text[lang=ru]')).toContainText('«два раза»');
    });
    await step('He changes it in Kazakh too, and all is saved', async () => {
      await daniyar.getByRole('button', { name: 'На казахском', exact: true }).click();
      await expect(wordingEditor(daniyar)).toContainText('7-бап');
      await replaceWords(daniyar, 'бір рет', 'екі рет');
      await expect(daniyar.locator('.instruction-text[lang=kk]')).toContainText('екі');
      await saved(daniyar);
      await picture(daniyar, `member-edit-${width}`);
      await daniyar.getByRole('button', { name: 'На русском', exact: true }).click();
      await expect(wordingEditor(daniyar)).toContainText('два раза');
    });
    await step('He puts it up for discussion, and everybody sees it', async () => {
      await daniyar.getByRole('button', { name: 'Вынести на обсуждение' }).click();
      await expect(daniyar.locator('.proposal-head .badge').first()).toHaveText('На обсуждении');
      await marina.goto(`/proposals/${id}`);
      await expect(wordingEditor(marina)).toContainText('два раза');
    });
    await step('He marks words and asks the lawyer by name', async () => {
      await markWords(daniyar, wordingEditor(daniyar), 'два раза');
      await daniyar.getByRole('button', { name: 'Комментировать', exact: true }).click();
      const field = daniyar.getByLabel('Ваш комментарий');
      await field.pressSequentially('Хватит ли двух раз, @сау');
      await daniyar.getByRole('listbox', { name: 'Кого упомянуть' }).getByRole('option', { name: /Сауле/ }).click();
      await expect(field).toHaveValue(/@Сауле Тлеубаева/);
      await picture(daniyar, `member-comment-${width}`);
      await daniyar.getByRole('button', { name: 'Отправить' }).click();
      await expect(daniyar.locator('.thread .mention')).toHaveText('@Сауле Тлеубаева');
    });
    await step('Marina proposes other words; he sees them at once and accepts', async () => {
      await suggests(marina, id, 'Отчет о расходах', 'Отчет о доходах и расходах');
      const thread = daniyar.locator('.thread').filter({ hasText: 'Так точнее.' });
      await expect(thread.locator('.suggestion ins')).toContainText('доходах');
      await thread.getByRole('button', { name: 'Принять' }).click();
      await expect(thread.getByRole('button', { name: 'Принять' })).toHaveCount(0);
      if (narrow) await daniyar.getByRole('dialog').getByRole('button', { name: 'Закрыть' }).click();
      await expect(wordingEditor(daniyar)).toContainText('Отчет о доходах и расходах публикуется два раза в год');
      await expect(wordingEditor(marina)).toContainText('Отчет о доходах и расходах');
    });
    await step('He prints the handout, and the paper says what the page says', async () => {
      await daniyar.getByRole('button', { name: 'Раздаточный материал' }).click();
      const dialog = daniyar.getByRole('dialog');
      await dialog.getByLabel('Чистый текст').check();
      await picture(daniyar, `member-handout-${width}`);
      const coming = daniyar.waitForEvent('download');
      await dialog.getByRole('link', { name: 'Скачать PDF' }).click();
      const words = await printedWords(await coming);
      await expect(dialog).toContainText('Документ скачан: talqy-ru.pdf');
      expect(words).toContain('Данияр Есимов');
      expect(words).toContain('доходах');
      expect(words).toContain('два раза');
      await fitsTheScreen(daniyar);
    });
  });
}

test("a member's day in Kazakh by keyboard alone", async ({ browser }) => {
  const marina = await person(browser, 'marina');
  const act = await ownAct(marina, 'О пернетақте приютов', 'Пернетақтадағы баспаналар және қанаудан');
  const bill = await ownBill(marina, 'О дне без мыши', 'Тінтуірсіз күн туралы');
  const page = await atTheDoor(browser, { locale: 'kk', theme: 'dark' });

  await step('He signs in with Tab and Enter', async () => {
    await tabTo(page, page.getByLabel('Логин'));
    await page.keyboard.type('daniyar');
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Сәлеметсіз бе, Данияр Есимов');
  });
  const id = await ownDraft(page, act, bill);
  await step('He opens the draft that waits for him', async () => {
    await picture(page, 'member-home-kk-dark');
    await press(page, page.locator(`a[href="/proposals/${id}"]`).first());
    await expect(page.getByRole('heading', { level: 1 })).toContainText('7-бап');
    await expect(page.locator('.proposal-head .notice')).toContainText('Қаралама');
  });
  await step('He writes at the end of the Kazakh text, then of the Russian', async () => {
    await expect(wordingEditor(page)).toBeVisible();
    await tabTo(page, wordingEditor(page));
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Есеп ашық болады.');
    await expect(page.locator('.instruction-text[lang=kk]')).toContainText('Есеп ашық болады');
    await press(page, page.getByRole('button', { name: 'Орыс тілінде', exact: true }), 'Enter', 'Shift+Tab');
    await expect(wordingEditor(page)).toContainText('Статья 7');
    await tabTo(page, wordingEditor(page));
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Отчет открыт для всех.');
    await expect(page.locator('.instruction-text[lang=ru]')).toContainText('Отчет открыт для всех');
    await page.keyboard.press('Control+s');
    await saved(page);
    await picture(page, 'member-edit-kk-dark');
  });
  await step('He puts it up for discussion', async () => {
    await press(page, page.getByRole('button', { name: 'Талқылауға шығару' }), 'Enter', 'Shift+Tab');
    await expect(page.locator('.proposal-head .badge').first()).toHaveText('Талқылауда');
  });
  await step('He marks a word with the arrows and asks the lawyer by name', async () => {
    await tabTo(page, wordingEditor(page));
    await page.keyboard.press('Control+End');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Control+Alt+m');
    await expect(page.getByLabel('Пікіріңіз')).toBeFocused();
    await page.keyboard.type('Бұл жеткілікті ме, @сау');
    await expect(page.getByRole('option', { name: /Сауле/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.thread .mention')).toHaveText('@Сауле Тлеубаева');
  });
  await step('Marina proposes other words, and he accepts them', async () => {
    await suggests(marina, id, 'открыт для всех', 'общедоступен');
    const thread = page.locator('.thread').filter({ hasText: 'Так точнее.' });
    await press(page, thread.getByRole('button', { name: 'Қабылдау' }));
    await expect(wordingEditor(page)).toContainText('Отчет общедоступен.');
  });
  await step('He prints the handout in Kazakh', async () => {
    await press(page, page.getByRole('button', { name: 'Үлестірме материал' }), 'Enter', 'Shift+Tab');
    await picture(page, 'member-handout-kk-dark');
    const coming = page.waitForEvent('download');
    await press(page, page.getByRole('dialog').getByRole('link', { name: 'PDF жүктеп алу' }));
    expect(await printedWords(await coming)).toContain('ашық');
    await expect(page.getByRole('dialog')).toContainText('Құжат жүктеп алынды');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
