// The parts of a round table one by one: keys and mouse on the agenda, lines that drop, the door, the wall, materials.

import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ask, person, quiet, send } from './group';
import { axe, convened, ground, sideways, stranger, today } from './round-table';

test.afterEach(quiet);

test('the agenda is led by keys alone: put in order, items moved, nothing lost to another organiser', async ({ browser }) => {
  const [aigerim, daniyar] = [await person(browser, 'aigerim'), await person(browser, 'daniyar')];
  const id = await convened(aigerim, await ground(aigerim, daniyar));
  await aigerim.goto(`/round-tables/${id}`);
  const titles = aigerim.locator('.rt-item h3');
  await expect(titles).toHaveText([/Статья 10/, /Статья 7/]);
  await daniyar.goto(`/round-tables/${id}`);
  await expect(daniyar.locator('.rt-item')).toHaveCount(2);
  await expect(daniyar.getByRole('button', { name: /Переставить/ })).toHaveCount(0);

  // From the top of the page to the handle of the second item.
  await aigerim.locator('main h1').click();
  for (let i = 0; i < 40; i++) {
    await aigerim.keyboard.press('Tab');
    if (await aigerim.evaluate(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Переставить: Статья 7') ?? false)) break;
  }
  await aigerim.keyboard.press('ArrowUp');
  await expect(titles).toHaveText([/Статья 7/, /Статья 10/]);
  await expect(aigerim.getByRole('button', { name: /Переставить: Статья 7/ })).toBeFocused();
  await expect(daniyar.locator('.rt-item h3')).toHaveText([/Статья 7/, /Статья 10/]);
  await expect(aigerim.locator('[role="status"][aria-live]')).toContainText('теперь 1 из 2');

  // By the mouse back again.
  const handle = await aigerim.getByRole('button', { name: /Переставить: Статья 10/ }).boundingBox();
  const target = await aigerim.locator('.rt-item').first().boundingBox();
  if (!handle || !target) throw new Error('no rows');
  await aigerim.mouse.move(handle.x + 10, handle.y + 10);
  await aigerim.mouse.down();
  await aigerim.mouse.move(handle.x + 10, target.y + 12, { steps: 6 });
  await aigerim.mouse.up();
  await expect(titles).toHaveText([/Статья 10/, /Статья 7/]);
  await expect(daniyar.locator('.rt-item h3')).toHaveText([/Статья 10/, /Статья 7/]);

  // The tabs and the sitting, by keys.
  await aigerim.getByRole('tab', { name: /Повестка/ }).focus();
  await aigerim.keyboard.press('ArrowLeft');
  await expect(aigerim.getByRole('tab', { name: 'Заседание' })).toBeFocused();
  await expect(aigerim).toHaveURL(/tab=sitting/);
  await aigerim.getByRole('button', { name: 'Открыть заседание' }).first().press('Enter');
  await expect(aigerim.getByRole('button', { name: 'Следующий' })).toBeEnabled();
  await aigerim.keyboard.press('n');
  await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('Статья 10');
  await aigerim.keyboard.press('n');
  await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('Статья 7');
  await aigerim.keyboard.press('p');
  await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('Статья 10');
});

test('a guest whose line drops loses no word, and sees what became of the remark', async ({ browser }) => {
  const [aigerim, daniyar] = [await person(browser, 'aigerim'), await person(browser, 'daniyar')];
  const place = await ground(aigerim, daniyar);
  const id = await convened(aigerim, place);
  await send(aigerim, `/api/round-tables/${id}/open`, {});
  const { roundTable } = await send<{ roundTable: { guests: { token: string } } }>(aigerim, `/api/round-tables/${id}/guests`, {});
  const guest = await stranger(browser, 'ru');
  await guest.goto(`/guest/${roundTable.guests.token}`);
  await expect(guest.getByText('Вопрос ещё не объявлен')).toBeVisible();
  await send(aigerim, `/api/round-tables/${id}/current`, { item: place.proposals[0] });
  await expect(guest.locator('.guest-item h2')).toContainText('Статья 10');

  // Half written, and the page is closed.
  await guest.getByLabel('Ваше замечание').fill('Кто продлевает срок?');
  await guest.getByLabel('Имя и фамилия').fill('Жанна');
  await guest.reload();
  await expect(guest.getByLabel('Ваше замечание')).toHaveValue('Кто продлевает срок?');
  await expect(guest.getByLabel('Имя и фамилия')).toHaveValue('Жанна');

  // Sent without a line: it waits, and goes out when the line is back.
  await guest.context().setOffline(true);
  await guest.getByRole('button', { name: 'Отправить' }).click();
  await expect(guest.locator('.guest-own')).toContainText('ждёт связи');
  await expect(guest.getByText('Написанное сохранено в этом телефоне')).toBeVisible();
  await guest.context().setOffline(false);
  await expect(guest.locator('.guest-own')).toContainText('ждёт организатора');
  const { roundTable: after } = await ask<{ roundTable: { remarks: { body: string; item: string }[] } }>(aigerim, `/api/round-tables/${id}`);
  expect(after.remarks.map((one) => [one.body, one.item])).toEqual([['Кто продлевает срок?', place.proposals[0]]]);

  // A word in another language of the page, without losing what is being written.
  await guest.getByLabel('Ваше замечание').fill('И ещё');
  await guest.getByRole('button', { name: 'Қазақша' }).click();
  await expect(guest.getByLabel('Сіздің ескертуіңіз')).toHaveValue('И ещё');
  await expect(guest.locator('.guest-item h2')).toContainText('10-бап');
  expect(await sideways(guest)).toBeLessThanOrEqual(0);
  await axe(guest, 'guest');

  await guest.goto('/guest/ofnobody');
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Сілтеме жарамсыз');
});

test('a browser that lost its line catches up with the sitting, and the list at the door works on a telephone', async ({ browser }) => {
  const [aigerim, daniyar] = [await person(browser, 'aigerim', { width: 390, height: 844 }), await person(browser, 'daniyar')];
  const place = await ground(aigerim, daniyar);
  const id = await convened(aigerim, place);
  await send(aigerim, `/api/round-tables/${id}/participants/all`, {});
  await send(aigerim, `/api/round-tables/${id}/open`, {});
  await daniyar.goto(`/round-tables/${id}`);
  await expect(daniyar.getByText('Вопрос ещё не объявлен')).toBeVisible();
  await daniyar.context().setOffline(true);
  await send(aigerim, `/api/round-tables/${id}/current`, { item: place.proposals[1] });
  await daniyar.context().setOffline(false);
  await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('Статья 7', { timeout: 30_000 });

  await aigerim.goto(`/round-tables/${id}?tab=people`);
  await aigerim.getByRole('button', { name: 'Регистрация у входа' }).click();
  await aigerim.getByLabel('Имя, организация или город').fill('дан');
  const row = aigerim.locator('.rt-participants > li');
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: /Данияр/ }).click();
  await expect(row.getByRole('button', { name: /Данияр/ })).toHaveAttribute('aria-pressed', 'true');
  await aigerim.getByRole('button', { name: /На месте 1/ }).click();
  await expect(row).toHaveCount(1);
  expect(await sideways(aigerim)).toBeLessThanOrEqual(0);
  await axe(aigerim, 'at the door');
  for (const tab of ['sitting', 'agenda', 'materials', 'results']) {
    await aigerim.goto(`/round-tables/${id}?tab=${tab}`);
    await expect(aigerim.locator('.rt-pane')).not.toBeEmpty();
    await expect(aigerim.locator('.waiting')).toHaveCount(0);
    await axe(aigerim, tab);
    expect(await sideways(aigerim), tab).toBeLessThanOrEqual(0);
  }
  const wall = await person(browser, 'daniyar', { locale: 'kk' });
  await wall.goto(`/round-tables/${id}/projector`);
  await expect(wall.getByRole('heading', { level: 1 })).toContainText('7-бап');
  await expect(wall.locator('ins')).toContainText('субсидиялар');
  await axe(wall, 'projector');
  await wall.emulateMedia({ reducedMotion: 'reduce' });
  expect(await wall.evaluate(() => [...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0.01).length)).toBe(0);

  // A file is handed out, and one with a number of a person is refused before anything is stored.
  await aigerim.goto(`/round-tables/${id}?tab=materials`);
  const dialog = aigerim.getByRole('dialog');
  await aigerim.getByRole('button', { name: 'Добавить материал' }).click();
  await dialog.getByLabel('Файл').setInputFiles({ name: 'список.txt', mimeType: 'text/plain', buffer: Buffer.from('Иванов, ИИН 880101300123\n') });
  await dialog.getByRole('button', { name: 'Загрузить' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Файл').setInputFiles({ name: 'справка.txt', mimeType: 'text/plain', buffer: Buffer.from('Справка о сроках.\n') });
  await dialog.getByRole('button', { name: 'Загрузить' }).click();
  await expect(dialog).toHaveCount(0);
  await daniyar.getByRole('tab', { name: /Материалы/ }).click();
  const coming = daniyar.waitForEvent('download');
  await daniyar.getByRole('link', { name: 'справка.txt' }).click();
  expect(readFileSync(await (await coming).path(), 'utf8')).toBe('Справка о сроках.\n');
});

test('hands are counted where nobody votes on a telephone, and a whole bill is discussed as one item', async ({ browser }) => {
  const [aigerim, saule] = [await person(browser, 'aigerim', { theme: 'dark' }), await person(browser, 'saule', { locale: 'kk' })];
  const place = await ground(aigerim, await person(browser, 'marina'));
  await aigerim.goto('/round-tables');
  await aigerim.getByRole('button', { name: 'Создать круглый стол' }).click();
  const form = aigerim.getByRole('dialog');
  await form.getByRole('radio', { name: 'Заседание рабочей группы' }).check();
  await form.getByRole('group', { name: 'Название' }).getByLabel('На русском').fill(`Заседание: ${place.title.ru}`);
  await form.getByLabel('Дата').fill(today());
  await form.getByRole('radio', { name: 'Законопроект целиком' }).check();
  await form.getByLabel('Законопроект целиком').last().selectOption({ label: place.title.ru });
  await form.getByRole('button', { name: 'Создать', exact: true }).click();
  await expect(aigerim.locator('.rt-item h3')).toHaveText(place.title.ru);
  const id = new URL(aigerim.url()).pathname.split('/').at(-1) ?? '';
  await saule.goto(`/round-tables/${id}`);
  await expect(saule.locator('.page-title')).toContainText('Жұмыс тобының отырысы');
  await aigerim.getByRole('button', { name: 'Открыть заседание' }).click();
  await aigerim.getByRole('button', { name: 'Следующий' }).click();
  await expect(saule.locator('.rt-proposal')).toHaveCount(2);
  await expect(saule.locator('.rt-proposal ins').first()).toBeVisible();

  await aigerim.getByRole('button', { name: /Вынести на голосование: Статья 7/ }).click();
  await form.getByRole('button', { name: 'Открыть голосование' }).click();
  // Who is not on the list is told so, and cannot vote.
  await expect(saule.locator('.rt-vote.open')).toContainText('тізімінде жоқсыз');
  await axe(aigerim, 'an open vote');
  await aigerim.getByLabel('Руки подсчитаны, записать числа').check();
  await aigerim.getByRole('spinbutton', { name: 'За' }).fill('3');
  await aigerim.getByRole('spinbutton', { name: 'Против' }).fill('11');
  await aigerim.getByRole('spinbutton', { name: 'Воздержались' }).fill('2');
  await aigerim.getByRole('button', { name: 'Закончить голосование' }).click();
  await expect(saule.locator('.rt-votes')).toContainText(/Қарсы\s*11/);
  await aigerim.getByRole('button', { name: /Оформить решение: Статья 7/ }).click();
  await expect(form.getByRole('radio', { name: 'отклонена' })).toBeChecked();
  await expect(form.getByRole('group', { name: 'Текст решения' }).getByLabel('На русском')).toHaveValue(/Отклонить поправку.*«против» — 11/);
  await axe(aigerim, 'a decision');
  await form.getByRole('button', { name: 'Записать решение' }).click();
  await expect(saule.locator('.rt-proposal', { hasText: '7-бап' }).locator('.rt-status')).toContainText('Қабылданбады');
  await expect(saule.locator('.rt-proposal', { hasText: '10-бап' }).locator('.rt-status')).toContainText('Талқылауда');
  await axe(saule, 'decided');
});
