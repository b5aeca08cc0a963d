// One proposal at work: its texts, its comments, and the events that change them. All of them arrive by number, so what is
// here is what the server has plus what was typed and not yet sent.

import { ApiError } from '../api/client';
import { acceptSuggestion, declineSuggestion, editComment } from '../api/comments';
import { acceptEdition, getProposal, reopenComment, resolveComment, restoreVersion, takeStep } from '../api/proposals';
import type { Action, Comment, Lang, LiveEvent, Outcome, Part, Proposal, Reply, Step, Suggested, TextUpdate, Wording } from '../api/types';
import type { NewAnchor } from '../api/proposals';
import { knows, withReply, withThread } from '../domain/threads';
import { DraftText, worstSave } from './draft-text.svelte';
import { newId } from './ids';
import { comeBack, confirmedAnchor, keptComment, keptReply, writer } from './offline';
import { line } from './line.svelte';
import { newPlace, wordsGone, type Listener, type NewComment, type Rebase, type SaidBesides } from './proposal-parts';
import { LiveRedline } from './redline.svelte';
import { threadsAfter } from './thread-events';

export class ProposalState {
  #proposal = $state.raw<Proposal>() as Proposal;
  #threads = $state.raw<Comment[]>([]);
  #writing = $state.raw<NewComment | null>(null);
  #looked = $state<string | null>(null);
  #diverged = $state(false);
  #gone = $state(false);
  #rebasedAt = $state<string | null>(null);
  readonly wording = new Map<Lang, DraftText>();
  readonly justification = new Map<Lang, DraftText>();
  readonly redlines = new Map<Lang, LiveRedline>();
  readonly languages: Lang[];
  private readonly stopFollowing: () => void;

