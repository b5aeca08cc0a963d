import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, person, quiet, rememberLocale, send, shared } from './group';
import { baseURL } from './server';

test.afterEach(quiet);

/** Names that no other test and no other run uses, so that the group of all tests stays one in which each finds its own. */
const own = (name: string) => `${name} ${Math.random().toString(36).slice(2, 8).replace(/\d/g, 'x')}`;

const list = (lines: string[]) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(['ФИО;Организация;Вид;Город;Должность;Роль;E-mail', ...lines].join('\r\n')) });

/** A browser that nobody has signed in at. */
async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL });
  await rememberLocale(context, 'ru');
  return context.newPage();
}

/** Somebody joins by a link and stays signed in. */
async function join(page: Page, link: string, login: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Логин').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill('dostatochno-dlinny-parol');
  await page.getByLabel('Пароль ещё раз').fill('dostatochno-dlinny-parol');
  await page.getByRole('button', { name: 'Присоединиться' }).click();
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page).not.toHaveURL(/join/);
}

const login = () => `p${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;

/** A member of the test's own, past the pages: the id and the login. */
async function newcomer(organiser: Page, browser: Browser, name: string): Promise<{ id: string; login: string; page: Page }> {
  const { url } = await send<{ url: string }>(organiser, '/api/invitations', { role: 'member', name, organisation: '' });
  const page = await stranger(browser);
  const mine = login();
  await join(page, url, mine);
  const { member } = await ask<{ member: { id: string } }>(page, '/api/session');
  return { id: member.id, login: mine, page };
}

test('a list with a mistake is looked at, mended, taken in, and one of its people joins by the link', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await organiser.goto('/members');
  const [fund, office, anna, marat] = [own('Фонд'), own('Комитет'), own('Анна'), own('Марат')];
  await organiser.getByRole('button', { name: 'Список из файла' }).click();
  const dialog = organiser.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles({ name: 'letter.csv', mimeType: 'text/csv', buffer: Buffer.from('Уважаемые коллеги!') });
  await expect(dialog.getByRole('alert')).toContainText('Это не таблица CSV');

  const lines = [`${anna};${fund};НПО;Семей;директор;юрист;`, `${marat};${office};госорган;Астана;эксперт;;не почта`];
  await dialog.locator('input[type=file]').setInputFiles(list(lines));
  await expect(dialog.getByText('Пригласим: 1. Уже в группе: 0. Приглашены раньше: 0. Новых организаций: 1.')).toBeVisible();
  const wrong = dialog.getByRole('row', { name: new RegExp(marat) });
  await expect(wrong.getByRole('cell', { name: /не почта Проверьте адрес почты/ })).toBeVisible();
  await expect(wrong).toContainText('пропустить');
  await dialog.getByLabel('Только строки с ошибками').check();
  await expect(dialog.getByRole('row', { name: new RegExp(anna) })).toHaveCount(0);
  // Nothing is there yet.
  expect((await ask<{ organisations: { name: { ru: string } }[] }>(organiser, '/api/members')).organisations.map((one) => one.name.ru)).not.toContain(fund);

  await dialog.locator('input[type=file]').setInputFiles(list([lines[0] ?? '', `${marat};${office};госорган;Астана;эксперт;;marat@office.example`]));
  await expect(dialog.getByText('Пригласим: 2.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Пригласить: 2' }).click();
  await expect(dialog.getByText('Приглашения готовы: 2')).toBeVisible();
  await expect(dialog.getByText('marat@office.example: письмо не отправлено')).toBeVisible();
  const link = await dialog.getByLabel(`Ссылка: ${anna}`).inputValue();
  const download = organiser.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Скачать CSV' }).click();
  const table = Buffer.concat(await (await (await download).createReadStream()).toArray() as Buffer[]).toString('utf8');
  expect(table.startsWith('\ufeff"Имя и фамилия";"Организация"')).toBe(true);
  expect(table).toContain(`"${anna}";"${fund}";"";"${link}"`);
  await dialog.getByRole('button', { name: 'Готово' }).click();
  await expect(organiser.getByRole('heading', { level: 3, name: fund })).toBeVisible();
  const section = organiser.getByRole('region', { name: fund });
  await expect(section).toContainText('не пришёл, ссылка до:');

  const guest = await stranger(browser);
  await guest.goto(link);
  await expect(guest.getByLabel('Имя и фамилия')).toHaveValue(anna);
  await join(guest, link, login());
  await expect(section).not.toContainText('не пришёл'); // without reload
  await expect(section).toContainText('юрист');
  await expect(section).toContainText('директор');
  // The same file again invites nobody: one is a member, the other has his link.
  await organiser.getByRole('button', { name: 'Список из файла' }).click();
  await dialog.locator('input[type=file]').setInputFiles(list(lines.map((line) => line.replace('не почта', ''))));
  await expect(dialog.getByText('Пригласим: 0. Уже в группе: 1. Приглашены раньше: 1. Новых организаций: 0.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Пригласить: 0' })).toBeDisabled();
});

test('several are invited by pasting lines; a link is renewed and an invitation taken back', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await organiser.goto('/members');
  const [first, second] = [own('Дана'), own('Олжас')];
  await organiser.getByRole('button', { name: 'Пригласить' }).click();
  const dialog = organiser.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Нескольких' }).click();
  await dialog.getByLabel('Люди, по одному в строке').fill(`${first}; dana@fond.example; эксперт\n\nonly@mail.example`);
  await expect(dialog.getByText('Строка 3: не хватает имени.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Создать ссылки' })).toBeDisabled();
  await dialog.getByLabel('Люди, по одному в строке').fill(`${first}; dana@fond.example; эксперт\n${second}`);
  await expect(dialog.getByText('Приглашений: 2')).toBeVisible();
  await dialog.getByRole('button', { name: 'Создать ссылки' }).click();
  const before = await dialog.getByLabel(`Ссылка: ${second}`).inputValue();
  await dialog.getByRole('button', { name: 'Готово' }).click();

  await organiser.getByRole('button', { name: /Ещё не пришли/ }).click();
  await organiser.getByRole('button', { name: `Новая ссылка: ${second}` }).click();
  const after = await dialog.getByLabel('Ссылка-приглашение').inputValue();
  expect(after).not.toBe(before);
  await dialog.getByRole('button', { name: 'Готово' }).click();
  const guest = await stranger(browser);
  await guest.goto(before);
  await expect(guest.getByText('Приглашение не действует')).toBeVisible();
  await organiser.getByRole('button', { name: `Отозвать приглашение: ${second}` }).click();
  await dialog.getByRole('button', { name: 'Отозвать' }).click();
  await expect(organiser.getByRole('button', { name: `Новая ссылка: ${second}` })).toHaveCount(0); // that it is gone is also said aloud, with the name
  await guest.goto(after);
  await expect(guest.getByText('Приглашение не действует')).toBeVisible();
});

test('an entry is corrected, a role is changed, and who is shut out is out at once', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const name = own('Ерлан');
  const member = await newcomer(organiser, browser, name);
  await organiser.goto('/members');
  await organiser.getByLabel('Поиск по людям и организациям').fill(name);
  await expect(organiser.locator('.people li')).toHaveCount(1);
  await organiser.getByRole('button', { name: `Изменить: ${name}` }).click();
  const dialog = organiser.getByRole('dialog');
  await dialog.getByLabel('Роль').selectOption('наблюдатель');
  await dialog.getByLabel('Город').fill('Тараз');
  await dialog.getByRole('group', { name: 'Должность' }).getByLabel('На русском').fill('аналитик');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(organiser.locator('.people li')).toContainText('наблюдатель');
  await expect(organiser.locator('.people li')).toContainText('Тараз');

  await organiser.getByRole('button', { name: `Изменить: ${name}` }).click();
  await dialog.getByRole('button', { name: 'Закрыть доступ' }).click();
  await expect(organiser.getByRole('heading', { name: `Закрыть доступ: ${name}` })).toBeVisible();
  await organiser.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect((await ask<{ members: { id: string; deactivated: boolean }[] }>(organiser, '/api/members')).members.find((one) => one.id === member.id)?.deactivated).toBe(false);
  await organiser.getByRole('button', { name: `Изменить: ${name}` }).click();
  await dialog.getByRole('button', { name: 'Закрыть доступ' }).click();
  await dialog.getByRole('button', { name: 'Закрыть доступ' }).click();
  await expect(organiser.locator('.people li')).toContainText('доступ закрыт');
  // The other browser is at the door by itself, and the door says why.
  await expect(member.page).toHaveURL(/sign-in/);
  await member.page.getByLabel('Логин').fill(member.login);
  await member.page.getByLabel('Пароль').fill('dostatochno-dlinny-parol');
  await member.page.getByRole('button', { name: 'Войти' }).click();
  await expect(member.page.getByRole('alert')).toHaveText('Организатор закрыл вам доступ к группе. Обратитесь к нему.');

  await organiser.getByRole('button', { name: `Изменить: ${name}` }).click();
  await dialog.getByRole('button', { name: 'Вернуть доступ' }).click();
  await expect(organiser.locator('.people li')).not.toContainText('доступ закрыт');
  await member.page.getByRole('button', { name: 'Войти' }).click();
  await expect(member.page).not.toHaveURL(/sign-in/);
});

test('the last organiser stays one, and reads why', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const { members } = await ask<{ members: { login: string; name: string; role: string; deactivated: boolean }[] }>(organiser, '/api/members');
  expect(members.filter((one) => one.role === 'organiser' && !one.deactivated)).toHaveLength(1);
  const name = members.find((one) => one.login === 'aigerim')?.name ?? '';
  await organiser.goto('/members');
  await organiser.getByRole('button', { name: `Изменить: ${name}` }).click();
  await organiser.getByRole('dialog').getByLabel('Роль').selectOption('юрист');
  await organiser.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(organiser.getByRole('alert')).toContainText('хотя бы один организатор');
});

test('one corrects one’s own entry in the settings, and everybody sees it', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const name = own('Сабина');
  const { page } = await newcomer(organiser, browser, name);
  await page.goto('/members');
  await expect(page.getByRole('button', { name: /Изменить|Пригласить|Список из файла/ })).toHaveCount(0);
  await page.getByRole('link', { name: `Изменить: ${name}` }).click();
  const entry = page.getByRole('region', { name: 'Мои данные' });
  const better = own('Сабина Ким');
  await entry.getByLabel('Имя и фамилия').fill(better);
  await entry.getByLabel('Город').fill('Кокшетау');
  await entry.getByRole('button', { name: 'Сохранить' }).click();
  await expect(entry.getByText('Сохранено')).toBeVisible();
  await organiser.goto('/members');
  await organiser.getByLabel('Поиск по людям и организациям').fill(better);
  await expect(organiser.locator('.people li')).toContainText('Кокшетау');
});

for (const theme of ['light', 'dark'] as const) {
  test(`no dialog about people has a barrier that axe can find, ${theme}`, async ({ browser }) => {
    const organiser = await person(browser, 'aigerim', { theme });
    const found: string[] = [];
    const look = async (name: string) => {
      const { violations } = await axeOn(organiser).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const one of violations) found.push(`${name}: ${one.id} ${one.nodes.slice(0, 3).map((node) => `${node.target.join(' ')} — ${node.failureSummary ?? ''}`).join('; ')}`);
    };
    const [expected, added] = [own('Ожидаемая'), own('Добавленный')];
    await send(organiser, '/api/invitations', { role: 'lawyer', name: expected, organisation: '' });
    await organiser.goto('/members');
    await expect(organiser.getByText(expected)).toBeVisible();
    await look('members');
    await organiser.getByRole('button', { name: /^Изменить: / }).first().click();
    await look('person');
    await organiser.getByRole('dialog').getByRole('button', { name: 'Закрыть доступ' }).click();
    await look('shut out');
    await organiser.keyboard.press('Escape');
    await organiser.getByRole('button', { name: 'Пригласить' }).click();
    await organiser.getByRole('button', { name: 'Нескольких' }).click();
    await look('several');
    await organiser.keyboard.press('Escape');
    await organiser.getByRole('button', { name: 'Список из файла' }).click();
    await look('file');
    await organiser.getByRole('dialog').locator('input[type=file]').setInputFiles(list([`${added};${own('Орган')};госорган;;;;`, 'Кто-то;;;;;;плохая почта', 'А,Б;"не закрыта;;;;;']));
    await expect(organiser.getByRole('table')).toBeVisible();
    await look('preview');
    await organiser.getByRole('button', { name: 'Пригласить: 1' }).click();
    await expect(organiser.getByText('Приглашения готовы: 1')).toBeVisible();
    await look('links');
    await organiser.goto('/settings');
    await expect(organiser.getByRole('region', { name: 'Мои данные' })).toBeVisible();
    await look('settings');
    expect(found).toEqual([]);
  });
}

test('on a telephone a list is looked at and taken in, in Kazakh, with nothing sticking out', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim', { width: 390, height: 844, locale: 'kk' });
  await organiser.goto('/members');
  await organiser.getByRole('button', { name: 'Файлдан тізім' }).click();
  const dialog = organiser.getByRole('dialog');
  const added = own('Әсел');
  await dialog.locator('input[type=file]').setInputFiles(list([`${added};${own('Өте ұзақ атауы бар мемлекеттік мекеменің аумақтық бөлімшесі')};мемлекеттік орган;Өскемен;бас сарапшы;заңгер;asel.nurlankyzy@mekeme.example`, `${own('Б')};;;;;король;пошта`]));
  await expect(dialog.locator('.cell-problem')).toHaveCount(3);
  const fits = async (what: string) =>
    expect(await organiser.evaluate(() => [document.body.scrollWidth - document.body.clientWidth, ...[...document.querySelectorAll('dialog[open], .people-table')].map((box) => box.scrollWidth - box.clientWidth)].filter((over) => over > 0)), what).toEqual([]);
  await fits('preview');
  await dialog.getByRole('button', { name: 'Шақыру: 1' }).click();
  await expect(dialog.getByLabel(`Сілтеме: ${added}`)).toBeVisible();
  await fits('links');
  await dialog.getByRole('button', { name: 'Дайын' }).click();
  await expect(organiser.getByText(added)).toBeVisible();
  await fits('members');
});

test('with the keyboard alone a member is found, opened, shut and left as he was', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  await organiser.goto('/members');
  const search = organiser.getByLabel('Поиск по людям и организациям');
  await search.focus();
  await organiser.keyboard.type('Марина');
  const edit = organiser.getByRole('button', { name: /^Изменить: Марина/ });
  await expect(edit).toBeVisible();
  for (let i = 0; i < 20 && !(await edit.evaluate((button) => button === document.activeElement)); i++) await organiser.keyboard.press('Tab');
  await organiser.keyboard.press('Enter');
  const dialog = organiser.getByRole('dialog');
  await expect(dialog.getByLabel('Имя и фамилия')).toBeVisible();
  await organiser.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(edit).toBeFocused();
});

test('who is given another role sees at once what he may do now, on the page that he has open', async ({ browser }) => {
  const organiser = await person(browser, 'aigerim');
  const { id, page } = await newcomer(organiser, browser, own('Роза'));
  const proposal = await shared(organiser, 'art_12');
  const role = (to: string) => send(organiser, `/api/members/${id}/role`, { role: to });
  await page.goto(`/proposals/${proposal}`);
  await page.getByRole('button', { name: 'Обзор' }).click();
  const decide = page.getByRole('button', { name: 'Отложить' });
  await expect(page.locator('.whoami-role')).toContainText('член рабочей группы');
  await expect(decide).toHaveCount(0);

  await role('lawyer');
  await expect(page.locator('.whoami-role')).toContainText('юрист');
  await expect(decide).toBeVisible();

  await role('observer');
  await expect(page.locator('.whoami-role')).toContainText('наблюдатель');
  await expect(decide).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Правка', exact: true })).toHaveCount(0);

  // Lists too: an organiser convenes.
  await page.getByRole('link', { name: 'Круглые столы' }).click();
  await expect(page.getByRole('button', { name: 'Создать' })).toHaveCount(0);
  await role('organiser');
  await expect(page.getByRole('button', { name: 'Создать' })).toBeVisible();
  await role('member');
  await expect(page.getByRole('button', { name: 'Создать' })).toHaveCount(0);
});
