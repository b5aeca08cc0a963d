import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, runServer } from './run-server';
import { baseURL, binary, port } from './server';

/** Starts the program with an empty folder and the demonstration group; the returned function stops it. */
export default async function startServer(): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: build the program first (npm run build, then go build -o bin/talqy ./cmd/talqy).`);
  if (await answers(baseURL)) throw new Error(`Something already answers at ${baseURL}. Stop it or choose another port with TALQY_E2E_PORT.`);
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
