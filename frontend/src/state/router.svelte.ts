// Addresses of the pages, on the History API. A page that holds unsaved words may ask before it is left.

export type PageName = 'home' | 'sign-in' | 'forgot' | 'reset' | 'audit' | 'join' | 'acts' | 'act' | 'editions' | 'amendments' | 'search' | 'bills' | 'bill' | 'bill-text' | 'bill-about' | 'bill-public' | 'public-bill' | 'proposal' | 'alternatives' | 'round-tables' | 'round-table' | 'projector' | 'guest' | 'members' | 'settings' | 'unsubscribe' | 'not-found';

export interface Route {
  page: PageName;
  /** Named parts of the path, decoded. */
  params: Record<string, string>;
  path: string;
  search: URLSearchParams;
}

const routes: [RegExp, PageName][] = [
  [/^\/$/, 'home'],
  [/^\/sign-in$/, 'sign-in'],
  [/^\/forgot$/, 'forgot'],
  [/^\/reset\/(?<token>[^/]+)$/, 'reset'],
  [/^\/join\/(?<token>[^/]+)$/, 'join'],
  [/^\/acts$/, 'acts'],
  [/^\/acts\/(?<id>[^/]+)\/editions$/, 'editions'],
  [/^\/acts\/(?<id>[^/]+)\/amendments$/, 'amendments'],
  [/^\/acts\/(?<id>[^/]+)(?:\/(?<eid>[^/]+))?$/, 'act'],
  [/^\/bills$/, 'bills'],
  [/^\/bills\/(?<id>[^/]+)$/, 'bill'],
  [/^\/bills\/(?<id>[^/]+)\/text$/, 'bill-text'],
  [/^\/bills\/(?<id>[^/]+)\/about$/, 'bill-about'],
  [/^\/bills\/(?<id>[^/]+)\/public$/, 'bill-public'],
  [/^\/public\/bills\/(?<id>[^/]+)$/, 'public-bill'],
  [/^\/proposals\/(?<id>[^/]+)$/, 'proposal'],
  [/^\/proposals\/(?<id>[^/]+)\/alternatives$/, 'alternatives'],
  [/^\/round-tables$/, 'round-tables'],
  [/^\/round-tables\/(?<id>[^/]+)$/, 'round-table'],
  [/^\/round-tables\/(?<id>[^/]+)\/projector$/, 'projector'],
  [/^\/guest\/(?<token>[^/]+)$/, 'guest'],
  [/^\/members$/, 'members'],
  [/^\/audit$/, 'audit'],
  [/^\/settings$/, 'settings'],
  [/^\/unsubscribe\/(?<token>[^/]+)$/, 'unsubscribe'],
  [/^\/search$/, 'search'],
];

/** Every page there is, each once. */
export const pageNames: readonly PageName[] = [...new Set(routes.map(([, page]) => page)), 'not-found'];

/** Reads an address. A path that no page has, or that cannot be decoded, is the not-found page. */
export function readRoute(path: string, search = ''): Route {
  const clean = path.length > 1 ? path.replace(/\/+$/, '') : path;
  for (const [pattern, page] of routes) {
    const groups = pattern.exec(clean);
    if (!groups) continue;
    try {
      const params = Object.fromEntries(
        Object.entries(groups.groups ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, decodeURIComponent(value)]])),
      );
      return { page, params, path: clean, search: new URLSearchParams(search) };
    } catch {
      break;
    }
  }
  return { page: 'not-found', params: {}, path: clean, search: new URLSearchParams(search) };
}

const samePage = (one: Route, other: Route) => one.page === other.page && one.params.id === other.params.id;

class Router {
  #route = $state.raw<Route>(readRoute(location.pathname, location.search));
  /** Answers whether the page may be left; set by a page with unsaved words. */
  guard: (() => Promise<boolean>) | null = null;
  private shown = location.pathname + location.search;

  get route(): Route {
    return this.#route;
  }

  start(): void {
    window.addEventListener('popstate', () => void this.comeBack());
    document.addEventListener('click', (event) => this.takeClick(event));
  }

  async go(to: string, options: { replace?: boolean } = {}): Promise<void> {
    const url = new URL(to, location.href);
    const address = url.pathname + url.search;
    if (address === this.shown) return;
    if (!(await this.mayLeave(url.pathname))) return;
    if (options.replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.show();
  }

  /** Writes the address of what is being read without turning the page: the provision in view. Too late for a page that was left. */
  note(path: string): void {
    const { pathname, search } = new URL(path, location.href);
    if (!samePage(readRoute(pathname, search), this.#route)) return;
    history.replaceState(history.state, '', path);
    this.shown = path;
  }

  private show(): void {
    this.shown = location.pathname + location.search;
    const before = this.#route;
    this.#route = readRoute(location.pathname, location.search);
    if (!samePage(before, this.#route)) window.scrollTo(0, 0);
  }

  private async comeBack(): Promise<void> {
    if (await this.mayLeave(location.pathname)) this.show();
    else history.pushState(null, '', this.shown);
  }

  private async mayLeave(path: string): Promise<boolean> {
    if (!this.guard || path === this.shown.split('?')[0]) return true;
    return this.guard();
  }

  private takeClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || (link.hash && link.pathname === location.pathname)) return;
    event.preventDefault();
    void this.go(link.pathname + link.search);
  }
}

export const router = new Router();
