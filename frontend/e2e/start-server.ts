import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FullConfig } from '@playwright/test';
import { answers, runServer } from './run-server';
import { binary, portOf } from './server';

/**
 * Starts the program for each worker with an empty folder and the demonstration group of its own; the returned function stops
 * them. What two workers do at the same time cannot meet.
 */
export default async function startServers({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: build the program first (npm run build, then go build -o bin/talqy ./cmd/talqy).`);
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
  try {
    for (let worker = 0; worker < workers; worker++) stops.push(await startServer(portOf(worker)));
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}

async function startServer(port: number): Promise<() => Promise<void>> {
  const address = `http://127.0.0.1:${port}`;
  if (await answers(address)) throw new Error(`Something already answers at ${address}. Stop it or choose another port with TALQY_E2E_PORT.`);
  const data = mkdtempSync(join(tmpdir(), 'talqy-e2e-'));
  const clear = () => rmSync(data, { recursive: true, force: true });
  try {
    const stop = await runServer(port, ['--data', data]);
    return () => stop().finally(clear);
  } catch (error) {
    clear();
    throw error;
  }
}
