// Whether single letters are commands. They can be switched off: speech input and a slip of the hand type letters too
// (WCAG 2.1.4).

const key = 'talqy-single-keys';

function kept(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

class SingleKeys {
  #on = $state(kept());

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    try {
      localStorage.setItem(key, on ? 'on' : 'off');
    } catch {
      // Forbidden storage: the choice holds until the page is closed.
    }
  }
}

export const singleKeys = new SingleKeys();

/** True when a key was pressed as a command of the page: without modifiers, and not into a field. */
export function isSingleKey(event: KeyboardEvent): boolean {
  if (!singleKeys.on || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return false;
  const target = event.composedPath()[0];
  return !(target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)));
}
