// A long text is put on the page in portions: the beginning and the place asked for at once, the rest between the reader's
// own moves.

// A window shows a handful of blocks; the less there is at first, the sooner it is there.
const first = 20;
// A portion takes about a tenth of a second on an ordinary laptop, so that typing and clicking never wait for long.
const portion = 8;
const around = 12;

/** Runs when the page has nothing else to do: what the reader types or clicks goes first. Returns how to call it off. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(run, 50);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(run);
  return () => cancelIdleCallback(request);
}

export class Portions {
  #filled = $state(first);
  #near = $state(-1);

  /** Starts anew for a text of so many blocks; returns how to stop. */
  fill(blocks: number): () => void {
    this.#filled = first;
    let cancel = () => {};
    const more = (): void => {
      this.#filled += portion;
      if (this.#filled < blocks) cancel = whenIdle(more);
    };
    cancel = whenIdle(more);
    return () => cancel();
  }

  /** The block the reader goes to; -1 for none. */
  goTo(index: number): void {
    this.#near = index;
  }

  /** Everything at once: paper has no second portion. */
  fillAll(): void {
    this.#filled = Number.MAX_SAFE_INTEGER;
  }

  has(index: number): boolean {
    return index < this.#filled || (this.#near >= 0 && Math.abs(index - this.#near) <= around);
  }
}
