import { expect, test, type Page } from '@playwright/test';
import { ask, demonstrationAct, person, quiet, saved, wordingEditor } from './group';

test.afterEach(quiet);

interface Wordings {
  proposal: { wording: Record<'ru' | 'kk', { current: string }> };
}

/** A proposal in which the last unit of an article came to its head and a word of it changed. */
async function moved(page: Page): Promise<string> {
  const act = await demonstrationAct(page);
  await page.goto(`/acts/${act}/art_11`);
  await page.locator('[id="art_11"]').getByRole('button', { name: 'Предложить поправку' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Начать' }).click();
  await page.waitForURL(/\/proposals\//);
  await wordingEditor(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(await rearranged(page));
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await saved(page);
  return page.url();
}

async function rearranged(page: Page): Promise<string> {
  const id = page.url().split('/').at(-1);
  const answer = await ask<Wordings>(page, `/api/proposals/${id}`);
  const lines = answer.proposal.wording.ru.current.trimEnd().split('\n');
  const last = lines.pop() as string;
  lines.splice(1, 0, last.replace(/[А-Яа-я]{6,}/, 'Подробный'));
  return lines.join('\n');
}

test('a moved unit is shown as moved, with a way to its other place, in every view', async ({ browser }) => {
  const page = await person(browser, 'marina');
  await moved(page);
  await page.getByRole('button', { name: 'Обзор' }).click();
  const redline = page.locator('.desk-main .redline');
  const from = redline.getByRole('button', { name: 'перемещено отсюда' });
  const to = redline.getByRole('button', { name: 'перемещено сюда' });
  await expect(from).toHaveCount(1);
  await expect(to).toHaveCount(1);
  await from.click();
  await expect(to).toBeFocused();
  await to.press('Enter');
  await expect(from).toBeFocused();
  await expect(redline.locator('del.moved.edited, ins.moved.edited')).not.toHaveCount(0);

  await expect(redline.locator('.change-count')).toHaveText('1 изменение');
  await page.keyboard.press('n');
  await expect(redline.locator('.change.current').first()).toBeInViewport();
  await expect(redline.locator('.change-count')).toContainText('Изменение 1 из');

  await page.getByRole('button', { name: 'Только изменения' }).click();
  await expect(redline.locator('.changed-lines').first()).toBeVisible();
  await expect(redline.locator('.change-count')).toContainText('Изменение 1 из'); // the place is kept from view to view
  await page.getByRole('button', { name: 'Рядом' }).click();
  await expect(redline.locator('td:first-child .move-end')).toHaveCount(1);
  await expect(redline.locator('td:last-child .move-end')).toHaveCount(1);

  const folder = process.env.TALQY_LOOK;
  if (!folder) return;
  for (const [theme, width, locale] of [['light', 1280, 'ru'], ['dark', 1280, 'kk'], ['light', 390, 'kk'], ['dark', 390, 'ru']] as const) {
    const looking = await person(browser, 'marina', { theme, width, locale });
    await looking.goto(page.url());
    await looking.getByRole('button', { name: locale === 'ru' ? 'Обзор' : 'Шолу' }).click();
    for (const view of [0, 1, 2]) {
      await looking.locator('.view-choice button').nth(view).click();
      await looking.screenshot({ path: `${folder}/${theme}-${width}-${locale}-${view}.png`, fullPage: true });
    }
  }
});
