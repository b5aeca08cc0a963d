// How the reader left the panel beside the editor in this browser: which tab is open, which papers are folded.

export type Tab = 'papers' | 'notices' | 'discussion';
const tabs: readonly Tab[] = ['papers', 'notices', 'discussion'];

const key = 'talqy-panel';

interface Kept {
  tab?: unknown;
  folded?: unknown;
}

function kept(): Kept {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? '{}') as Kept | null) ?? {};
  } catch {
    // Forbidden storage, or something that was not written here.
    return {};
  }
}

class Panel {
  #tab = $state<Tab>('papers');
  #folded = $state.raw<readonly string[]>([]);

  constructor() {
    const { tab, folded } = kept();
    this.#tab = tabs.find((one) => one === tab) ?? 'papers';
    this.#folded = Array.isArray(folded) ? folded.filter((one) => typeof one === 'string') : [];
  }

  get tab(): Tab {
    return this.#tab;
  }

  set tab(tab: Tab) {
    this.#tab = tab;
    this.keep();
  }

  /** True when the reader folded this paper away. */
  folded(name: string): boolean {
    return this.#folded.includes(name);
  }

  fold(name: string, folded: boolean): void {
    if (folded === this.folded(name)) return;
    this.#folded = folded ? [...this.#folded, name] : this.#folded.filter((one) => one !== name);
    this.keep();
  }

  private keep(): void {
    try {
      localStorage.setItem(key, JSON.stringify({ tab: this.#tab, folded: this.#folded }));
    } catch {
      // Forbidden storage: the choice holds until the page is closed.
    }
  }
}

export const panel = new Panel();
