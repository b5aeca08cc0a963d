// The redlines since the reader's visit that are unfolded in the news of a bill. News come at any moment: what has not moved
// stays, and what is being read is asked for again without going from the page.

import { getSince, type ProposalNews } from '../api/notifications';

type Langs = Awaited<ReturnType<typeof getSince>>['langs'];

export class SinceVisit {
  #shown = $state.raw<Record<string, Langs | 'failed'>>({});
  private readonly unfolded = new Set<string>();
  /** From where each redline of the news is counted, and both its ends. */
  private wanted = new Map<string, { from: number; ends: string }>();
  /** The ends of the redline that was asked for last. */
  private readonly asked = new Map<string, string>();

  /** Undefined until the first answer. */
  langs(proposal: string): Langs | 'failed' | undefined {
    return this.#shown[proposal];
  }

  told(news: readonly Pick<ProposalNews, 'proposal' | 'since' | 'new'>[], now: Record<string, number>): void {
    this.wanted = new Map(
      news.map((one) => {
        const from = one.new ? 0 : one.since;
        return [one.proposal.id, { from, ends: `${from}–${now[one.proposal.id] ?? 0}` }];
      }),
    );
    for (const id of this.asked.keys()) {
      if (this.asked.get(id) === this.wanted.get(id)?.ends) continue;
      if (this.wanted.has(id) && this.unfolded.has(id)) void this.ask(id);
      else this.drop(id);
    }
    for (const id of this.unfolded) if (!this.wanted.has(id)) this.unfolded.delete(id);
  }

  unfold(proposal: string, open: boolean): void {
    if (open) this.unfolded.add(proposal);
    else this.unfolded.delete(proposal);
    if (open && !this.asked.has(proposal)) void this.ask(proposal);
  }

  private async ask(id: string): Promise<void> {
    const wanted = this.wanted.get(id);
    if (!wanted) return;
    this.asked.set(id, wanted.ends);
    const langs = await getSince(id, wanted.from).then((answer) => answer.langs, () => 'failed' as const);
    // News that came meanwhile have asked again, or have no such proposal any more.
    if (this.asked.get(id) !== wanted.ends) return;
    // A redline that is being read is not thrown away because one refreshing failed; the next news ask again.
    if (langs === 'failed' && this.#shown[id]) this.asked.set(id, '');
    else this.#shown = { ...this.#shown, [id]: langs };
  }

  private drop(id: string): void {
    this.asked.delete(id);
    this.#shown = Object.fromEntries(Object.entries(this.#shown).filter(([one]) => one !== id));
  }
}
