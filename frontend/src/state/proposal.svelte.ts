// One proposal at work: its texts, its comments, and the events that change them. All of them arrive by number, so what is
// here is what the server has plus what was typed and not yet sent.

import { ApiError } from '../api/client';
import { acceptEdition, addComment, addReply, getProposal, reopenComment, resolveComment, shareProposal, withdrawProposal } from '../api/proposals';
import type { Action, Comment, Lang, LiveEvent, Part, Proposal, Reply, TextUpdate, Wording } from '../api/types';
import { knows, withReply, withResolved, withThread } from '../domain/threads';
import { DraftText, worstSave } from './draft-text.svelte';
import { newId } from './ids';
import { line } from './line.svelte';
import { LiveRedline } from './redline.svelte';

/** The place of a comment that is being written. */
export const newPlace = 'new';

export interface NewComment {
  lang: Lang;
  quote: string;
}

/** What the page around is told. */
export interface Listener {
  /** Somebody else commented or answered. */
  spoke: (kind: 'comment' | 'reply', byName: string) => void;
  /** A newer edition of the law came and the draft was carried over, or could not be. */
  rebased?: (outcome: Rebase['outcome']) => void;
}

/** The data of proposal.rebased in docs/api.md. */
export interface Rebase {
  lang: Lang;
  outcome: 'merged' | 'conflict' | 'accepted';
  current: string;
  version: number;
  updates: TextUpdate[] | null;
}

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

  /** When the draft last came to stand against a newer edition while this page was open; null when it did not. */
  get rebasedAt(): string | null {
    return this.#rebasedAt;
  }

  get save() {
    return worstSave(this.drafts.map((draft) => draft.save));
  }

  /** Why the server refused the words, when it did. */
  get refusal(): unknown {
    return this.drafts.find((draft) => draft.save === 'refused')?.reason ?? null;
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

  async share(): Promise<void> {
    await this.flush();
    this.refresh(await shareProposal(this.#proposal.id));
  }

  async withdraw(reason: string): Promise<void> {
    await this.flush();
    this.refresh(await withdrawProposal(this.#proposal.id, reason));
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

  /** Sends the comment being written. Throws ApiError; `words_gone` when the words went while it was being written. */
  async sendComment(body: string): Promise<'sent' | 'words_gone'> {
    const writing = this.#writing;
    const draft = writing ? this.wording.get(writing.lang) : undefined;
    if (!writing || !draft) return 'words_gone';
    // The server counts places in its own text: what was typed before must be there first.
    await draft.sender.flush();
    const place = draft.places.find((one) => one.id === newPlace);
    if (!place || place.lost) return 'words_gone';
    const { version } = draft.text;
    const comment = await addComment(this.#proposal.id, { id: newId(), body, anchor: { lang: writing.lang, from: place.from, to: place.to, version } });
    this.dropComment();
    this.#threads = withThread(this.#threads, comment);
    draft.text.place(comment.id, place.from, place.to, version);
    this.lookAt(comment.id);
    return 'sent';
  }

  /** A remark on the proposal as a whole. */
  async sendRemark(body: string): Promise<void> {
    const comment = await addComment(this.#proposal.id, { id: newId(), body, anchor: null });
    this.#threads = withThread(this.#threads, comment);
  }

  async reply(comment: string, body: string): Promise<void> {
    const answered = await addReply(this.#proposal.id, comment, { id: newId(), body });
    this.#threads = withThread(this.#threads, answered);
  }

  async resolve(comment: string): Promise<void> {
    this.#threads = withThread(this.#threads, await resolveComment(this.#proposal.id, comment));
  }

  async reopen(comment: string): Promise<void> {
    this.#threads = withThread(this.#threads, await reopenComment(this.#proposal.id, comment));
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

  /** Takes status and rights from a fresh answer; texts and comments keep coming as events. */
  private refresh(fresh: Proposal): void {
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
      case 'proposal.rebased':
        this.takeRebase(data as unknown as Rebase, event.at);
        return;
      case 'proposal.commented': {
        const comment = data.comment as Comment;
        if (knows(this.#threads, comment.id)) return;
        this.#threads = withThread(this.#threads, comment);
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
      case 'comment.resolved':
        this.#threads = withResolved<Reply, Comment>(this.#threads, String(data.comment), { by: event.by, byName: event.byName, at: event.at });
        return;
      case 'comment.reopened':
        this.#threads = withResolved<Reply, Comment>(this.#threads, String(data.comment), null);
        return;
      case 'proposal.shared':
      case 'proposal.withdrawn':
        void getProposal(this.#proposal.id).then(
          (fresh) => this.refresh(fresh),
          () => {
            // The next look at the page will bring it; the texts are not touched by this.
          },
        );
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
