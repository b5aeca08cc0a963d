import { expect, test } from '@playwright/test';
import { axeOn } from './axe';
import { password, person, quiet, send, shared, wordingEditor } from './group';

test.afterEach(quiet);

// What was written without a line and is refused when it is back is shown with the reason, and stays until its author drops it.
test('a comment on what was withdrawn meanwhile is given back to its author', async ({ browser }) => {
  const [daniyar, saule] = [await person(browser, 'daniyar'), await person(browser, 'saule')];
  const id = await shared(daniyar, 'art_2');
  await saule.goto(`/proposals/${id}`);
  await expect(wordingEditor(saule)).toBeVisible();
  await saule.getByRole('tab', { name: /Обсуждение/ }).click();
  await saule.context().setOffline(true);
  await expect(saule.getByText('Нет связи.')).toBeVisible();
  await saule.getByRole('button', { name: 'Комментарий к поправке в целом' }).click();
  await saule.locator('.rail .comment-form textarea').fill('Слова, которые не должны пропасть.');
  await saule.locator('.rail .comment-form textarea').press('Control+Enter');
  await expect(saule.getByText('Ждут отправки: 1.')).toBeVisible();
  const comment = saule.locator('.thread').filter({ hasText: 'Слова, которые не должны пропасть.' });
  await expect(comment.locator('.badge')).toHaveText('ждёт связи');
  await send(daniyar, `/api/proposals/${id}/withdraw`, { reason: 'Внесена другая.' });
  await saule.context().setOffline(false);

  // It is said at the foot, where it moves nothing, and opened by who has time for it.
  const refused = saule.getByRole('dialog', { name: 'Не принято: 1.' });
  const look = () => saule.getByRole('status').filter({ hasText: 'Не принято: 1.' }).getByRole('button', { name: 'Показать' }).click();
  await look();
  await expect(refused).toContainText('Слова, которые не должны пропасть.');
  await expect(refused).toContainText(/отозван/);
  // Once the page went on showing it as said.
  await expect(comment.locator('.badge')).toHaveText('не принято');
  expect((await axeOn(saule).include('.dialog').analyze()).violations).toEqual([]);
  await saule.screenshot({ path: test.info().outputPath('refused.png') });
  await saule.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await refused.getByRole('button', { name: 'Скопировать' }).click();
  await expect(refused.getByRole('button', { name: 'Скопировано' })).toBeVisible();
  expect(await saule.evaluate(() => navigator.clipboard.readText())).toBe('Слова, которые не должны пропасть.');

  // It outlives the page, and the next member at this browser does not see it.
  await saule.reload();
  // Two words at the foot stand one above the other; once the second covered the first.
  await expect(saule.locator('.foot-notice')).toHaveText(/^Не принято: 1\./);
  await saule.context().setOffline(true);
  await expect(saule.locator('.foot-notice')).toHaveText([/^Нет связи\./, /^Не принято: 1\./]);
  await expect.poll(async () => {
    const [above, below] = await Promise.all([0, 1].map((n) => saule.locator('.foot-notice').nth(n).boundingBox()));
    return above && below && above.y + above.height <= below.y;
  }).toBe(true);
  await saule.screenshot({ path: test.info().outputPath('foot.png') });
  await saule.context().setOffline(false);
  await look();
  await expect(refused).toContainText('Слова, которые не должны пропасть.');
  await refused.getByRole('button', { name: 'Закрыть' }).click();
  const signIn = async (login: string) => {
    await saule.getByRole('button', { name: 'Выйти' }).click();
    await expect(saule.getByLabel('Логин')).toBeVisible();
    await expect(saule.getByText('Не принято')).toHaveCount(0);
    await saule.getByLabel('Логин').fill(login);
    await saule.getByLabel('Пароль').fill(password);
    await saule.getByRole('button', { name: 'Войти', exact: true }).click();
  };
  await signIn('marina');
  await expect(saule.getByRole('button', { name: /Уведомления:/ })).toBeVisible();
  await expect(saule.getByText('Не принято')).toHaveCount(0);
  await signIn('saule');
  await look();
  await expect(refused).toContainText('Слова, которые не должны пропасть.');
  await refused.getByRole('button', { name: 'Отправить ещё раз' }).click();
  await expect(refused).toContainText(/отозван/);
  await refused.getByRole('button', { name: 'Удалить' }).click();
  await refused.getByRole('button', { name: 'Удалить насовсем' }).click();
  await expect(refused).toHaveCount(0);
  await saule.reload();
  await expect(saule.locator('.rail')).toBeVisible();
  await expect(saule.getByText('Не принято')).toHaveCount(0);
});
