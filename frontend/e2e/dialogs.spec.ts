// Dialogs on a poor line: a list that did not come, an answer that comes when its reader has gone elsewhere, a comment refused while
// its author is writing the next one.

import { expect, test } from '@playwright/test';
import { demonstrationAct, markWords, person, quiet, shared, wordingEditor } from './group';
import { convened, ground } from './round-table';

test.afterEach(quiet);

const away = { status: 503, json: { error: { code: 'store_away', message: 'База данных не отвечает.', args: {} } } };

// The list of proposals stood there empty, as if nothing could be chosen.
test('a list to choose from that did not come says so, and is asked for again', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await ground(organiser, await person(browser, 'daniyar'));
  await organiser.goto('/round-tables');
  await organiser.route(/\/api\/proposals(\?|$)/, (route) => route.fulfill(away), { times: 1 });
  await organiser.getByRole('button', { name: 'Создать круглый стол' }).click();
  const dialog = organiser.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('База данных не отвечает.');
  await dialog.getByRole('button', { name: 'Попробовать ещё раз' }).click();
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
});

test('a proposal waits for the list of bills, and begins in a new one', async ({ browser }) => {
  const daniyar = await person(browser, 'daniyar');
  await daniyar.goto(`/acts/${await demonstrationAct(daniyar)}/art_3`);
  await daniyar.route(/\/api\/bills(\?|$)/, (route) => (route.request().method() === 'GET' ? route.fulfill(away) : route.continue()), { times: 1 });
  await daniyar.locator('[id="art_3"]').getByRole('button', { name: 'Предложить поправку' }).click();
  const dialog = daniyar.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('База данных не отвечает.');
  await expect(dialog.getByRole('button', { name: 'Начать' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Попробовать ещё раз' }).click();
  await dialog.getByLabel('Законопроект').selectOption({ label: 'Новый законопроект…' });
  await dialog.getByLabel('На русском').fill('О сроках, начатый из закона');
  await dialog.getByLabel('На казахском').fill('Мерзімдер туралы, заңнан басталған');
  await dialog.getByRole('button', { name: 'Начать' }).click();
  await expect(daniyar).toHaveURL(/\/proposals\//);
});

test('who leaves a dialog while it saves is not carried off, and finds what was made', async ({ browser }) => {
  const daniyar = await person(browser, 'daniyar');
  await daniyar.goto('/bills');
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  await daniyar.route(/\/api\/bills$/, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    const answer = await route.fetch();
    await held;
    await route.fulfill({ response: answer });
  });
  await daniyar.getByRole('button', { name: 'Создать законопроект' }).click();
  const dialog = daniyar.getByRole('dialog');
  await dialog.getByLabel('На русском').fill('О законопроекте, от которого отвернулись');
  await dialog.getByLabel('На казахском').fill('Теріс айналған заң жобасы туралы');
  await dialog.getByRole('button', { name: 'Создать', exact: true }).click();
  await daniyar.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const [made, listed] = ['POST', 'GET'].map((method) => daniyar.waitForResponse((one) => /\/api\/bills$/.test(one.url()) && one.request().method() === method));
  release();
  await (await made)?.finished();
  await (await listed)?.finished(); // asked for by the page when it had the answer
  await daniyar.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(daniyar.getByRole('link', { name: 'О законопроекте, от которого отвернулись' })).toBeVisible();
  await expect(daniyar).toHaveURL(/\/bills$/);
});

test('of many proposals and people one is found by a few letters, and what is chosen stays chosen', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const own = await ground(organiser, await person(browser, 'daniyar'));
  await organiser.goto(`/round-tables/${await convened(organiser, own)}`);
  await organiser.getByRole('button', { name: 'Добавить вопрос' }).click();
  const dialog = organiser.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Найти поправку' }).fill('статья 10');
  await dialog.getByRole('checkbox', { name: /^Статья 10/ }).first().check();
  await dialog.getByRole('searchbox').fill('никакой такой поправки');
  await expect(dialog).toContainText('ничего не найдено');
  await expect(dialog.getByRole('status').filter({ hasText: 'Выбрано: 1' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Отмена' }).click();
  await organiser.getByRole('tab', { name: /Участники/ }).click();
  await organiser.getByRole('button', { name: 'Пригласить членов группы' }).click();
  await dialog.getByRole('searchbox', { name: 'Имя, организация или город' }).fill('марин');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Пригласить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(organiser.locator('.rt-participants li')).toHaveCount(1);
});

// Refused while its author was writing the next one, it was gone without a word.
test('a comment refused while another is being written comes back with the reason', async ({ browser }) => {
  const daniyar = await person(browser, 'daniyar');
  await daniyar.goto(`/proposals/${await shared(daniyar, 'art_8')}`);
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  await daniyar.route(/\/api\/proposals\/[^/]+\/comments$/, async (route) => {
    await held;
    await route.fulfill({ status: 403, json: { error: { code: 'forbidden', message: 'Обсуждение закрыто.', args: {} } } });
  });
  const field = daniyar.getByLabel('Ваш комментарий');
  const begin = async (word: string, body: string) => {
    await markWords(daniyar, wordingEditor(daniyar), word);
    await daniyar.keyboard.press('Control+Alt+m');
    await expect(field).toHaveValue('');
    await field.fill(body);
  };
  await begin('работающему', 'Почему пять лет?');
  await daniyar.getByRole('button', { name: 'Отправить', exact: true }).click();
  await begin('присваивается', 'Следующая мысль');
  release();
  await daniyar.getByRole('button', { name: 'Показать', exact: true }).click();
  const refused = daniyar.getByRole('dialog');
  await expect(refused).toContainText('Почему пять лет?');
  await expect(refused).toContainText('Обсуждение закрыто.');
  await daniyar.keyboard.press('Escape');
  await expect(field).toHaveValue('Следующая мысль');
});
