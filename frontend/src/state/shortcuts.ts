// «/» leads to the search from any page: into its field where the page has one, else to the page of the search.

import { router } from './router.svelte';

/** True where a key is a letter of what is being written. */
function isWriting(event: KeyboardEvent): boolean {
  // The first of the path is the element itself, also inside the editor's shadow tree.
  const at = event.composedPath()[0];
  if (!(at instanceof HTMLElement)) return false;
  return at.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(at.tagName);
}

function field(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('main input[data-search]');
}

async function toSearch(): Promise<void> {
  if (!field()) await router.go('/search');
  // The page of the search may still be on its way.
  for (let tries = 0; tries < 100 && !field(); tries++) await new Promise((resolve) => setTimeout(resolve, 30));
  field()?.focus();
  field()?.select();
}

export function startShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    if (document.querySelector('dialog[open]') || router.route.page === 'sign-in' || router.route.page === 'join') return;
    event.preventDefault();
    void toSearch();
  });
}
