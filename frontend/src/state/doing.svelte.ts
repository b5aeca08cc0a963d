// One thing at a time that a reader asks for by a button: whether it is on its way, and the sentence when it was refused.

import { errorText } from '../i18n/words';

export class Doing {
  #busy = $state(false);
  #error = $state('');
  private turn: Promise<boolean> = Promise.resolve(true);

  get busy(): boolean {
    return this.#busy;
  }

  get error(): string {
    return this.#error;
  }

  /** Does it unless something else is on its way. Answers whether it was done. */
  run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#busy) return Promise.resolve(false);
    this.turn = this.now(work);
    return this.turn;
  }

  /** Does it after what is on its way: of a quick row of clicks none is lost. */
  inTurn(work: () => Promise<unknown>): Promise<boolean> {
    this.turn = this.turn.then(() => this.now(work));
    return this.turn;
  }

  private async now(work: () => Promise<unknown>): Promise<boolean> {
    this.#busy = true;
    this.#error = '';
    try {
      await work();
      return true;
    } catch (cause) {
      this.#error = errorText(cause);
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
