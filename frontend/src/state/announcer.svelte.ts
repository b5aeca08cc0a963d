// What a screen reader is told without the focus moving: a comment came, words were saved.

class Announcer {
  #text = $state('');

  get text(): string {
    return this.#text;
  }

  /** Says a sentence once the reader pauses. The same sentence twice is said twice. */
  say(text: string): void {
    this.#text = '';
    setTimeout(() => {
      this.#text = text;
    }, 60);
  }
}

export const announcer = new Announcer();
