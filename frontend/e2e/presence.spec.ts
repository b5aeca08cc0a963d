import { expect, test } from '@playwright/test';
import { person, quiet, shared, wordingEditor } from './group';

test.afterEach(quiet);

test('two members in one text see each other, their carets and who types; who goes is gone', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const path = `/proposals/${await shared(daniyar, 'art_6')}`;
  await daniyar.goto(path);
  await expect(wordingEditor(daniyar)).toBeVisible();
  await expect(daniyar.locator('.presence')).toHaveCount(0); // alone
  await marina.goto(path);
  await expect(wordingEditor(marina)).toBeVisible();

  const bar = daniyar.getByRole('group', { name: 'Сейчас здесь' });
  await expect(bar.getByRole('listitem')).toHaveCount(1);
  await expect(bar).toContainText('Марина');
  await expect(marina.getByRole('group', { name: 'Сейчас здесь' })).toContainText('Данияр');

  await wordingEditor(marina).click();
  await marina.keyboard.press('Control+End');
  const flag = daniyar.locator('.remote-caret.named').filter({ hasText: 'Марина' });
  // Both are seen for a few seconds only: who looks for them afterwards may come too late.
  await Promise.all([marina.keyboard.type(' Проба.', { delay: 60 }), expect(bar).toContainText('печатает…'), expect(flag).toContainText('Марина')]);
  await expect(wordingEditor(daniyar)).toContainText('Проба.');
  // The caret stands behind the words that were typed, not where they began.
  const words = await wordingEditor(daniyar).locator('.cm-line').last().boundingBox();
  await expect
    .poll(async () => {
      const caret = await daniyar.locator('.remote-caret').boundingBox();
      return caret && words && caret.y >= words.y - 4 && caret.y <= words.y + words.height;
    })
    .toBe(true);

  await marina.keyboard.press('Shift+Home');
  await expect(daniyar.locator('.remote-selection').first()).toBeAttached();
  await expect(bar).not.toContainText('печатает…');
  await daniyar.screenshot({ path: test.info().outputPath('presence.png') });

  await marina.close();
  await expect(daniyar.locator('.presence')).toHaveCount(0);
  await expect(daniyar.locator('.remote-caret')).toHaveCount(0);
});
