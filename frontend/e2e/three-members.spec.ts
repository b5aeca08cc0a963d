import { expect, test, type Page } from '@playwright/test';
import { ask, person, quiet, saved, shared, wordingEditor } from './group';

test.afterEach(quiet);

interface Said {
  id: string;
  body: string;
}
interface Found {
  proposal: { wording: { ru: { proposed: string } }; threads: (Said & { replies: Said[] })[] };
}

const onServer = async (page: Page, id: string) => (await ask<Found>(page, `/api/proposals/${id}`)).proposal;

/** The lines of the wording as the page shows them. */
const shownLines = (page: Page) => wordingEditor(page).locator('.cm-line').evaluateAll((lines) => lines.map((line) => line.textContent ?? ''));

/** The threads as the page shows them: each its id and what was said in it, in order. */
const shownThreads = (page: Page) =>
  page.locator('.rail .thread').evaluateAll((threads) =>
    threads.map((thread) => ({ id: (thread as HTMLElement).dataset.thread ?? '', said: [...thread.querySelectorAll('.comment-body')].map((one) => one.textContent.trim()) })),
  );

/**
 * What a member types. Those who type at one place come between each other's letters, so each has letters of his own, which
 * stand nowhere in the law: what is his can be told from what is another's.
 */
const alphabets = { daniyar: 'abcdefgh', marina: 'ijklmnop', saule: 'qrstuvwx' };
type Writer = keyof typeof alphabets;

function words(writer: Writer, from: number, n: number): string[] {
  const letter = (i: number) => alphabets[writer].charAt(i % 8);
  return Array.from({ length: n }, (_, i) => letter(from + i) + letter(Math.floor((from + i) / 8)) + letter(7));
}

const ownLetters = (line: string, writer: Writer) => [...line].filter((letter) => alphabets[writer].includes(letter)).join('');

/** Types words at the end of a line of the wording, as a person does; once a line, because the mouse goes anywhere in it. */
async function type(page: Page, line: number, typed: string[]): Promise<void> {
  await wordingEditor(page).locator('.cm-line').nth(line).click();
  for (const word of typed) {
    // First to the end of the row on the screen, then to that of the line.
    await page.keyboard.press('End');
    await page.keyboard.press('End');
    await page.keyboard.type(` ${word}`, { delay: 20 });
  }
}

async function comment(page: Page, body: string): Promise<void> {
  await page.getByRole('button', { name: 'Комментарий к поправке в целом' }).click();
  const field = page.locator('.rail .comment-form textarea').first();
  await field.fill(body);
  await field.press('Control+Enter');
  await expect(page.locator('.rail .thread').filter({ hasText: body })).toHaveCount(1);
}

async function reply(page: Page, to: string, body: string): Promise<void> {
  const thread = page.locator('.rail .thread').filter({ hasText: to });
  await thread.getByRole('button', { name: 'Ответить' }).click();
  const field = thread.locator('.comment-form textarea').first();
  await field.fill(body);
  await field.press('Control+Enter');
  await expect(thread.locator('.replies').getByText(body)).toHaveCount(1);
}