  constructor(
    proposal: Proposal,
    private readonly listener: Listener,
  ) {
    this.#proposal = proposal;
    this.#threads = proposal.threads ?? [];
    this.languages = (['ru', 'kk'] as const).filter((lang) => proposal.wording[lang]);
    for (const lang of this.languages) {
      const wording = proposal.wording[lang];
      if (!wording) continue;
      const draft = new DraftText(proposal.id, 'wording', lang, wording);
      this.wording.set(lang, draft);
      this.redlines.set(lang, new LiveRedline(wording.current, draft));
      this.justification.set(lang, new DraftText(proposal.id, 'justification', lang, proposal.justification[lang] ?? { proposed: '', version: 0 }));
    }
    for (const thread of this.#threads) this.placeThread(thread);
    this.stopFollowing = line.follow(this.topic, proposal.seq, {
      event: (event) => this.take(event),
      refused: () => {
        this.#gone = true;
      },
    });
  }

  get proposal(): Proposal {
    return this.#proposal;
  }

  get threads(): Comment[] {
    return this.#threads;
  }

  get writing(): NewComment | null {
    return this.#writing;
  }

  /** The comment being looked at. */
  get looked(): string | null {
    return this.#looked;
  }

  /** The text here and the server's no longer fit; the page must be loaded anew. */
  get diverged(): boolean {
    return this.#diverged || this.drafts.some((draft) => draft.reason instanceof RangeError);
  }

  /** The server no longer shows this proposal to this reader. */
  get gone(): boolean {
    return this.#gone;
  }

  /** When a newer edition was last brought to the draft; null where none was. */
  get rebasedAt(): string | null {
    return this.#rebasedAt ?? this.#proposal.rebasedAt ?? null;
  }

  get save() {
    return worstSave(this.drafts.map((draft) => draft.save));
  }

  /** Why the server refused the words, when it did. */
  get refusal(): unknown {
    const worst = this.drafts.find((draft) => draft.save === 'refused') ?? this.drafts.find((draft) => draft.save !== 'saved' && draft.reason);
    return worst?.reason ?? null;
  }

  get unsent(): boolean {
    return this.drafts.some((draft) => draft.text.unsent);
  }

  may(action: Action): boolean {
    return (this.#proposal.may ?? []).includes(action);
  }

  /** A proposal to repeal has no wording to write. */
  get mayWrite(): boolean {
    return this.may('edit') && this.#proposal.kind !== 'repeal';
  }

  current(lang: Lang): string {
    return this.#proposal.wording[lang]?.current ?? '';
  }

  /** The newer law that waits for a decision; null when there is no conflict. */
  conflict(lang: Lang): { current: string } | null {
    return this.#proposal.wording[lang]?.conflict ?? null;
  }

  /** The draft as it is stands against the newer edition. What was typed is sent first: it belongs to the decision. */
  async acceptEdition(lang: Lang): Promise<void> {
    if (!(await this.flush())) throw new ApiError(0, 'offline', '');
    const fresh = await acceptEdition(this.#proposal.id, lang);
    this.refresh(fresh);
    const wording = fresh.wording[lang];
    if (wording) this.standOn(lang, { current: wording.current, conflict: wording.conflict ?? null });
  }

  /** Sends everything at once; true when the server has it all. */
  async flush(): Promise<boolean> {
    const done = await Promise.all(this.drafts.map((draft) => draft.sender.flush()));
    return done.every(Boolean);
  }

  lineIsBack(): void {
    for (const draft of this.drafts) draft.sender.lineIsBack();
    for (const redline of this.redlines.values()) if (redline.failed) redline.again();
  }

  /** One step on the proposal's way. What was typed is sent first: the group decides on it too. */
  async step(step: Step, reason: string): Promise<void> {
    await this.flush();
    this.refresh(await takeStep(this.#proposal.id, step, reason));
  }

  /** Makes an older version of the wording the newest; the text itself comes as everybody's edits do. */
  async restore(lang: Lang, seq: number): Promise<void> {
    await this.flush();
    this.refresh(await restoreVersion(this.#proposal.id, 'wording', lang, seq));
  }

  /** Begins a comment on words as they stand now. */
  beginComment(lang: Lang, from: number, to: number): void {
    const draft = this.wording.get(lang);
    if (!draft) return;
    this.dropComment();
    draft.text.placeHere(newPlace, from, to);
    this.#writing = { lang, quote: draft.value.slice(from, to) };
    this.lookAt(newPlace);
  }

  dropComment(): void {
    for (const draft of this.wording.values()) draft.text.unplace(newPlace);
    this.#writing = null;
  }

  /** Takes up a comment that was begun before the page was loaded. */
  resumeComment(anchor: NewAnchor, quote: string): void {
    const draft = this.wording.get(anchor.lang);
    if (!draft || this.#writing) return;
    if (draft.text.version === anchor.version && draft.value.slice(anchor.from, anchor.to) === quote) this.beginComment(anchor.lang, anchor.from, anchor.to);
    else this.#writing = { lang: anchor.lang, quote, kept: anchor };
  }

  /** Where the words of the comment being written stand in a version that the server has; null when they are not there yet. */
  get writingAt(): NewAnchor | null {
    const writing = this.#writing;
    if (!writing) return null;
    if (writing.kept) return writing.kept;
    const draft = this.wording.get(writing.lang);
    const place = draft?.placeOf(newPlace);
    return draft && place ? confirmedAnchor(draft, writing.lang, place) : null;
  }

  /**
   * Sends the comment being written. Throws ApiError; its code is `words_gone` when the words went while it was being written. Where
   * its form has gone meanwhile, nothing else can show why it was not sent: then its words lie in the outbox with the reason.
   */
  async sendComment(body: string, besides: SaidBesides = {}): Promise<void> {
    const [author, writing] = [writer.member(), this.#writing];
    const draft = writing ? this.wording.get(writing.lang) : undefined;
    if (!writing || !draft) throw wordsGone();
    const said = { id: besides.id ?? newId(), body, ...(besides.suggestion && { suggestion: besides.suggestion }) };
    // While it is on its way the reader may begin another comment, on other words: this one has a place of its own.
    const held = `sending/${said.id}`;
    const begun = draft.placeOf(newPlace);
    let at = this.writingAt;
    if (!writing.kept && begun) draft.text.placeHere(held, begun.from, begun.to);
    try {
      // The server counts places in its own text: what was typed before must be there first.
      await draft.sender.flush();
      if (writing.kept) {
        // The server carries the place over; its event brings the comment with the place of now.
        await keptComment(this.#proposal.id, { ...said, anchor: writing.kept }, writing.quote);
      } else {
        const place = draft.placeOf(held);
        const anchor = place ? confirmedAnchor(draft, writing.lang, place) : null;
        at = anchor ?? at;
        if (!place || (!anchor && said.suggestion)) throw wordsGone();
        const comment = await keptComment(this.#proposal.id, { ...said, anchor }, writing.quote);
        const now = draft.placeOf(held); // what was typed above it meanwhile has moved it
        if (now && !knows(this.#threads, comment.id)) draft.text.placeHere(comment.id, now.from, now.to);
        this.takeThread(comment);
        if (this.#writing === writing) this.lookAt(comment.id);
      }
    } catch (error) {
      if (author && this.#writing !== writing) await comeBack(author, this.#proposal.id, { ...said, anchor: at }, error);
      throw error;
    } finally {
      draft.text.unplace(held);
    }
    if (this.#writing === writing) this.dropComment();
  }

  /** A remark on the proposal as a whole. */
  async sendRemark(body: string, besides: SaidBesides = {}): Promise<void> {
    this.takeThread(await keptComment(this.#proposal.id, { id: besides.id ?? newId(), body, anchor: null }));
  }

  async reply(comment: string, body: string, besides: SaidBesides = {}): Promise<void> {
    const answer = await keptReply(this.#proposal.id, comment, { id: besides.id ?? newId(), body, ...(besides.suggestion && { suggestion: besides.suggestion }) });
    if ('replies' in answer) this.takeThread(answer);
    else this.#threads = withReply(this.#threads, comment, answer);
  }

  /** Gives one's own comment or reply another text. */
  async edit(comment: string, said: string, body: string): Promise<void> {
    this.takeThread(await editComment(this.#proposal.id, comment, said, body));
  }

  /** Puts suggested words into the text, which follows by its event; what was typed here goes first. */
  async accept(comment: string, said: string): Promise<void> {
    await this.flush();
    this.takeThread(await acceptSuggestion(this.#proposal.id, comment, said));
  }

  async decline(comment: string, said: string, reason: string): Promise<void> {
    this.takeThread(await declineSuggestion(this.#proposal.id, comment, said, reason));
  }

  /** True when suggested words can be put in: those that they replace stand at the comment, letter for letter. */
  fits(comment: Comment, suggestion: Suggested): boolean {
    const draft = comment.anchor && this.wording.get(comment.anchor.lang);
    const place = draft?.placeOf(comment.id);
    return place !== undefined && draft?.value.slice(place.from, place.to) === suggestion.old;
  }

  /** Closes a thread with what became of it. */
  async resolve(comment: string, outcome: Outcome, reason: string): Promise<void> {
    this.takeThread(await resolveComment(this.#proposal.id, comment, outcome, reason));
  }

  async reopen(comment: string): Promise<void> {
    this.takeThread(await reopenComment(this.#proposal.id, comment));
  }

  /** Changes the evidence or the norms of the proposal. */
  async practise(change: (proposal: string) => Promise<Proposal>): Promise<void> {
    this.refresh(await change(this.#proposal.id));
  }

  /** Asks the server what the reader may do now. */
  lookAgain(): void {
    // Without an answer the next look at the page brings it; the texts are not touched by this.
    const nothing = () => {};
    void getProposal(this.#proposal.id).then((fresh) => this.refresh(fresh), nothing);
  }

  /** Marks the words of a comment more strongly. */
  lookAt(id: string | null): void {
    this.#looked = id;
    for (const draft of this.wording.values()) draft.text.lookAt(id);
  }

  close(): void {
    this.stopFollowing();
    for (const redline of this.redlines.values()) redline.close();
    for (const draft of this.drafts) draft.close();
  }

  private get topic(): string {
    return `proposal/${this.#proposal.id}`;
  }

  private get drafts(): DraftText[] {
    return [...this.wording.values(), ...this.justification.values()];
  }

  /** Takes a thread as the server answered it into the list as it is by then: others may have written meanwhile. */
  private takeThread(thread: Comment): void {
    this.#threads = withThread(this.#threads, thread);
  }

  /** Takes status and rights from a fresh answer, unless a newer one was here before; texts and comments keep coming as events. */
  private refresh(fresh: Proposal): void {
    if (fresh.seq < this.#proposal.seq) return;
    this.#proposal = { ...fresh, wording: this.#proposal.wording, justification: this.#proposal.justification };
  }

  private placeThread(thread: Comment): void {
    const { anchor } = thread;
    const draft = anchor && this.wording.get(anchor.lang);
    if (anchor && draft && !anchor.lost) draft.text.place(thread.id, anchor.from, anchor.to, draft.seenVersion);
  }

  private take(event: LiveEvent): void {
    const data = (event.data ?? {}) as Record<string, unknown>;
    switch (event.kind) {
      case 'proposal.edited':
        this.takeEdit(data as unknown as { part: Part; lang: Lang; version: number; updates: TextUpdate[] });
        return;
      // A lawyer's rejection puts the old words back, as an edit does. What is accepted or reopened changes no text: the
      // papers beside the editor tell it.
      case 'change.rejected':
        this.takeEdit({ ...(data as unknown as { lang: Lang; version: number; updates: TextUpdate[] }), part: 'wording' });
        return;
      case 'proposal.rebased':
        this.takeRebase(data as unknown as Rebase, event.at);
        return;
      case 'proposal.commented': {
        const comment = data.comment as Comment;
        if (knows(this.#threads, comment.id)) return;
        this.takeThread(comment);
        this.placeThread(comment);
        this.listener.spoke('comment', comment.authorName);
        return;
      }
      case 'comment.replied': {
        const reply = data.reply as Reply;
        if (knows(this.#threads, reply.id)) return;
        this.#threads = withReply(this.#threads, String(data.comment), reply);
        this.listener.spoke('reply', reply.authorName);
        return;
      }
      case 'comment.suggestion_accepted':
        this.takeEdit({ ...(data as unknown as { lang: Lang; version: number; updates: TextUpdate[] }), part: 'wording' });
        this.#threads = threadsAfter(this.#threads, event);
        return;
      case 'comment.edited':
      case 'comment.suggestion_declined':
      case 'comment.resolved':
      case 'comment.reopened':
        this.#threads = threadsAfter(this.#threads, event);
        return;
      // Who brought it, and what its reader may do with it, the server says.
      case 'proposal.evidence_put':
      case 'proposal.evidence_removed':
      case 'proposal.norm_cited':
      case 'proposal.norm_uncited':
      case 'proposal.shared':
      case 'proposal.agreed':
      case 'proposal.rejected':
      case 'proposal.postponed':
      case 'proposal.reopened':
      case 'proposal.withdrawn':
        this.lookAgain();
    }
  }

  private takeRebase(rebase: Rebase, at: string): void {
    const updates = rebase.updates ?? [];
    this.takeEdit({ part: 'wording', lang: rebase.lang, version: rebase.version, updates });
    if (rebase.outcome === 'conflict') this.standOn(rebase.lang, { conflict: { current: rebase.current } });
    else {
      this.standOn(rebase.lang, { current: rebase.current, conflict: null });
      this.#rebasedAt = at;
    }
    this.listener.rebased?.(rebase.outcome);
  }

  /** What the law says to this draft now. */
  private standOn(lang: Lang, law: Partial<Pick<Wording, 'current' | 'conflict'>>): void {
    const before = this.#proposal.wording[lang];
    if (!before) return;
    const wording = { ...this.#proposal.wording, [lang]: { ...before, ...law } };
    this.#proposal = { ...this.#proposal, wording, conflict: Object.values(wording).some((one) => one.conflict) };
    if (law.current !== undefined) this.redlines.get(lang)?.against(law.current);
  }

  private takeEdit(edit: { part: Part; lang: Lang; version: number; updates: TextUpdate[] }): void {
    const draft = (edit.part === 'wording' ? this.wording : this.justification).get(edit.lang);
    if (!draft) return;
    try {
      draft.text.receive(edit.version, edit.updates);
      draft.seenVersion = edit.version + edit.updates.length;
    } catch {
      this.#diverged = true;
    }
  }
}
