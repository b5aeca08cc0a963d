// A file on its way to the server or from it: how far it is, and the way to stop it.

/** Tells how far it is: a share of 1, or null while nobody can say. */
export type Progress = (share: number | null) => void;

export class Transfer {
  #name = $state('');
  #share = $state<number | null>(null);
  #cancelled = $state<'' | 'early' | 'late'>('');
  private stopper: AbortController | null = null;

  /** What is on its way; empty when nothing is. */
  get name(): string {
    return this.#name;
  }

  get busy(): boolean {
    return this.#name !== '';
  }

  /** How much of it has gone or come; null while that cannot be said. */
  get share(): number | null {
    return this.#share;
  }

  /** Whether the last one was cancelled: while the file was still going out, or when the server had all of it. */
  get cancelled(): '' | 'early' | 'late' {
    return this.#cancelled;
  }

  /** Does it unless another is on its way. Null when it was cancelled; what went wrong is thrown. */
  async run<T>(name: string, work: (signal: AbortSignal, progress: Progress) => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    const stopper = new AbortController();
    this.stopper = stopper;
    this.#name = name;
    this.#share = null;
    this.#cancelled = '';
    try {
      return await work(stopper.signal, (share) => {
        this.#share = share;
      });
    } catch (cause) {
      if (!stopper.signal.aborted) throw cause;
      this.#cancelled = this.#share === 1 ? 'late' : 'early';
      return null;
    } finally {
      this.#name = '';
      this.stopper = null;
    }
  }

  cancel(): void {
    this.stopper?.abort();
  }
}
