// A long text is put on the page in portions: the beginning and the place asked for at once, the rest between the reader's
// own moves.

// A window shows a handful of blocks; the less there is at first, the sooner it is there.
const first = 20;
const portion = 60;
const around = 12;

export class Portions {
  #filled = $state(first);
  #near = $state(-1);

  /** Starts anew for a text of so many blocks; returns how to stop. */
  fill(blocks: number): () => void {
    this.#filled = first;
    let timer = setTimeout(
      function more(this: Portions) {
        this.#filled += portion;
        if (this.#filled < blocks) timer = setTimeout(more.bind(this), 16);
      }.bind(this),
      60,
    );
    return () => clearTimeout(timer);
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
