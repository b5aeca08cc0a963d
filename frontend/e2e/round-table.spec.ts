// A round table from the invitation to the minutes, as the people in the hall and at the door have it.

import { execFileSync } from 'node:child_process';
import { expect, test, type Page } from '@playwright/test';
import { ask, person, quiet } from './group';
import { ground, stranger, today } from './round-table';

test.afterEach(quiet);

/** Downloads a paper through the dialog and reads it back. */
async function paper(page: Page, name: string, lang: string, format: 'PDF' | 'DOCX'): Promise<string> {
  await page.getByRole('button', { name: 'Документы', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name, exact: true }).check();
  await dialog.getByRole('radio', { name: lang, exact: true }).check();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('link', { name: `Скачать ${format}` }).click();
  const path = await (await coming).path();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  if (format === 'PDF') return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  const xml = execFileSync('unzip', ['-p', path, 'word/document.xml'], { encoding: 'utf8', maxBuffer: 64 << 20 });
  // Runs are joined, paragraphs parted: what a reader reads.
  return xml.replace(/<\/w:p>/g, '\n').replace(/<w:tab\/>/g, ' ').replace(/<[^>]+>/g, '');
}

const flat = (text: string) => text.replace(/\s+/g, ' ');

test('a whole round table: convened, led, followed, voted, decided, and its papers in two languages', async ({ browser }) => {
  test.setTimeout(360_000);
  const [aigerim, daniyar, marina] = [await person(browser, 'aigerim'), await person(browser, 'daniyar', { width: 390, height: 844, locale: 'kk' }), await person(browser, 'marina', { width: 390, height: 844 })];
  const { title, bill, proposals: [ten] } = await ground(aigerim, daniyar);

  // Convened on chosen proposals.
  await aigerim.goto('/round-tables');
  await aigerim.getByRole('button', { name: 'Создать круглый стол' }).click();
  const form = aigerim.getByRole('dialog');
  await form.getByRole('group', { name: 'Название' }).getByLabel('На русском').fill(title.ru);
  await form.getByRole('group', { name: 'Название' }).getByLabel('На казахском').fill(title.kk);
  await form.getByLabel('Дата').fill(today());
  await form.getByLabel('Начало').fill('10:00');
  await form.getByLabel('Окончание').fill('13:00');
  await form.getByRole('group', { name: 'Место' }).getByLabel('На русском').fill('Астана, малый зал');
  await form.getByLabel('Председательствующий').fill('А. С. Оразбекова');
  await form.getByLabel('Секретарь').fill('Д. Есимов');
  const { proposals: all } = await ask<{ proposals: { id: string; bill: string; actTitle: { ru: string } }[] }>(aigerim, '/api/proposals');
  const actTitle = all.find((one) => one.bill === bill)?.actTitle.ru ?? '';
  const offered = form.getByRole('checkbox', { name: new RegExp(actTitle.slice(0, 30)) });
  await expect(offered).toHaveCount(2);
  for (const one of await offered.all()) await one.check();
  await form.getByRole('button', { name: 'Создать', exact: true }).click();
  await expect(aigerim.getByRole('heading', { level: 1 })).toHaveText(title.ru);
  const table = new URL(aigerim.url()).pathname;
  await expect(aigerim.locator('.rt-item')).toHaveCount(2);

  // An opening is added and put first.
  await aigerim.getByRole('button', { name: 'Добавить вопрос' }).click();
  await form.getByRole('radio', { name: /Другое/ }).check();
  await form.getByRole('group', { name: 'Название вопроса' }).getByLabel('На русском').fill('Открытие');
  await form.getByRole('group', { name: 'Название вопроса' }).getByLabel('На казахском').fill('Ашылуы');
  await form.getByRole('button', { name: 'Добавить выступающего' }).click();
  await form.getByLabel('Кто выступает').fill('А. С. Оразбекова');
  await form.getByLabel('Минут', { exact: true }).fill('5');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await expect(form).toHaveCount(0);
  await expect(aigerim.locator('.rt-item')).toHaveCount(3);
  await aigerim.getByRole('button', { name: 'Переставить: Открытие' }).press('Home');
  await expect(aigerim.locator('.rt-item h3').first()).toHaveText('Открытие');

  // Everybody is invited, and somebody from outside.
  await aigerim.getByRole('tab', { name: /Участники/ }).click();
  await aigerim.getByRole('button', { name: /Пригласить всю группу/ }).click();
  await expect(aigerim.locator('.rt-participants > li')).not.toHaveCount(0);
  await aigerim.getByRole('button', { name: 'Пригласить другого' }).click();
  await form.getByLabel('Имя и фамилия').fill('Гульнара Ахметова');
  await form.getByRole('group', { name: 'Название организации' }).getByLabel('На русском').fill('Университет');
  await form.getByRole('button', { name: 'Пригласить' }).click();
  await expect(aigerim.getByRole('button', { name: /Гульнара Ахметова, Университет|Гульнара Ахметова.*Университет/ })).toBeVisible();

  // The hall: a wall, two members' telephones, a stranger's.
  const wall = await person(browser, 'aigerim', { width: 1280, height: 720, theme: 'dark' });
  await wall.goto(`${table}/projector`);
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText(title.ru);
  await daniyar.goto(table);
  await expect(daniyar.getByRole('heading', { level: 1 })).toHaveText(title.kk);
  await marina.goto(table);
  await aigerim.getByRole('button', { name: 'Открыть заседание' }).click();
  await expect(aigerim.getByRole('tab', { name: 'Заседание' })).toHaveAttribute('aria-selected', 'true');
  await expect(daniyar.getByRole('tab', { name: 'Отырыс' })).toHaveAttribute('aria-selected', 'true');

  // Each says that he is here; the organiser marks the guest.
  await daniyar.getByRole('tab', { name: /Қатысушылар/ }).click();
  await daniyar.getByRole('button', { name: 'Мен келдім' }).click();
  await expect(daniyar.getByRole('button', { name: 'Мен жоқпын' })).toBeVisible();
  await marina.getByRole('tab', { name: /Участники/ }).click();
  await marina.getByRole('button', { name: 'Я на месте' }).click();
  await aigerim.getByRole('tab', { name: /Участники/ }).click();
  await aigerim.getByLabel('Имя, организация или город').fill('унив');
  await aigerim.getByRole('button', { name: /Гульнара Ахметова/ }).first().click();
  await expect(aigerim.getByText('На месте 3 из', { exact: false })).toBeVisible();

  // The agenda moves by one key; the wall and the telephones follow.
  await aigerim.getByRole('tab', { name: 'Заседание' }).click();
  await aigerim.getByRole('button', { name: 'Следующий' }).click();
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Открытие');
  await aigerim.keyboard.press('n');
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText(/^Статья (7|10)/);
  const first = await wall.getByRole('heading', { level: 1 }).innerText();
  if (!first.startsWith('Статья 10')) await aigerim.getByRole('navigation', { name: 'Повестка' }).getByRole('button', { name: /Статья 10/ }).click();
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Статья 10. Срок проживания');
  await expect(wall.locator('ins')).toContainText('двенадцати');
  await expect(wall.locator('button, a, input')).toHaveCount(0);
  await daniyar.getByRole('tab', { name: 'Отырыс' }).click();
  await expect(daniyar.locator('.rt-item-at-table h2')).toContainText('10-бап');
  await expect(daniyar.locator('.rt-proposal ins')).toContainText('он екі');
  await marina.getByRole('tab', { name: 'Заседание' }).click();

  // The speaker's time runs on every page.
  await aigerim.getByLabel('Другой выступающий').fill('Данияр Есимов');
  await aigerim.getByRole('button', { name: '10 мин' }).click();
  for (const page of [aigerim, daniyar, wall]) await expect(page.getByRole('timer')).toContainText(/Данияр Есимов\s*(10:00|9:\d\d)/);

  // A remark from the hall, by the link under the QR code.
  await aigerim.getByRole('button', { name: 'Открыть ссылку' }).click();
  await expect(aigerim.getByRole('img', { name: 'QR-код ссылки для зала' })).toBeVisible();
  const link = new URL(await aigerim.getByLabel('Ссылка для зала').inputValue()).pathname;
  const wrong: string[] = [];
  const guest = await stranger(browser, 'kk', wrong);
  await guest.goto(link);
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText(title.kk);
  await expect(guest.locator('.guest-item ins')).toContainText('он екі');
  await guest.getByLabel('Сіздің ескертуіңіз').fill('Мерзімді ұзарту негізделсін, ЖСН 880101300123');
  await guest.getByLabel('Аты-жөні').fill('Ержан Сапаров');
  await guest.getByLabel('Ұйым', { exact: false }).fill('Қоғамдық қор');
  await guest.getByRole('button', { name: 'Жіберу' }).click();
  await expect(guest.getByLabel('Сіздің ескертуіңіз')).toHaveAttribute('aria-invalid', 'true');
  await expect(guest.locator('.guest-form [role="alert"]')).not.toBeEmpty();
  await guest.getByLabel('Сіздің ескертуіңіз').fill('Мерзімді ұзарту негізделсін.');
  await guest.getByRole('button', { name: 'Жіберу' }).click();
  await expect(guest.locator('.guest-own')).toContainText('ұйымдастырушыны күтуде');
  const queue = aigerim.getByRole('region', { name: /Ждут показа/ });
  await expect(queue).toContainText('Мерзімді ұзарту негізделсін.');
  await expect(marina.getByText('Мерзімді ұзарту негізделсін.')).toHaveCount(0);
  await queue.getByRole('button', { name: /Показать всем/ }).click();
  await expect(marina.getByText('Мерзімді ұзарту негізделсін.')).toBeVisible();
  await expect(guest.locator('.guest-own')).toContainText('залға көрсетілді');
  await aigerim.getByRole('button', { name: /Ответ на замечание/ }).click();
  await form.getByRole('radio', { name: 'отклонено' }).check();
  await form.getByRole('group', { name: 'Причина' }).getByLabel('На казахском').fill('Негіздемесі бар.');
  await form.getByRole('group', { name: 'Причина' }).getByLabel('На русском').fill('Обоснование приложено.');
  await form.getByRole('button', { name: 'Ответить' }).click();
  await expect(guest.locator('.guest-own')).toContainText('Негіздемесі бар.');
  expect(wrong).toEqual([]);

  // A show of hands by organisation: two members give the voices of theirs, the organiser records a third.
  await aigerim.getByRole('button', { name: 'Вынести на голосование: Статья 10. Срок проживания' }).first().click();
  await form.getByRole('radio', { name: /По организациям/ }).check();
  await form.getByRole('button', { name: 'Открыть голосование' }).click();
  await expect(wall.getByText('Идёт голосование')).toBeVisible();
  await daniyar.getByRole('group', { name: 'Ұйымыңыздың дауысы' }).getByRole('button', { name: 'Жақтап' }).click();
  await marina.getByRole('group', { name: 'Голос вашей организации' }).getByRole('button', { name: 'За' }).click();
  await aigerim.getByRole('group', { name: 'Университет' }).getByRole('button', { name: 'Воздержаться' }).click();
  await expect(aigerim.getByText('Голосов: 3 из 3')).toBeVisible();
  await expect(wall.getByText('Голосов: 3 из 3')).toBeVisible();
  await aigerim.getByRole('button', { name: 'Закончить голосование' }).click();
  await expect(marina.locator('.rt-votes')).toContainText('Принято');
  await expect(wall.locator('.rt-wall-vote')).toContainText('Принято');

  // The decision carries the vote, and the proposal is agreed.
  await aigerim.locator('.rt-proposal').getByRole('button', { name: /Оформить решение/ }).click();
  await expect(form.getByRole('radio', { name: 'согласована' })).toBeChecked();
  await form.getByRole('group', { name: 'Текст решения' }).getByLabel('На русском').fill('Одобрить срок в двенадцать месяцев.');
  await form.getByRole('group', { name: 'Текст решения' }).getByLabel('На казахском').fill('Он екі ай мерзімі мақұлдансын.');
  await form.getByRole('button', { name: 'Записать решение' }).click();
  await expect(aigerim.locator('.rt-proposal .rt-status')).toContainText('Согласована');
  await expect(daniyar.locator('.rt-decision')).toContainText('Он екі ай мерзімі мақұлдансын.');
  const { proposal } = await ask<{ proposal: { status: string } }>(daniyar, `/api/proposals/${ten}`);
  expect(proposal.status).toBe('agreed');

  // It is closed; the pages turn to what came of it.
  await aigerim.getByRole('button', { name: 'Закрыть заседание' }).click();
  await aigerim.getByRole('group', { name: 'Закрыть заседание' }).getByRole('button', { name: 'Закрыть заседание' }).click();
  await expect(aigerim.getByRole('tab', { name: /Итоги/ })).toHaveAttribute('aria-selected', 'true');
  await expect(wall.getByText('Заседание закрыто')).toBeVisible();
  await wall.keyboard.press('Escape');
  await expect(wall).toHaveURL(table);
  await guest.reload();
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Сілтеме жарамсыз');

  // Its papers, read back.
  for (const format of ['PDF', 'DOCX'] as const) {
    const ru = flat(await paper(aigerim, 'Протокол', 'На русском', format));
    expect(ru, format).toContain(title.ru);
    expect(ru, format).toContain('Одобрить срок в двенадцать месяцев.');
    expect(ru, format).toMatch(/Гульнара Ахметова/);
    const kk = flat(await paper(aigerim, 'Протокол', 'На казахском', format));
    expect(kk, format).toContain('Он екі ай мерзімі мақұлдансын.');
    const tableRu = flat(await paper(aigerim, 'Сравнительная таблица', 'На русском', format));
    expect(tableRu, format).toContain('двенадцати');
    expect(tableRu, format).toContain('субсидии');
    const tableKk = flat(await paper(aigerim, 'Сравнительная таблица', 'На казахском', format));
    expect(tableKk, format).toContain('он екі');
  }
  // The rows that were printed have their numbers on the page too.
  await expect(aigerim.locator('.rt-proposal .badge', { hasText: /^Строка \d+$/ }).first()).toBeVisible();
});
