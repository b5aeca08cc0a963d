import { defineConfig } from '@playwright/test';
import { baseURL } from './e2e/server';

// The tests drive the built program with a group of its own; nothing is shared with a server that may be running.
export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  globalSetup: './e2e/start-server.ts',
  fullyParallel: false, // the tests of a file follow each other at one server
  workers: 1, // scripts/test names more: each has a server and data of its own
  retries: 0,
  // No test of speed: a machine that has other work fails none of them. What is slow is seen in docs/benchmarks.md.
  timeout: 240_000,
  expect: { timeout: 25_000 },
  reporter: [['list']],
  use: {
    baseURL,
    locale: 'ru-RU',
    timezoneId: 'Asia/Almaty',
    viewport: { width: 1280, height: 860 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.TALQY_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  projects: [
    { name: 'e2e', testMatch: '*.spec.ts' },
    // Pictures are no test of speed: a machine that has other work takes them too.
    { name: 'screenshots', testMatch: 'screenshots.ts', timeout: 300_000, expect: { timeout: 40_000 } },
  ],
});
