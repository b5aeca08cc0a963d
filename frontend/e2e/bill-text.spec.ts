import { expect, test, type Page } from '@playwright/test';
import { axeOn } from './axe';
import { ask, loadAct, person, quiet, replaceWords, saved, send, wordingEditor } from './group';

test.afterEach(quiet);

const law = 'О пробах закона\n\nЗакон Республики Казахстан от 4 мая 2020 года № 10-VII ЗРК.\n\nСтатья 1. Проба\n\n1. Проба хранится один год.\n\n2. Проба выдается бесплатно.\n\nСтатья 2. Учет\n\nУчет проб ведется ежегодно.\n';

async function proposed(page: Page, bill: string, act: string, kind: string, target: string): Promise<string> {
  const { proposal } = await send<{ proposal: { id: string } }>(page, '/api/proposals', { bill, act, kind, target });
  await send(page, `/api/proposals/${proposal.id}/share`, {});
  return proposal.id;
}

const sound = async (page: Page) => {
  const { violations } = await axeOn(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
};

test('the draft law follows the proposals, leads to each of them and back', async ({ browser }) => {
  const [daniyar, marina] = [await person(browser, 'daniyar'), await person(browser, 'marina')];
  const act = await loadAct(daniyar, law);
  const { bill } = await send<{ bill: { id: string } }>(daniyar, '/api/bills', { title: { ru: 'О пробах', kk: 'Сынамалар туралы' } });
  await marina.goto(`/bills/${bill.id}`);
  await marina.getByRole('link', { name: 'Проект закона' }).click();
  await expect(marina.getByText('Писать закон пока не из чего')).toBeVisible();

  // A proposal is put up and written while the draft lies open before somebody else.
  const one = await proposed(daniyar, bill.id, act, 'amend', 'art_1');
  await expect(marina.locator('.bill-left')).toContainText('ничего не меняет');
  await daniyar.goto(`/proposals/${one}`);
  await expect(wordingEditor(daniyar)).toContainText('один год');
  await replaceWords(daniyar, 'один', 'два');
  await daniyar.keyboard.press('Control+s');
  await saved(daniyar);
  const paper = marina.locator('.bill-paper');
  await expect(paper.locator('.bill-title')).toHaveText('О внесении изменения в Закон Республики Казахстан «О пробах закона»');
  await expect(paper).toContainText('Внести в Закон Республики Казахстан от 4 мая 2020 года «О пробах закона» следующее изменение:');
  await expect(paper).toContainText('в пункте 1 статьи 1 слово «один» заменить словом «два».');
  await expect(paper).toContainText('по истечении десяти календарных дней');

  // Two more: one on the same words cannot be joined, the other is an item of its own.
  const two = await proposed(daniyar, bill.id, act, 'repeal', 'art_1');
  await proposed(daniyar, bill.id, act, 'repeal', 'art_2');
  await expect(paper.locator('.bill-title')).toContainText('О внесении изменений');
  await expect(paper.locator('.bill-item')).toHaveCount(2);
  await expect(paper.locator('.bill-item').nth(1)).toContainText('2) статью 2 исключить.');
  await expect(marina.locator('.bill-left')).toContainText('Другая поправка меняет те же слова');
  await expect(marina.locator('.bill-left a').first()).toHaveAttribute('href', `/proposals/${two}`);

  // To the proposal and back to its item.
  await paper.locator('.bill-item').first().getByRole('link', { name: 'Статья 1, Данияр Есимов' }).click();
  await expect(marina).toHaveURL(new RegExp(`/proposals/${one}$`));
  const place = marina.locator('.bill-place');
  await expect(place).toHaveText('В законопроекте: ст. 1, пп. 1)');
  await place.click();
  await expect(marina.locator('.bill-item.sought')).toContainText('слово «один» заменить');

  // The sentence on entry into force is the group's where it has one.
  await marina.getByRole('button', { name: 'Введение в действие' }).click();
  await marina.getByRole('dialog').getByLabel('На русском').fill('Настоящий Закон вводится в действие с 1 января 2027 года.');
  await marina.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await expect(paper).toContainText('Статья 2. Настоящий Закон вводится в действие с 1 января 2027 года.');
  await marina.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await marina.getByRole('button', { name: 'Скопировать текст' }).click();
  const { text } = await ask<{ text: { plain: string } }>(marina, `/api/bills/${bill.id}/text?lang=ru`);
  await expect.poll(() => marina.evaluate(() => navigator.clipboard.readText())).toBe(text.plain);
  await marina.getByRole('button', { name: 'На казахском', exact: true }).click();
  await expect(marina.locator('.bill-left')).toContainText('На этом языке нет текста');
});

test('both languages of the demonstration bill stand beside each other, in both themes, at any width', async ({ browser }) => {
  for (const theme of ['light', 'dark'] as const) {
    const page = await person(browser, 'saule', { theme });
    const { bills } = await ask<{ bills: { id: string; proposals: number }[] }>(page, '/api/bills');
    const demo = bills.find((one) => one.proposals > 3);
    await page.goto(`/bills/${demo?.id}/text`);
    await expect(page.locator('.bill-paper')).toHaveCount(1);
    await sound(page);
    await shot(page, `bill-ru-1280-${theme}`);
    await page.getByRole('button', { name: 'Рядом' }).click();
    await expect(page.locator('.bill-paper[lang=kk]')).toContainText('енгізілсін:');
    await expect(page.locator('.bill-paper[lang=ru]')).toContainText('Внести');
    await sound(page);
    await shot(page, `bill-both-1280-${theme}`);
    await page.getByRole('button', { name: 'На казахском', exact: true }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth)).toBe(0);
    await sound(page);
    await shot(page, `bill-kk-390-${theme}`);
    await page.context().close();
  }
});

/** Pictures for whoever looks at the pages, where TALQY_SHOTS names a folder. */
async function shot(page: Page, name: string): Promise<void> {
  if (process.env.TALQY_SHOTS) await page.screenshot({ path: `${process.env.TALQY_SHOTS}/${name}.png`, fullPage: true });
}
