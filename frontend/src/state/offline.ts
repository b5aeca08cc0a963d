// Sending, or else keeping: what a member writes while there is no line is shown at once as said and lies in the outbox.

import { ApiError } from '../api/client';
import { addComment, addReply, type NewAnchor } from '../api/proposals';
import type { Comment, Lang, Member, Part, Reply, Suggested } from '../api/types';
import { asConfirmed } from '../editor/carets';
import { realClock } from '../editor/sender';
import type { SharedText } from '../editor/shared-text';
import { outbox, type Kept } from './outbox.svelte';

/** Who sits at this browser; told by whoever knows. */
export const writer = { member: () => null as Member | null };

const noLine = (error: unknown) => error instanceof ApiError && error.status === 0;

/** Words of this member as the page shows them until the server says them back. */
function signed(member: Member | null, id: string, body: string, suggestion?: Suggested | null): Reply {
  return { id, author: member?.id ?? '', authorName: member?.name ?? '', organisationName: member?.organisationName ?? { ru: '', kk: '' }, at: new Date().toISOString(), body, suggestion: suggestion ? { ...suggestion, answer: null } : null };
}

const kept = (member: Member, id: string, proposal: string) => ({ id, proposal, member: member.id, at: new Date().toISOString() });

interface Said {
  id: string;
  body: string;
  anchor: NewAnchor | null;
  suggestion?: Suggested | null;
}

const keptWords = (member: Member, proposal: string, { id, body, anchor, suggestion }: Said): Kept => ({ kind: 'comment', ...kept(member, id, proposal), body, anchor, suggestion });

/** Gives a comment that was not sent, and whose form stands no more, to the outbox: its author finds it there with the reason. */
export async function comeBack(author: Member, proposal: string, comment: Said, reason: unknown): Promise<void> {
  await outbox.takeOver(keptWords(author, proposal, comment), reason);
}

/** Sends a comment, or keeps it for the line's return. Throws what the server refuses. */
export async function keptComment(proposal: string, comment: Said, quote = ''): Promise<Comment> {
  const member = writer.member(); // who writes, whoever sits here by the time that the line has failed
  try {
    return await addComment(proposal, comment);
  } catch (error) {
    if (!member || !noLine(error)) throw error;
    // A browser that keeps nothing must not let the words go: then it is an error as before.
    await outbox.keep(keptWords(member, proposal, comment)).catch(() => Promise.reject(error as Error));
    const { anchor } = comment;
    return { ...signed(member, comment.id, comment.body, comment.suggestion), anchor: anchor && { lang: anchor.lang, from: anchor.from, to: anchor.to, quote, lost: false }, resolved: null, replies: [] };
  }
}

/** The same for a reply: the thread as the server has it, or the reply alone. */
export async function keptReply(proposal: string, comment: string, reply: { id: string; body: string; suggestion?: Suggested | null }): Promise<Comment | Reply> {
  const member = writer.member();
  try {
    return await addReply(proposal, comment, reply);
  } catch (error) {
    if (!member || !noLine(error)) throw error;
    await outbox.keep({ kind: 'reply', ...kept(member, reply.id, proposal), comment, body: reply.body, suggestion: reply.suggestion }).catch(() => Promise.reject(error as Error));
    return signed(member, reply.id, reply.body, reply.suggestion);
  }
}

/**
 * Where words stand in the version that the server has. Words typed and not sent yet are in no such version: then the
 * comment is on the proposal as a whole.
 */
export function confirmedAnchor(draft: { text: SharedText }, lang: Lang, place: { from: number; to: number }): NewAnchor | null {
  const [from, to] = [asConfirmed(draft.text, place.from), asConfirmed(draft.text, place.to)];
  return from < to ? { lang, from, to, version: draft.text.version } : null;
}

/** Keystrokes are kept after this long: a word, not each letter. */
const pause = 300;

/** Keeps what is typed and not confirmed for the case that the page is closed before the server has it. */
export class EditKeeper {
  private cancel: (() => void) | null = null;
  private keeping = false;
  /** Who types here. The session may end while the last keystrokes wait to be written down: they are his all the same. */
  private readonly member = writer.member();

  constructor(
    private readonly proposal: string,
    private readonly part: Part,
    private readonly lang: Lang,
    private readonly text: SharedText,
  ) {}

  /** To be called after each change of the text, confirmed or typed. */
  changed(): void {
    if (!this.member || (!this.text.unsent && !this.keeping && !this.cancel)) return;
    const { member } = this;
    this.cancel ??= realClock.after(pause, () => {
      this.cancel = null;
      void this.write(member).catch(() => {
        // This browser keeps nothing; the page warns before it is closed, as ever.
      });
    });
  }

  private async write(member: Member): Promise<void> {
    const unsent = this.text.sendable();
    if (unsent) {
      this.keeping = true;
      await outbox.keep({ kind: 'edit', ...kept(member, this.text.client, this.proposal), part: this.part, lang: this.lang, ...unsent });
    } else if (this.keeping) {
      this.keeping = false;
      await outbox.forget(this.text.client);
    }
  }
}
