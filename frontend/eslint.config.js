import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Folders that the tests read without a browser must not pull a framework in.
const frameworkFree = {
  'no-restricted-imports': [
    'error',
    { patterns: [{ group: ['svelte', 'svelte/*', '**/*.svelte', '**/*.svelte.js', '**/state/*', '**/components/*', '**/pages/*', '**/paraglide/*'], message: 'domain, editor and live import no framework.' }] },
  ],
};

export default ts.config(
  { ignores: ['**/dist/**', '**/src/paraglide/**', '**/test-results/**', '**/playwright-report/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, extraFileExtensions: ['.svelte'] } },
    rules: {
      // TypeScript itself knows the names; this rule does not know types.
      'no-undef': 'off',
      // Paths are the application's own, served from the root.
      'svelte/no-navigation-without-resolve': 'off',
      // Sets, maps and addresses here are values that never change after they are shown; the few that do are Svelte's own.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['**/*.ts'], rules: { 'no-undef': 'off' } },
  { files: ['src/domain/**/*.ts', 'src/editor/**/*.ts', 'src/live/**/*.ts', '**/src/domain/**/*.ts', '**/src/editor/**/*.ts', '**/src/live/**/*.ts'], rules: frameworkFree },
  { rules: { 'max-lines': ['error', { max: 400 }], eqeqeq: 'error' } },
);
