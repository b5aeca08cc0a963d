// Where the program under test is and where it listens.

import { fileURLToPath } from 'node:url';

const firstPort = Number(process.env.TALQY_E2E_PORT ?? 18092);

/** Each worker of the runner has a server of its own, on the ports from TALQY_E2E_PORT upwards. */
export const portOf = (worker: number) => firstPort + worker;

export const baseURL = `http://127.0.0.1:${portOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0))}`;

const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The built program; another build can be named by TALQY_BINARY. */
export const binary = process.env.TALQY_BINARY ?? inRepository('bin/talqy');

/** Real statute texts lie beside the repository and are never part of it. */
export const sharedLaw = (name: string) => inRepository(`../shared/laws/${name}`);

export const screenshotFolder = inRepository('docs/screenshots');
