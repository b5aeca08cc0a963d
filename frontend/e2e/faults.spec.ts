import { expect, test, type Browser, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeOn } from './axe';
import { ask, person, quiet, saved, wordingEditor } from './group';
import { freePort, runServer } from './run-server';

// A server that answers and cannot store: the page says what is wrong, in the reader's language, keeps the words, and stores
// them once, by itself, when the server can again. Each test has a server of its own, which it breaks.

test.afterEach(quiet);

interface Found {
  proposal: { threads: { body: string }[]; wording: Record<'ru' | 'kk', { proposed: string }> };
}

/** Opens a proposal in discussion at a server and gives its id. */
async function atWork(browser: Browser, at: string, locale: 'ru' | 'kk'): Promise<{ page: Page; id: string }> {
  const page = await person(browser, 'daniyar', { at, locale });
  const { proposals } = await ask<{ proposals: { id: string; status: string; kind: string }[] }>(page, '/api/proposals');
  const id = proposals.find((one) => one.status === 'discussion' && one.kind === 'amend')?.id ?? '';
  await page.goto(`/proposals/${id}`);
  await expect(wordingEditor(page)).toBeVisible();
  return { page, id };
}

/** Types words at the end of the wording. */
async function type(page: Page, words: string): Promise<void> {
  await wordingEditor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(` [${words}]`);
}

/** Says something on the proposal as a whole. */
async function comment(page: Page, words: string): Promise<void> {
  await page.getByRole('tab', { name: /Обсуждение|Талқылау/ }).click();
  await page.getByRole('button', { name: /Комментарий к поправке в целом|Түзету туралы жалпы пікір/ }).first().click();
  await page.locator('.comment-form textarea').fill(words);
  await page.locator('.comment-form textarea').press('Control+Enter');
}

/** The words are on the server once, wherever one looks. */
async function thereOnce(page: Page, id: string, lang: 'ru' | 'kk', words: string): Promise<void> {
  await page.reload();
  await expect(wordingEditor(page)).toContainText(words);
  const { proposal } = await ask<Found>(page, `/api/proposals/${id}`);
  expect(proposal.wording[lang].proposed.split(words)).toHaveLength(2);
  expect(proposal.threads.filter((one) => one.body === `Замечание ${words}`)).toHaveLength(1);
}

/** What lies between a server and its database, and can be shut. */
class Gate {
  private readonly open = new Set<Socket>();
  private shut = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async before(socketPath: string): Promise<Gate> {
    const port = await freePort();
    const server = createServer();
    const gate = new Gate(server, port);
    server.on('connection', (near) => {
      if (gate.shut) return near.destroy();
      const far = connect(socketPath);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        gate.open.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          gate.open.delete(one);
          other.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return gate;
  }

  close(): void {
    this.shut = true;
    for (const one of this.open) one.destroy();
  }

  reopen(): void {
    this.shut = false;
  }

  end(): void {
    this.close();
    this.server.close();
  }
}

test('a database that is away is told of, and the words are stored once when it is back', async ({ browser }) => {
  // The embedded engine of one server is the database of another, through a gate.
  const data = mkdtempSync(join(tmpdir(), 'talqy-e2e-'));
  const stopEngine = await runServer(await freePort(), ['--data', data]);
  const gate = await Gate.before(join(data, 'engine.sock'));
  const port = await freePort();
  let stop: (() => Promise<void>) | undefined;
  try {
    stop = await runServer(port, ['--mongodb-uri', `mongodb://127.0.0.1:${gate.port}/`]);
    const { page, id } = await atWork(browser, `http://127.0.0.1:${port}`, 'ru');
    const words = `база молчит ${Date.now()}`;
    gate.close();
    await type(page, words);
    await expect(page.locator('.save-words')).toContainText('База данных не отвечает.', { timeout: 40_000 });
    await expect(page.locator('.save-words')).toContainText('сохранён в браузере');
    expect((await axeOn(page).include('.save-status').analyze()).violations).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('store-away.png') });
    await comment(page, `Замечание ${words}`);
    // After two seconds the page says that it still tries.
    await expect(page.locator('.comment-form .still-saving')).toHaveText('Ещё сохраняется: сервер отвечает медленно. Написанное не пропадёт.');
    await expect(page.locator('.comment-form textarea')).toHaveValue(`Замечание ${words}`);
    // The server waits for its database before it says that it is away; then the words are still in the form, and in the browser.
    await expect(page.locator('.comment-form')).toContainText('База данных не отвечает.', { timeout: 40_000 });
    await expect(page.locator('.comment-form .form-error')).toBeInViewport();
    await expect(page.locator('.comment-form textarea')).toHaveValue(`Замечание ${words}`);
    await expect(page.locator('.save-words')).toContainText('База данных не отвечает.'); // also while it is asked again
    expect((await axeOn(page).include('.comment-form').analyze()).violations).toEqual([]);
    await page.screenshot({ path: test.info().outputPath('comment-waits.png') });
    gate.reopen();
    await expect(page.locator('.save-words')).toHaveText('Сохранено', { timeout: 60_000 });
    await page.locator('.comment-form textarea').press('Control+Enter');
    await expect(page.locator('.comment-form')).toHaveCount(0, { timeout: 40_000 });

    await thereOnce(page, id, 'ru', words);
  } finally {
    await stop?.();
    gate.end();
    await stopEngine();
    rmSync(data, { recursive: true, force: true });
  }
});

test('a full disk is told of in Kazakh, and the words are stored once when there is room', async ({ browser }) => {
  const disk = mkdtempSync(join(tmpdir(), 'talqy-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    rmSync(disk, { recursive: true, force: true });
    test.skip(true, 'a disk of its own cannot be mounted here');
  }
  const port = await freePort();
  let stop: (() => Promise<void>) | undefined;
  try {
    stop = await runServer(port, ['--data', join(disk, 'data')]);
    const { page, id } = await atWork(browser, `http://127.0.0.1:${port}`, 'kk');
    const ballast = join(disk, 'ballast');
    const file = openSync(ballast, 'w');
    try {
      for (;;) writeSync(file, Buffer.alloc(4096)); // until no byte fits
    } catch {
      closeSync(file);
    }
    const words = `орын жоқ ${Date.now()}`;
    // What the database has room for within its file is still stored; sooner or later something does not fit.
    await expect(async () => {
      await type(page, words.slice(0, 4));
      await expect(page.locator('.save-words')).toContainText('Сервер дискісінде орын қалмады.', { timeout: 2_000 });
    }).toPass({ timeout: 60_000 });
    await type(page, words);
    await page.screenshot({ path: test.info().outputPath('disk-full.png') });
    await comment(page, `Замечание ${words}`);
    await expect(page.locator('.comment-form')).toContainText('Сервер дискісінде орын қалмады.');
    rmSync(ballast);
    await saved(page);
    await page.locator('.comment-form textarea').press('Control+Enter');
    await expect(page.locator('.comment-form')).toHaveCount(0);

    await thereOnce(page, id, 'kk', words);
  } finally {
    await stop?.();
    execFileSync('umount', ['-l', disk]);
    rmSync(disk, { recursive: true, force: true });
  }
});
