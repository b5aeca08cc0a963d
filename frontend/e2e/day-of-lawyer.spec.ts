import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ownAct, ownBill, ownDraft, picture } from './day';
import { partsOf } from './docx';
import { ask, person, quiet, send } from './group';

// A day of Saule, a lawyer: she reads what changes, takes and refuses single changes, looks at what the rules say, at who collides
// with whom, decides what is hers to decide, and prints the draft law for Word.

test.afterEach(quiet);
const step = (sentence: string, body: () => Promise<void>) => test.step(sentence, body);

for (const [locale, theme] of [['ru', 'light'], ['kk', 'dark']] as const) {
  test(`a lawyer's day, ${locale}, ${theme}`, async ({ browser }) => {
    const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
    const say = (ru: string, kk: string) => (locale === 'ru' ? ru : kk);
    const act = await ownAct(daniyar, `О судебных приютах (${locale})`, `Сот баспаналары (${locale}) және қанаудан`);
    const bill = await ownBill(daniyar, `О дне юриста (${locale})`, `Заңгердің күні туралы (${locale})`);

    // What the members left for her: Daniyar changes two places in both languages and leaves two spaces, Marina one of the same words.
    interface Texts {
      proposal: { wording: Record<'ru' | 'kk', { proposed: string }> };
    }
    const leave = async (of: typeof daniyar, changes: ['ru' | 'kk', string, string][]) => {
      const id = await ownDraft(of, act, bill);
      const texts = (await ask<Texts>(of, `/api/proposals/${id}`)).proposal.wording;
      const versions = { ru: 0, kk: 0 };
      const now = { ru: texts.ru.proposed, kk: texts.kk.proposed };
      for (const [lang, old, next] of changes) {
        const at = now[lang].indexOf(old);
        expect(at, old).toBeGreaterThanOrEqual(0);
        const rest = now[lang].length - at - old.length;
        await send(of, `/api/proposals/${id}/changes`, { part: 'wording', lang, version: versions[lang]++, updates: [{ clientID: `day-${id}-${lang}`, changes: [at, [old.length, next], ...(rest > 0 ? [rest] : [])] }] });
        now[lang] = now[lang].replace(old, next);
      }
      await send(of, `/api/proposals/${id}/share`, {});
      return id;
    };
    const id = await leave(daniyar, [
      ['ru', 'один раз', 'два  раза'],
      ['ru', 'пожертвования', 'добровольные пожертвования'],
      ['kk', 'бір рет', 'екі рет'],
    ]);
    const other = await leave(marina, [['ru', 'один раз', 'четыре раза'], ['kk', 'бір рет', 'төрт рет']]);

    const saule = await person(browser, 'saule', { locale, theme });
    const rows = saule.locator('.rail .change-row');
    await step('She opens the proposal for review and reads the redline', async () => {
      await saule.goto(`/proposals/${id}`);
      await saule.getByRole('button', { name: say('Обзор', 'Шолу') }).click();
      if (locale === 'kk') await saule.getByRole('button', { name: 'Орыс тілінде', exact: true }).click();
      const redline = saule.locator('.desk-main .redline');
      await expect(redline.locator('del').filter({ hasText: 'один' })).toBeVisible();
      await expect(redline.locator('ins').filter({ hasText: 'добровольные' })).toBeVisible();
      await expect(rows).toHaveCount(2);
      await picture(saule, `lawyer-redline-${locale}-${theme}`);
    });
    await step('She goes from change to change', async () => {
      await saule.getByRole('button', { name: say('Следующее изменение', 'Келесі өзгеріс') }).click();
      await expect(saule.locator('.change-count')).toContainText('1');
      await saule.keyboard.press('n');
      await expect(saule.locator('.change-count')).toContainText('2');
    });
    await step('The instruction orders the same in both languages', async () => {
      await expect(saule.locator('.instruction-text[lang=ru]')).toContainText('«добровольные пожертвования»');
      await expect(saule.locator('.instruction-text[lang=kk]')).toContainText('екі');
    });
    await step('A warning says what is odd and which article asks for it', async () => {
      await saule.getByRole('tab').nth(1).click();
      const warning = saule.locator('.warning').first();
      await expect(warning).toContainText(say('Закона «О правовых актах»', '«Құқықтық актілер туралы»'));
      await picture(saule, `lawyer-warnings-${locale}-${theme}`);
    });
    await step('A collision names the other author', async () => {
      const card = saule.locator('.collision', { has: saule.locator(`a[href="/proposals/${other}"]`) }).first();
      await expect(card).toContainText('Марина Коваленко');
    });
    await step('She takes one change, and the author sees it', async () => {
      await daniyar.goto(`/proposals/${id}`);
      await saule.getByRole('tab').first().click();
      const added = rows.filter({ hasText: 'добровольные' });
      await added.getByRole('button', { name: say('Принять', 'Қабылдау') }).click();
      await expect(added).toContainText('Сауле Тлеубаева');
      await expect(daniyar.locator('.change-row').filter({ hasText: 'добровольные' })).toContainText('Принято: Сауле Тлеубаева');
    });
    await step('She refuses the other with a reason, and the old words are back', async () => {
      const odd = rows.filter({ hasText: 'один' });
      await odd.getByRole('button', { name: say('Отклонить', 'Қабылдамау') }).first().click();
      await saule.keyboard.type('Отчета раз в год достаточно.');
      await saule.keyboard.press('Enter');
      await expect(rows).toHaveCount(1);
      await expect(daniyar.locator('.wording-edit .cm-content')).toContainText('публикуется один раз в год');
    });
    await step('She sets the two proposals side by side and puts the other off', async () => {
      await saule.getByRole('link', { name: say('Сравнить рядом', 'Қатар салыстыру') }).click();
      await expect(saule.getByRole('columnheader')).toHaveCount(3);
      await expect(saule.locator('.alternatives-row.touched').first()).toBeVisible();
      await picture(saule, `lawyer-alternatives-${locale}-${theme}`);
      await saule.goto(`/proposals/${other}`);
      await saule.getByRole('button', { name: say('Отложить', 'Кейінге қалдыру') }).click();
      const dialog = saule.getByRole('dialog');
      await dialog.locator('textarea').fill('Вернёмся после согласования с Минфином.');
      await dialog.getByRole('button', { name: say('Отложить', 'Кейінге қалдыру') }).click();
      await expect(saule.locator('.status-notice')).toContainText('Вернёмся после согласования с Минфином.');
    });
    await step('She opens the draft law and takes it away as a Word file', async () => {
      await saule.goto(`/bills/${bill}/text`);
      await expect(saule.locator('.bill-paper').first()).toContainText(say('добровольные', 'екі'));
      await picture(saule, `lawyer-bill-${locale}-${theme}`);
      await saule.getByRole('button', { name: say('Документы', 'Құжаттар') }).click();
      const dialog = saule.getByRole('dialog');
      await dialog.locator('input[value="bill-text"]').check();
      const coming = saule.waitForEvent('download');
      await dialog.getByRole('link', { name: /DOCX/ }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toMatch(/^talqy-bill-text-(ru|kk)\.docx$/);
      const markup = partsOf(readFileSync(await download.path())).find((part) => part.name === 'word/document.xml')?.content.toString('utf8');
      expect(markup).toContain(say('добровольные', 'екі'));
      await expect(dialog).toContainText(download.suggestedFilename());
    });
  });
}
