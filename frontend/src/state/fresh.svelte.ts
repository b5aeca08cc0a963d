// Which proposals of the bill on the page have changed since the reader's last visit. The list of news fills it; the rows and
// cards show it.

class Fresh {
  #ids = $state.raw<ReadonlySet<string>>(new Set());

  has(proposal: string): boolean {
    return this.#ids.has(proposal);
  }

  set(ids: ReadonlySet<string>): void {
    this.#ids = ids;
  }
}

export const fresh = new Fresh();