test('three members write in one article at once, one without a line for a while; all see the same, nothing is lost or doubled', async ({ browser }) => {
  const [daniyar, marina, saule] = [await person(browser, 'daniyar'), await person(browser, 'marina'), await person(browser, 'saule')];
  const everybody = [daniyar, marina, saule];
  const id = await shared(daniyar, 'art_5');
  await Promise.all(everybody.map((page) => page.goto(`/proposals/${id}`)));
  for (const page of everybody) {
    await expect(wordingEditor(page)).toBeVisible();
    await expect(page.getByRole('group', { name: 'Сейчас здесь' }).getByRole('listitem')).toHaveCount(2);
    await page.getByRole('tab', { name: /Обсуждение/ }).click();
  }
  const lines = (await onServer(daniyar, id)).wording.ru.proposed.split('\n');
  expect(lines.length).toBeGreaterThan(3);

  // All at once, two of them in one line.
  await Promise.all([type(daniyar, 0, words('daniyar', 0, 6)), type(marina, 0, words('marina', 0, 6)), type(saule, 2, words('saule', 0, 6))]);
  await Promise.all([comment(daniyar, 'Первое замечание Данияра.'), comment(marina, 'Первое замечание Марины.'), comment(saule, 'Первое замечание Сауле.')]);
  for (const page of everybody) await expect(page.locator('.rail .thread')).toHaveCount(3);
  await Promise.all(everybody.map(saved));

  // Who has sent his words has not heard the others' yet.
  await expect.poll(async () => ownLetters((await shownLines(saule)).join(''), 'daniyar')).toBe(words('daniyar', 0, 6).join(''));
  // Saule's line breaks. She goes on, and so do the others, in the same lines.
  await saule.context().setOffline(true);
  await expect(saule.getByText('Нет связи.')).toBeVisible();
  await Promise.all([
    (async () => {
      await type(saule, 0, words('saule', 6, 3));
      await type(saule, 1, words('saule', 9, 6));
      await comment(saule, 'Замечание без связи.');
      await reply(saule, 'Первое замечание Марины.', 'Ответ без связи.');
    })(),
    (async () => {
      await type(daniyar, 1, words('daniyar', 6, 6));
      await comment(daniyar, 'Второе замечание Данияра.');
    })(),
    (async () => {
      await type(marina, 1, words('marina', 6, 6));
      await reply(marina, 'Первое замечание Данияра.', 'Ответ Марины.');
    })(),
  ]);
  await expect(saule.getByText('Ждут отправки: 2.')).toBeVisible();
  await Promise.all([saved(daniyar), saved(marina)]);
  // The test would show nothing if her words had gone out all the same, or the others' had come to her.
  const meanwhile = await onServer(daniyar, id);
  expect(ownLetters(meanwhile.wording.ru.proposed, 'saule')).toBe(words('saule', 0, 6).join(''));
  expect(JSON.stringify(meanwhile.threads)).not.toContain('без связи');
  expect(ownLetters((await shownLines(saule)).join(''), 'daniyar')).toBe(words('daniyar', 0, 6).join(''));
  await expect(saule.locator('.rail .thread').filter({ hasText: 'Второе замечание Данияра.' })).toHaveCount(0);

  // It is back; Marina types on while Saule catches up.
  await Promise.all([saule.context().setOffline(false), type(marina, 2, words('marina', 12, 6))]);
  await expect(saule.getByText('Нет связи.')).toBeHidden();
  await Promise.all(everybody.map(saved));

  const typed = [
    { daniyar: words('daniyar', 0, 6), marina: words('marina', 0, 6), saule: words('saule', 6, 3) },
    { daniyar: words('daniyar', 6, 6), marina: words('marina', 6, 6), saule: words('saule', 9, 6) },
    { daniyar: [], marina: words('marina', 12, 6), saule: words('saule', 0, 6) },
  ];
  const said = ['Второе замечание Данияра.', 'Замечание без связи.', 'Ответ Марины.', 'Ответ без связи.', 'Первое замечание Данияра.', 'Первое замечание Марины.', 'Первое замечание Сауле.'];
  await expect
    .poll(async () => {
      const { wording, threads } = await onServer(daniyar, id);
      const now = wording.ru.proposed.split('\n');
      return {
        typed: typed.map((_, i) => Object.fromEntries(Object.keys(alphabets).map((writer) => [writer, ownLetters(now[i] ?? '', writer as Writer)]))),
        // Without what was typed it is the text that it was.
        rest: now.map((line) => line.replace(/[ a-x]/g, '')),
        said: threads.flatMap((thread) => [thread.body, ...thread.replies.map((one) => one.body)]).sort(),
      };
    })
    .toEqual({
      typed: typed.map((line) => Object.fromEntries(Object.entries(line).map(([writer, by]) => [writer, by.join('')]))),
      rest: lines.map((line) => line.replace(/[ a-x]/g, '')),
      said: said.sort(),
    });

  // All three pages show what the server has, also after loading anew.
  const sameEverywhere = async () => {
    const { wording, threads } = await onServer(daniyar, id);
    const held = threads.map((thread) => ({ id: thread.id, said: [thread.body, ...thread.replies.map((one) => one.body)] }));
    for (const page of everybody) {
      await expect.poll(() => shownLines(page)).toEqual(wording.ru.proposed.split('\n'));
      await expect.poll(() => shownThreads(page)).toEqual(held);
      await expect(page.getByText('Ждут отправки')).toHaveCount(0);
    }
  };
  await sameEverywhere();
  await saule.screenshot({ path: test.info().outputPath('after.png') });
  await Promise.all(everybody.map((page) => page.reload()));
  for (const page of everybody) {
    await expect(wordingEditor(page)).toBeVisible();
    await page.getByRole('tab', { name: /Обсуждение/ }).click();
  }
  await sameEverywhere();
});
