import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { answered, rewritten } from './docx';
import { ask, person, quiet, send, shared } from './group';

test.afterEach(quiet);

interface Body {
  proposal: { threads: { id: string; body: string; suggestion: null | { old: string; new: string } }[]; wording: Record<string, { proposed: string; version: number }> };
}

const bodyOf = (page: Page, id: string) => ask<Body>(page, `/api/proposals/${id}`).then((answer) => answer.proposal);

/** Puts words in place of others in the Russian wording. */
async function typed(page: Page, id: string, old: string, next: string): Promise<void> {
  const { proposed, version } = (await bodyOf(page, id)).wording.ru ?? { proposed: '', version: 0 };
  const at = proposed.indexOf(old);
  expect(at, old).toBeGreaterThanOrEqual(0);
  const changes = [at, [old.length, ...next.split('\n')], proposed.length - at - old.length].filter((section) => section !== 0);
  await send(page, `/api/proposals/${id}/changes`, { part: 'wording', lang: 'ru', version, updates: [{ clientID: `typed-${version}`, changes }] });
}

async function tableOf(page: Page, id: string, lang: string): Promise<Buffer> {
  const answer = await page.context().request.get(`/api/papers/comparison-table.docx?redline=on&lang=${lang}&proposal=${id}`);
  expect(answer.status()).toBe(200);
  return answer.body();
}

const docx = (buffer: Buffer, name = 'Ответ министерства.docx') => ({ name, mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer });
const rows = (page: Page) => page.locator('.tracked-row');

async function openDialog(page: Page, names = { tab: /Обсуждение/, button: 'Загрузить правки из Word' }): Promise<void> {
  await page.getByRole('tab', { name: names.tab }).or(page.locator('.act-bar button.primary')).click();
  await page.getByRole('button', { name: names.button }).click();
  await expect(page.locator('.tracked')).toBeVisible();
}

const axe = async (page: Page) => {
  const { violations } = await axeOn(page).include('dialog').withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
};

test('a table goes to a ministry and comes back from Word: its changes become suggestions, and one changes the text', async ({ browser }) => {
  const [daniyar, saule] = [await person(browser, 'daniyar'), await person(browser, 'saule')];
  const id = await shared(daniyar, 'art_4');
  await typed(daniyar, id, 'организации здравоохранения', 'организации здравоохранения, полиция');
  const file = await tableOf(daniyar, id, 'ru');
  await saule.goto(`/proposals/${id}`);
  await openDialog(saule);
  const input = saule.locator('.tracked input[type=file]');

  await input.setInputFiles({ name: 'письмо.docx', mimeType: 'text/plain', buffer: Buffer.from('Просто письмо') });
  await expect(saule.locator('.tracked .form-error')).toContainText('не документ Word');
  await input.setInputFiles(docx(file));
  await expect(saule.locator('.tracked')).toContainText('В этом документе нет правок');

  const answer = rewritten(file, (markup) => answered(answered(answered(markup, 'некоммерческие', 'негосударственные'), 'Копия договора размещается', 'Копия размещается'), 'отвечает на обращение', 'рассматривает обращение'));
  // Meanwhile the author goes on: around one of the changed words, and over another.
  await typed(daniyar, id, 'Договором о взаимодействии', 'Договором о тесном взаимодействии');
  await typed(daniyar, id, 'Копия договора', 'Текст договора');
  await input.setInputFiles(docx(answer));
  await expect(rows(saule)).toHaveCount(3);
  await expect(rows(saule).nth(0)).toContainText('Место найдено');
  await expect(rows(saule).nth(0)).toContainText('Иванов А., 12 ноября 2026 года');
  await expect(rows(saule).nth(0).locator('del')).toContainText('некоммерческие');
  await expect(rows(saule).nth(0).locator('ins')).toContainText('негосударственные');
  await expect(rows(saule).nth(0).getByRole('checkbox')).toBeChecked();
  await expect(rows(saule).nth(1)).toContainText('Текст вокруг изменился');
  await expect(rows(saule).nth(1).getByRole('checkbox')).not.toBeChecked();
  await expect(rows(saule).nth(2)).toContainText('Место неясно');
  await expect(rows(saule).nth(2)).toContainText('Эти слова с тех пор изменены.');
  await expect(rows(saule).nth(2).getByRole('checkbox')).toBeDisabled();
  await axe(saule);
  await shot(saule, 'tracked-1280');
  expect((await bodyOf(saule, id)).threads).toEqual([]);

  await rows(saule).nth(1).getByRole('checkbox').check();
  await saule.getByRole('button', { name: 'Внести 2 предложения' }).click();
  await expect(saule.locator('.tracked [role=status]')).toContainText('Внесено 2 предложения');
  await shot(saule, 'tracked-done-1280');
  await saule.locator('.tracked').getByRole('button', { name: 'Закрыть' }).click();
  await expect(saule.locator('.rail .thread')).toHaveCount(2);
  expect((await bodyOf(saule, id)).threads.map((one) => one.body)).toEqual(['Правка из файла: Иванов А., 12.11.2026', 'Правка из файла: Иванов А., 12.11.2026']);

  // The author has them at once, and takes one.
  await daniyar.goto(`/proposals/${id}`);
  await daniyar.getByRole('tab', { name: /Обсуждение/ }).click();
  const thread = daniyar.locator('.rail .thread').filter({ hasText: 'негосударственные' });
  await expect(thread).toContainText('Правка из файла: Иванов А.');
  await thread.getByRole('button', { name: 'Принять' }).click();
  await expect(daniyar.locator('.wording-edit .cm-content')).toContainText('негосударственные организации');
  await expect.poll(async () => (await bodyOf(saule, id)).wording.ru?.proposed).toContain('а также негосударственные организации');

  // The same file again: what was brought in is said to be.
  await openDialog(saule);
  await input.setInputFiles(docx(answer));
  await expect(rows(saule).filter({ hasText: 'Уже внесено' })).toHaveCount(2);
  await expect(saule.getByRole('button', { name: 'Внести 0 предложений' })).toBeDisabled();
});

