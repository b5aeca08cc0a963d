import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseURL, binary, port } from './server';

const answers = () => fetch(`${baseURL}/healthz`).then((response) => response.ok, () => false);

/** Starts the program with an empty folder and the demonstration group; the returned function stops it. */
export default async function startServer(): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: build the program first (npm run build, then go build -o bin/talqy ./cmd/talqy).`);
  if (await answers()) throw new Error(`Something already answers at ${baseURL}. Stop it or choose another port with TALQY_E2E_PORT.`);
  const data = mkdtempSync(join(tmpdir(), 'talqy-e2e-'));
  const server = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, '--data', data, '--demo'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  };
  server.stdout.on('data', hear);
  server.stderr.on('data', hear);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    if (server.exitCode === null) {
      server.kill('SIGTERM');
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000))]);
      if (server.exitCode === null) server.kill('SIGKILL');
    }
    rmSync(data, { recursive: true, force: true });
  };
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (server.exitCode !== null) break;
    if (await answers()) return stop;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`The program did not begin to answer at ${baseURL}/healthz. It said:\n${said}`);
}
