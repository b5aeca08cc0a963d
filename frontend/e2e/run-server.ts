// Runs the program under test on a port of the loopback.

import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { binary } from './server';

/** Whether a server can take work. */
export const answers = (address: string) => fetch(`${address}/readyz`).then((response) => response.ok, () => false);

/** Runs `talqy serve` with the demonstration group until the returned function stops it. */
export const runServer = async (port: number, args: string[]): Promise<() => Promise<void>> => (await run(port, ['--demo', ...args])).stop;

/** Runs `talqy serve` as on the day it is installed: nobody is there, and the console has a link for the first organiser. */
export async function runFresh(port: number, data: string): Promise<{ stop: () => Promise<void>; link: string }> {
  const { stop, said } = await run(port, ['--data', data]);
  const link = /http\S+\/join\/\S+/.exec(said())?.[0];
  if (link) return { stop, link };
  await stop();
  throw new Error(`The console has no link for the first organiser:\n${said()}`);
}

async function run(port: number, args: string[]): Promise<{ stop: () => Promise<void>; said: () => string }> {
  const server = spawn(binary, ['serve', '--listen', `127.0.0.1:${port}`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4_000);
  };
  server.stdout.on('data', hear);
  server.stderr.on('data', hear);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    if (server.exitCode !== null) return;
    server.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000))]);
    if (server.exitCode === null) server.kill('SIGKILL');
  };
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (server.exitCode !== null) break;
    if (await answers(`http://127.0.0.1:${port}`)) return { stop, said: () => said };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`The program did not begin to answer on port ${port}. It said:\n${said}`);
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