test('the Kazakh table comes back on a phone, and what the text of the file hides is said', async ({ browser }) => {
  const page = await person(browser, 'saule', { locale: 'kk', theme: 'dark', width: 390, height: 844 });
  const daniyar = await person(browser, 'daniyar');
  const id = await shared(daniyar, 'art_4');
  const { proposed } = (await bodyOf(daniyar, id)).wording.kk ?? { proposed: '' };
  const word = /[а-яәғқңөұүһі]{8,}/.exec(proposed.split('\n')[1] ?? '')?.[0] ?? '';
  const other = /[а-яәғқңөұүһі]{8,}/.exec(proposed.split('\n')[2] ?? '')?.[0] ?? '';
  expect(word && other).toBeTruthy();
  // One change is tracked, the other was made with tracking off.
  const file = rewritten(await tableOf(daniyar, id, 'kk'), (markup) => {
    const marked = answered(markup, word, 'басқаша');
    const at = marked.lastIndexOf(other);
    return marked.slice(0, at) + 'өзгеше' + marked.slice(at + other.length);
  });
  await page.goto(`/proposals/${id}`);
  await openDialog(page, { tab: /Талқылау/, button: 'Word-тан түзетулерді жүктеу' });
  await page.locator('.tracked input[type=file]').setInputFiles(docx(file));
  await expect(rows(page)).toHaveCount(1);
  await expect(page.locator('.tracked .notice')).toContainText('бірде-бір редакциясына сәйкес келмейді');
  await expect(rows(page).first().locator('ins')).toContainText('басқаша');
  await axe(page);
  expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
  expect(await page.locator('dialog').last().evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  await shot(page, 'tracked-kk-390-dark');
  await page.getByRole('button', { name: '1 ұсыныс енгізу' }).click();
  await expect(page.locator('.tracked [role=status]')).toContainText('1 ұсыныс енгізілді');
  const { threads } = await bodyOf(page, id);
  expect(threads.map((one) => [one.body, one.suggestion?.old, one.suggestion?.new])).toEqual([['Файлдағы түзету: Иванов А., 12.11.2026', word, 'басқаша']]);
});

/** Pictures for whoever looks at the page, where TALQY_SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  if (process.env.TALQY_SHOTS) await page.screenshot({ path: `${process.env.TALQY_SHOTS}/${name}.png` });
}
