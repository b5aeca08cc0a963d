import { expect, test, type Page } from '@playwright/test';
import { ask, person, quiet, shared, wordingEditor } from './group';

// Work that takes its time shows how far it is, and can be stopped: then nothing is left half done.

test.afterEach(quiet);

/** A line of so many bytes a second in each direction; 0 takes the brake away. */
async function slow(page: Page, bytes: number): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: bytes ? 100 : 0, downloadThroughput: bytes || -1, uploadThroughput: bytes || -1 });
}

/** A statute of some megabytes. */
function longLaw(): Buffer {
  const article = (n: number) => `Статья ${n}. Предмет ${n}\n\n1. ${'Настоящая статья регулирует пробу загрузки. '.repeat(43)}\n\n`;
  let law = 'Закон Республики Казахстан\n\nО большой пробе\n\n';
  for (let n = 1; n <= 1000; n++) law += article(n);
  return Buffer.from(law);
}

test('a statute of 3.5 MB on a line of 400 kbit/s shows how much has gone, and is cancelled without a trace', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const before = await ask<{ acts: unknown[] }>(page, '/api/acts');
  await page.goto('/acts');
  const law = longLaw();
  expect(law.length).toBeGreaterThan(3_500_000);
  await slow(page, 50_000);
  await page.locator('input[type=file]').setInputFiles({ name: 'kodeks.txt', mimeType: 'text/plain', buffer: law });
  const bar = page.locator('.transfer');
  await expect(bar.getByRole('status')).toHaveText('Передаём файл «kodeks.txt»…');
  const share = bar.locator('.transfer-share');
  await expect(share).toHaveText(/^\d+ % из \d,\d МБ$/);
  const percent = async () => Number.parseInt(await share.innerText(), 10);
  const first = await percent();
  await expect.poll(percent).toBeGreaterThan(first);
  expect(await percent()).toBeLessThan(90);
  await page.screenshot({ path: test.info().outputPath('upload.png') });

  await bar.getByRole('button', { name: 'Отмена' }).click();
  await expect(page.getByText('Загрузка отменена. Ничего не сохранено.')).toBeVisible();
  await expect(page.locator('input[type=file]')).toBeAttached(); // another file can be chosen
  await slow(page, 0);
  expect((await ask<{ acts: unknown[] }>(page, '/api/acts')).acts).toEqual(before.acts);
});

test('a list of people on its way is cancelled, and nobody is invited', async ({ browser }) => {
  const page = await person(browser, 'aigerim', { locale: 'kk' });
  const before = await ask<{ invited: unknown[] }>(page, '/api/invitations');
  await page.goto('/members');
  await page.getByRole('button', { name: 'Файлдан тізім' }).click();
  const dialog = page.getByRole('dialog');
  const people = Array.from({ length: 900 }, (_, n) => `Жолдағы ${n};«Жол» қоры;ҮЕҰ;Алматы;${'ұзақ лауазым '.repeat(12)};;`);
  await slow(page, 20_000);
  await dialog.locator('input[type=file]').setInputFiles({ name: 'tizim.csv', mimeType: 'text/csv', buffer: Buffer.from(['ФИО;Организация;Вид;Город;Должность;Роль;E-mail', ...people].join('\r\n')) });
  const bar = dialog.locator('.transfer');
  await expect(bar.getByRole('status')).toHaveText('«tizim.csv» файлы жіберіліп жатыр…');
  await expect(bar.locator('.transfer-share')).toContainText('%');
  await bar.getByRole('button', { name: 'Бас тарту' }).click();
  await expect(dialog).toContainText('Жүктеуден бас тартылды. Ештеңе сақталған жоқ.');
  await slow(page, 0);
  expect(await ask<{ invited: unknown[] }>(page, '/api/invitations')).toEqual(before);
});

test('a paper says that it is made and that it comes, is cancelled, and comes when it is asked for again', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await shared(page, 'art_8');
  await page.goto(`/proposals/${id}`);
  await expect(wordingEditor(page)).toBeVisible();
  await page.getByRole('button', { name: 'Раздаточный материал' }).click();
  const dialog = page.getByRole('dialog');
  await slow(page, 2_000);
  await dialog.getByRole('link', { name: 'Скачать PDF' }).click();
  await expect(dialog.locator('.transfer').getByRole('status')).toHaveText(/Документ (готовится|скачивается)…/);
  await expect(dialog.locator('.transfer').getByRole('status')).toHaveText('Документ скачивается…');
  await expect(dialog.locator('.transfer-share')).toContainText('%');
  await dialog.locator('.transfer').getByRole('button', { name: 'Отмена' }).click();
  await expect(dialog).toContainText('Отменено. Документ не скачан.');
  await slow(page, 0);
  const coming = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Скачать PDF' }).click();
  expect((await coming).suggestedFilename()).toBe('talqy-ru.pdf');
  await expect(dialog).toContainText('Документ скачан: talqy-ru.pdf');
});

test('a paper that cannot be made says why, in words', async ({ browser }) => {
  const page = await person(browser, 'daniyar');
  const id = await shared(page, 'art_8');
  await page.goto(`/proposals/${id}`);
  await page.getByRole('button', { name: 'Раздаточный материал' }).click();
  await page.route('**/api/papers/**', (route) => route.fulfill({ status: 503, json: { error: { code: 'store_away', message: 'База данных не отвечает.', args: {} } } }));
  await page.getByRole('dialog').getByRole('link', { name: 'Скачать PDF' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('База данных не отвечает.');
});
