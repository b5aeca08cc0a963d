import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The server that `npm run dev` talks to; its own address for those who keep several.
const server = process.env.TALQY_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [
    // Tests read what `npm run messages` compiled before them: the plugin's watching would keep their process alive.
    !process.env.VITEST &&
      paraglideVitePlugin({
        project: here('project.inlang'),
        outdir: here('src/paraglide'),
        strategy: ['localStorage', 'baseLocale'],
        emitReadme: false,
      }),
    svelte({ configFile: here('svelte.config.js') }),
  ],
  build: {
    outDir: here('dist'),
    // dist holds .gitkeep for Go's embed; public/.gitkeep puts it back after each emptying.
    emptyOutDir: true,
    // The content security policy is default-src 'self': a font or picture inlined as data: would be refused.
    assetsInlineLimit: 0,
    target: 'es2022',
    // A poor line pays for each file asked for: crumbs are gathered into bigger pieces.
    rollupOptions: { output: { experimentalMinChunkSize: 12_000 } },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: server },
      '/live': { target: server.replace(/^http/, 'ws'), ws: true },
    },
  },
  resolve: {
    // Components under test are the browser's, not the server-rendered ones.
    conditions: process.env.VITEST ? ['browser'] : undefined,
  },
  test: {
    root: here('.'),
    include: ['src/**/*.test.ts'],
    environment: 'node',
    pool: 'threads', // begins quicker than processes do
  },
});
