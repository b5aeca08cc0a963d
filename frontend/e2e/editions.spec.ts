import { expect, test } from '@playwright/test';
import { axeOn } from './axe';
import { ask, loadAct, person, quiet, replaceWords, saved, send, wordingEditor } from './group';

test.afterEach(quiet);

const edition = (help: string, term: string, more = '') =>
  `Закон Республики Казахстан\n\nО пробных редакциях\n\nСтатья 1. Помощь\n\n1. Потерпевшему оказывается ${help} помощь.\n\n2. Помощь оказывается в течение ${term} со дня обращения.\n\nСтатья 2. Порядок\n\nПорядок помощи устанавливается уполномоченным органом.\n${more}`;
const first = edition('бесплатная', 'шести месяцев');
const second = edition('бесплатная и безотлагательная', 'шести месяцев', '\nСтатья 3. Учёт\n\nУчёт помощи ведётся ежегодно.\n');
const third = edition('бесплатная и безотлагательная', 'двенадцати месяцев', '\nСтатья 3. Учёт\n\nУчёт помощи ведётся ежегодно.\n');
const asFile = (text: string) => ({ name: 'edition.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });

test('a newer edition reaches open editors: carried over, then in conflict, then accepted', async ({ browser }) => {
  const [aigerim, daniyar, marina] = [await person(browser, 'aigerim'), await person(browser, 'daniyar'), await person(browser, 'marina')];
  const act = await loadAct(daniyar, first);
  const { bill } = await send<{ bill: { id: string } }>(daniyar, '/api/bills', { title: { ru: 'О пробных редакциях', kk: '' } });
  const { proposal } = await send<{ proposal: { id: string } }>(daniyar, '/api/proposals', { bill: bill.id, act, kind: 'amend', target: 'art_1' });
  await send(daniyar, `/api/proposals/${proposal.id}/share`, {});
  for (const page of [daniyar, marina]) {
    await page.goto(`/proposals/${proposal.id}`);
    await expect(wordingEditor(page)).toContainText('шести месяцев');
  }
  await replaceWords(daniyar, 'шести месяцев', 'девяти месяцев');
  await daniyar.keyboard.press('Control+s');
  await saved(daniyar);

  // The organiser loads the newer edition on the page of the act; both editors follow without reload.
  await aigerim.goto(`/acts/${act}`);
  await aigerim.getByRole('button', { name: 'Загрузить новую редакцию' }).click();
  const dialog = aigerim.getByRole('dialog');
  await dialog.getByLabel('Дата редакции').fill('2026-12-01');
  await dialog.locator('input[type=file]').setInputFiles(asFile(second));
  await expect(dialog.locator('.report')).toContainText('Загружено');
  await dialog.getByRole('link', { name: 'Открыть акт' }).click();
  await expect(aigerim.locator('#art_3 h3')).toContainText('Учёт');
  for (const page of [daniyar, marina]) {
    await expect(wordingEditor(page)).toContainText('бесплатная и безотлагательная помощь');
    await expect(wordingEditor(page)).toContainText('девяти месяцев');
    await expect(page.locator('.edition-notice')).toContainText('Действующая редакция изменилась');
    // The redline is against the new law: what the law itself added is no change of the draft.
    await expect(page.locator('.papers .redline ins')).toHaveCount(1);
    await expect(page.locator('.papers .redline ins')).toContainText('девяти');
  }
  await marina.reload();
  await expect(marina.locator('.edition-notice')).toContainText('Действующая редакция изменилась');
  await marina.getByRole('button', { name: 'Понятно' }).click();
  await expect(marina.locator('.edition-notice')).toHaveCount(0);

  // The third edition changes the very words of the draft.
  await loadAct(aigerim, third, { act, edition: '' });
  for (const page of [daniyar, marina]) {
    const panel = page.locator('.conflict-panel');
    await expect(panel.locator('.conflict-law del')).toContainText('шести');
    await expect(panel.locator('.conflict-law ins')).toContainText('двенадцати');
    await expect(panel.locator('.conflict-draft ins')).toContainText('девяти');
    await expect(page.locator('.proposal-head .badge.conflict')).toBeVisible();
    await expect(wordingEditor(page)).toContainText('девяти месяцев');
  }
  const { violations } = await axeOn(daniyar).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
  await marina.setViewportSize({ width: 390, height: 844 });
  await expect(marina.locator('.conflict-panel')).toBeVisible();
  expect(await marina.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
  await marina.setViewportSize({ width: 1280, height: 860 });
  await aigerim.goto(`/bills/${bill.id}`);
  await expect(aigerim.locator('.proposal-row .badge.conflict')).toHaveText('Расходится с новой редакцией');

  // What changed in the act, article by article, and who must look.
  await aigerim.goto(`/acts/${act}`);
  await aigerim.getByRole('link', { name: 'Редакции' }).click();
  await expect(aigerim.getByRole('heading', { level: 1, name: 'Редакции' })).toBeVisible();
  await expect(aigerim.locator('.edition-rows .row')).toHaveCount(3);
  await expect(aigerim.locator('.proposal-row .row-title')).toContainText('Статья 1');
  await expect(aigerim.locator('.article-change')).toHaveCount(1);
  await expect(aigerim.locator('.article-change ins')).toContainText('двенадцати');
  await aigerim.getByLabel('Прежняя редакция').selectOption({ index: 0 });
  await expect(aigerim.locator('.article-change')).toHaveCount(2);
  await expect(aigerim.locator('.article-change .badge')).toHaveText(['изменена', 'дополнена']);
  await aigerim.getByRole('link', { name: 'Статья 3' }).click();
  await expect(aigerim.locator('#art_3 h3')).toBeInViewport();

  // The member brings the draft in order and accepts; the other browser follows.
  await replaceWords(daniyar, 'девяти месяцев', 'пятнадцати месяцев');
  await daniyar.getByRole('button', { name: 'Текст в порядке, принять новую редакцию' }).click();
  for (const page of [daniyar, marina]) {
    await expect(page.locator('.conflict-panel')).toHaveCount(0);
    await expect(page.locator('.papers .redline del')).toContainText('двенадцати');
    await expect(page.locator('.papers .redline ins')).toContainText('пятнадцати');
  }
  await daniyar.getByRole('button', { name: 'Обзор' }).click();
  await daniyar.getByRole('button', { name: 'История' }).click();
  for (const said of ['Перенесена на новую редакцию закона', 'Новая редакция закона меняет те же слова, нужно решение', 'Решено: поправка остаётся и при новой редакции']) {
    await expect(daniyar.locator('.history-entry').filter({ hasText: said })).toHaveCount(1);
  }
  const { proposals } = await ask<{ proposals: { id: string; conflict: boolean }[] }>(daniyar, `/api/proposals?act=${act}`);
  expect(proposals.map((one) => one.conflict)).toEqual([false]);
});

test('a title is corrected and the other language is loaded on the page of the act', async ({ browser }) => {
  const page = await person(browser, 'saule');
  const act = await loadAct(page, 'Закон Республики Казахстан\n\nО двух языках\n\nСтатья 1. Предмет\n\nНастоящий Закон регулирует пробу.\n');
  await page.goto(`/acts/${act}`);
  await page.getByRole('button', { name: 'Исправить название' }).click();
  await page.getByLabel('Название акта: на русском').fill('О двух языках закона');
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('О двух языках закона');
  await page.getByRole('button', { name: 'Загрузить другую языковую версию' }).click();
  const law = 'Қазақстан Республикасының Заңы\n\nЕкі тіл туралы\n\n1-бап. Реттеу нысанасы\n\nОсы Заң сынаманы реттейді.\n\n2-бап. Қолданысқа енгізу\n\nОсы Заң жарияланған күнінен бастап қолданысқа енгізіледі.\n';
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(asFile(law));
  await page.getByRole('dialog').getByRole('link', { name: 'Открыть акт' }).click();
  await page.getByRole('button', { name: 'Рядом' }).click();
  await expect(page.locator('.pair').first()).toBeVisible();
  await page.locator('.both-summary summary').click();
  await page.locator('.both-list button').filter({ hasText: '2-бап' }).click();
  await expect(page.locator('.pair.lonely').filter({ hasText: '2-бап' })).toContainText('Нет в русском тексте');
  await expect(page.locator('.pair.lonely').filter({ hasText: '2-бап' })).toBeInViewport();
});
