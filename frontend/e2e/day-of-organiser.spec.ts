// An organiser's day: the day a group begins, and a round table led without a mouse.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { ask, person, quiet, rememberLocale } from './group';
import { convened, ground, today } from './round-table';
import { freePort, runFresh } from './run-server';

test.afterEach(quiet);

const flat = (text: string) => text.replace(/\s+/g, ' ');
const printed = (path: string) => flat(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }));
const law = readFileSync(new URL('../../cmd/talqy/demo/act.ru.txt', import.meta.url));

/** Somebody with a browser of his own, at a server of the test's own. */
async function somebody(browser: Browser, at: string, desk: { theme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: at, colorScheme: desk.theme ?? 'light', viewport: { width: desk.width ?? 1280, height: 860 } });
  await rememberLocale(context, 'ru');
  return context.newPage();
}

async function enter(page: Page, link: string, login: string, name?: string): Promise<void> {
  await page.goto(link);
  if (name) await page.getByLabel('Имя и фамилия').fill(name);
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill('Туманное утро 27');
  await page.getByLabel('Пароль ещё раз').fill('Туманное утро 27');
  await page.getByRole('button', { name: 'Присоединиться' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Здравствуйте');
}

test('the first day of a group, from the link on the console to the printed minutes', async ({ browser }) => {
  const data = mkdtempSync(join(tmpdir(), 'talqy-first-day-'));
  const port = await freePort();
  const at = `http://127.0.0.1:${port}`;
  const { stop, link } = await runFresh(port, join(data, 'data'));
  try {
    const gulnar = await somebody(browser, at, { theme: 'dark' });
    const anna = await somebody(browser, at, { width: 390 });
    const dialog = gulnar.getByRole('dialog');
    let table = '';

    await test.step('she opens the link of the console, once, and her empty group tells her what to do first', async () => {
      await enter(gulnar, link, 'gulnar', 'Гүлнар Сәрсенова');
      await expect(gulnar.getByText('Пока нет ни одного акта')).toBeVisible();
      await expect(gulnar.getByRole('link', { name: 'Пригласить людей' })).toBeVisible();
      await anna.goto(link);
      await expect(anna.getByText('Приглашение не действует')).toBeVisible();
    });

    await test.step('she loads the law that the group amends, and reads what was recognised', async () => {
      await gulnar.getByRole('link', { name: 'Загрузить акт' }).click();
      await gulnar.locator('input[type=file]').setInputFiles({ name: 'law.txt', mimeType: 'text/plain', buffer: law });
      await expect(gulnar.locator('.report')).toContainText('Статьи');
      await gulnar.locator('.report').getByRole('link', { name: 'Открыть акт' }).click();
      await expect(gulnar.locator('#art_10 h3')).toContainText('Срок проживания');
    });

    await test.step('the list of people that her office keeps invites the group; each gets a link', async () => {
      await gulnar.getByRole('link', { name: 'Участники' }).click();
      await expect(gulnar.getByText('Вы здесь пока одни')).toBeVisible();
      await gulnar.getByRole('button', { name: 'Список из файла' }).click();
      const list = 'ФИО;Организация;Вид;Город;Должность;Роль;Почта\nАнна Ли;Фонд «Мирас»;НПО;Семей;директор;участник;\nМарат Оспанов;Комитет труда;госорган;Астана;эксперт;юрист;';
      await dialog.locator('input[type=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
      await dialog.getByRole('button', { name: 'Пригласить: 2' }).click();
      await expect(dialog.getByText('Приглашения готовы: 2')).toBeVisible();
      const hers = await dialog.getByLabel('Ссылка: Анна Ли').inputValue();
      await dialog.getByRole('button', { name: 'Готово' }).click();
      await expect(gulnar.getByRole('region', { name: 'Комитет труда' })).toContainText('не пришёл');
      await enter(anna, hers, 'anna');
      await expect(gulnar.getByRole('region', { name: 'Фонд «Мирас»' })).not.toContainText('не пришёл');
    });

    await test.step('a member proposes another term and puts it up for discussion', async () => {
      const post = async <T,>(path: string, body: unknown) => (await (await anna.context().request.post(path, { data: body, headers: { Origin: at } })).json()) as T;
      const { acts } = await ask<{ acts: { id: string }[] }>(anna, '/api/acts');
      const { bill } = await post<{ bill: { id: string } }>('/api/bills', { title: { ru: 'О сроках проживания', kk: 'Тұру мерзімдері туралы' } });
      const { proposal } = await post<{ proposal: { id: string; wording: { ru: { proposed: string } } } }>('/api/proposals', { bill: bill.id, act: acts[0]?.id, kind: 'amend', target: 'art_10' });
      const before = proposal.wording.ru.proposed;
      const place = before.indexOf('шести');
      expect(place).toBeGreaterThan(0);
      await post(`/api/proposals/${proposal.id}/changes`, { part: 'wording', lang: 'ru', version: 0, updates: [{ clientID: 'day', changes: [place, [5, 'двенадцати'], before.length - place - 5] }] });
      await post(`/api/proposals/${proposal.id}/share`, {});
      await gulnar.getByRole('link', { name: 'Главная', exact: true }).click();
      await expect(gulnar.getByRole('heading', { name: /Готовы к решению/ })).toBeVisible();
    });

    await test.step('she convenes a round table on it, puts an opening first, and invites the whole group', async () => {
      await gulnar.getByRole('link', { name: 'Круглые столы' }).click();
      await gulnar.getByRole('button', { name: 'Создать круглый стол' }).click();
      await dialog.getByRole('group', { name: 'Название' }).getByLabel('На русском').fill('Первый круглый стол');
      await dialog.getByRole('group', { name: 'Название' }).getByLabel('На казахском').fill('Бірінші дөңгелек үстел');
      await dialog.getByLabel('Дата').fill(today());
      await dialog.getByLabel('Председательствующий').fill('Г. Сәрсенова');
      await dialog.getByLabel('Секретарь').fill('А. Ли');
      await dialog.getByRole('checkbox').first().check();
      await dialog.getByRole('button', { name: 'Создать', exact: true }).click();
      await expect(gulnar.getByRole('heading', { level: 1 })).toHaveText('Первый круглый стол');
      table = new URL(gulnar.url()).pathname;
      await gulnar.getByRole('button', { name: 'Добавить вопрос' }).click();
      await dialog.getByRole('radio', { name: /Другое/ }).check();
      await dialog.getByRole('group', { name: 'Название вопроса' }).getByLabel('На русском').fill('Открытие');
      await dialog.getByRole('button', { name: 'Сохранить' }).click();
      await gulnar.getByRole('button', { name: 'Выше: Открытие' }).click();
      await expect(gulnar.locator('.rt-item h3')).toHaveText(['Открытие', /Статья 10/]);
      await gulnar.getByRole('tab', { name: /Участники/ }).click();
      await gulnar.getByRole('button', { name: /Пригласить всю группу/ }).click();
      await expect(gulnar.locator('.rt-participants > li')).toHaveCount(2);
    });

    await test.step('she opens the sitting, and the member’s telephone follows the question', async () => {
      await anna.goto(table);
      await gulnar.getByRole('button', { name: 'Открыть заседание' }).click();
      await gulnar.getByRole('button', { name: 'Следующий' }).click();
      await gulnar.getByRole('navigation', { name: 'Повестка' }).getByRole('button', { name: /Статья 10/ }).click();
      await expect(anna.locator('.rt-item-at-table h2')).toContainText('Статья 10');
      await expect(anna.locator('.rt-proposal ins')).toContainText('двенадцати');
    });

    await test.step('a guest writes from the hall, and she shows it to everybody', async () => {
      await gulnar.getByRole('button', { name: 'Открыть ссылку' }).click();
      const guest = await somebody(browser, at, { width: 390 });
      await guest.goto(await gulnar.getByLabel('Ссылка для зала').inputValue());
      await guest.getByLabel('Ваше замечание').fill('Хватит ли мест?');
      await guest.getByLabel('Имя и фамилия').fill('Ержан');
      await guest.getByRole('button', { name: 'Отправить' }).click();
      await gulnar.getByRole('button', { name: /^Показать всем: Ержан/ }).click();
      await expect(anna.getByText('Хватит ли мест?')).toBeVisible();
    });

    await test.step('the group votes, and the decision is written with the vote', async () => {
      await gulnar.getByRole('button', { name: /^Вынести на голосование: Статья 10/ }).first().click();
      await dialog.getByRole('button', { name: 'Открыть голосование' }).click();
      // She forgot to say at the door that she is here: the vote itself asks her.
      await anna.getByRole('button', { name: 'Я на месте' }).click();
      await anna.getByRole('button', { name: 'За', exact: true }).click();
      await gulnar.getByRole('button', { name: 'Закончить голосование' }).click();
      await expect(anna.locator('.rt-votes')).toContainText('Принято');
      await gulnar.locator('.rt-proposal').getByRole('button', { name: /Оформить решение/ }).click();
      await dialog.getByRole('group', { name: 'Текст решения' }).getByLabel('На русском').fill('Согласовать срок в двенадцать месяцев.');
      await dialog.getByRole('button', { name: 'Записать решение' }).click();
      await expect(gulnar.locator('.rt-proposal .rt-status')).toContainText('Согласована');
      await expect(anna.locator('.rt-decision')).toContainText('Согласовать срок в двенадцать месяцев.');
    });

    await test.step('she closes the sitting and prints the minutes and the table: all of it is on paper', async () => {
      await gulnar.getByRole('button', { name: 'Закрыть заседание' }).click();
      await gulnar.getByRole('group', { name: 'Закрыть заседание' }).getByRole('button', { name: 'Закрыть заседание' }).click();
      await expect(gulnar.getByRole('tab', { name: /Итоги/ })).toHaveAttribute('aria-selected', 'true');
      await gulnar.getByRole('button', { name: 'Документы', exact: true }).click();
      const paper = async (name: string) => {
        await dialog.getByRole('radio', { name, exact: true }).check();
        const coming = gulnar.waitForEvent('download');
        await dialog.getByRole('link', { name: 'Скачать PDF' }).click();
        return printed(await (await coming).path());
      };
      const minutes = await paper('Протокол');
      for (const words of ['Первый круглый стол', 'Анна Ли', 'Согласовать срок в двенадцать месяцев.', 'Г. Сәрсенова']) expect(minutes).toContain(words);
      expect(await paper('Сравнительная таблица')).toContain('двенадцати');
      expect(await paper('Справка о замечаниях')).toContain('Хватит ли мест?');
    });
  } finally {
    await stop();
    rmSync(data, { recursive: true, force: true });
  }
});

/** Goes on by the keyboard until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press(key);
    const called = await page.evaluate(() => {
      const here = document.activeElement;
      const labelled = here?.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
      const labels = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement ? [...(here.labels ?? [])].map((one) => one.textContent).join(' ') : '';
      return (here?.getAttribute('aria-label') ?? labelled ?? (labels || here?.textContent || '')).trim().replace(/\s+/g, ' ');
    });
    if (name.test(called)) return;
    seen.push(called.slice(0, 40));
  }
  throw new Error(`no way by keyboard to ${name}: ${seen.join(' | ')}`);
}

test('a round table is led and printed by the keyboard alone, in Kazakh', async ({ browser }) => {
  const [aigerim, daniyar] = [await person(browser, 'aigerim', { locale: 'kk' }), await person(browser, 'daniyar', { locale: 'kk', width: 390, height: 844 })];
  const place = await ground(aigerim, daniyar);
  const id = await convened(aigerim, place);
  await daniyar.goto(`/round-tables/${id}`);
  const dialog = aigerim.getByRole('dialog');

  await test.step('from the first page she comes to her round table by Tab and Enter', async () => {
    await aigerim.goto('/');
    await expect(aigerim.getByRole('heading', { level: 1 })).toContainText('Сәлеметсіз бе');
    await tabTo(aigerim, /^Дөңгелек үстелдер$/);
    await aigerim.keyboard.press('Enter');
    await expect(aigerim.getByRole('heading', { level: 1 })).toHaveText('Дөңгелек үстелдер');
    await expect(aigerim.getByRole('link', { name: place.title.kk })).toBeVisible();
    await tabTo(aigerim, new RegExp(place.title.kk));
    await aigerim.keyboard.press('Enter');
    await expect(aigerim.getByRole('heading', { level: 1 })).toHaveText(place.title.kk);
  });

  await test.step('she opens the sitting and leads it with N', async () => {
    await expect(aigerim.getByRole('button', { name: 'Отырысты ашу' })).toBeVisible();
    await tabTo(aigerim, /^Отырысты ашу$/);
    await aigerim.keyboard.press('Enter');
    await expect(aigerim.getByRole('button', { name: 'Келесі' })).toBeEnabled();
    await aigerim.keyboard.press('n');
    await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('10-бап');
  });

  await test.step('she writes the decision, and the member reads it', async () => {
    await expect(aigerim.locator('.rt-proposal ins')).toContainText('он екі');
    await tabTo(aigerim, /^Шешімді рәсімдеу/);
    await aigerim.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await tabTo(aigerim, /^Қазақ тілінде/);
    await aigerim.keyboard.press('Control+a');
    await aigerim.keyboard.type('Он екі ай мерзімі мақұлдансын.');
    await tabTo(aigerim, /^Шешімді жазу$/);
    await aigerim.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(daniyar.locator('.rt-decision')).toContainText('Он екі ай мерзімі мақұлдансын.');
  });

  await test.step('she prints the minutes; the focus comes back to where she was', async () => {
    await tabTo(aigerim, /^Құжаттар$/, 'Shift+Tab');
    await aigerim.keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    const minutes = dialog.getByRole('radio', { name: 'Хаттама', exact: true });
    await tabTo(aigerim, /./);
    for (let i = 0; i < 12 && !(await minutes.isChecked()); i++) await aigerim.keyboard.press('ArrowDown');
    await expect(minutes).toBeChecked();
    await tabTo(aigerim, /^PDF жүктеп алу/);
    const coming = aigerim.waitForEvent('download');
    await aigerim.keyboard.press('Enter');
    expect(printed(await (await coming).path())).toContain('Он екі ай мерзімі мақұлдансын.');
    await aigerim.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(aigerim.getByRole('button', { name: 'Құжаттар', exact: true })).toBeFocused();
  });
});
