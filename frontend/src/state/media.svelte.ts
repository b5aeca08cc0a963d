// Questions to the window, as state: is the page too narrow for two columns?

export class Media {
  #matches = $state(false);

  constructor(query: string) {
    const list = window.matchMedia(query);
    this.#matches = list.matches;
    list.addEventListener('change', () => {
      this.#matches = list.matches;
    });
  }

  get matches(): boolean {
    return this.#matches;
  }
}

/** Side columns become drawers below this width; styles/layout.css breaks at the same one. */
export const narrow = new Media('(max-width: 979px)');
