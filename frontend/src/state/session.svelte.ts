// Who sits at this browser.

import { ApiError, surroundings } from '../api/client';
import { getSession, signIn, signOut } from '../api/session';
import type { Member } from '../api/types';
import { line } from './line.svelte';
import { settings } from './settings.svelte';

type SessionState = 'asking' | 'in' | 'out' | 'failed';

class Session {
  #state = $state<SessionState>('asking');
  #member = $state.raw<Member | null>(null);
  #before = $state.raw<Member | null>(null);
  /** The id of the member. Every request names him: read from the state, it would tie whatever effect asks to it. */
  private whose = '';
  private stopFollowing: (() => void) | null = null;
  /** Called when nobody is signed in any more: what was the member's own on this page goes. */
  leaves: () => void = () => {};
  /** Called when somebody is in: the other tabs of this browser share the session and are to look who it is. */
  enters: () => void = () => {};

  get state(): SessionState {
    return this.#state;
  }

  get member(): Member | null {
    return this.#member;
  }

  /** Whose page this was until another member signed in in another tab; null once the reader has read that. */
  get before(): Member | null {
    return this.#before;
  }

  get isOrganiser(): boolean {
    return this.#member?.role === 'organiser';
  }

  async start(): Promise<void> {
    surroundings.locale = () => settings.locale;
    surroundings.signedOut = () => this.leave();
    surroundings.member = () => this.whose;
    surroundings.otherMember = (member) => void this.handOver(member);
    this.#state = 'asking';
    try {
      this.enter((await getSession()).member);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.leave();
      else this.#state = 'failed';
    }
  }

  async signIn(login: string, password: string, code: string): Promise<void> {
    this.enter((await signIn(login, password, code)).member);
  }

  async signOut(): Promise<void> {
    try {
      await signOut();
    } finally {
      this.leave();
    }
  }

  enter(member: Member): void {
    this.#member = member;
    this.whose = member.id;
    this.#state = 'in';
    this.stopFollowing?.();
    // An organiser may give the reader another role or correct his entry: the page offers what he may do now.
    this.stopFollowing = line.follow('group', 0, {
      event: ({ stream }) => {
        if (stream === `member/${member.id}`) void this.lookAgain();
      },
      // What happened before the line opened, or while it was lost, is told by nobody.
      current: () => void this.lookAgain(),
    });
    line.start();
    this.enters();
  }

  /**
   * The session is no longer this member's. What was his on this page goes, kept words stay in the browser for his return, and the
   * page is made anew for who is in now. Several requests of one page may learn of it.
   */
  private async handOver(member: string): Promise<void> {
    const before = this.#member;
    if (!before || before.id !== member) return;
    this.leave();
    await this.start();
    if (this.#member && this.#member.id !== member) this.#before = before;
  }

  /** The reader has read that he took another's place. */
  understood(): void {
    this.#before = null;
  }

  /** Asks who the reader is now. What was known stays where no answer comes; that the session is another's is heard by `otherMember`. */
  async lookAgain(): Promise<void> {
    if (this.#state !== 'in') return;
    try {
      const { member } = await getSession();
      if (this.#state !== 'in' || member.id !== this.#member?.id) return;
      if (JSON.stringify(member) !== JSON.stringify(this.#member)) this.#member = member;
    } catch {
      // The next news, or the next look at the page, brings it.
    }
  }

  /** The reader corrected his own entry. */
  describe(member: Member): void {
    this.#member = member;
  }

  /** Nobody is signed in any more: by the reader's will, or the session has run out. */
  leave(): void {
    this.#member = this.#before = null;
    this.whose = '';
    this.#state = 'out';
    this.stopFollowing?.();
    this.stopFollowing = null;
    line.stop();
    this.leaves();
  }
}

export const session = new Session();
line.signedOut = () => session.leave();
