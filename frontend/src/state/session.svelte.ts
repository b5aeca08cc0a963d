// Who sits at this browser.

import { ApiError, surroundings } from '../api/client';
import { getSession, signIn, signOut } from '../api/session';
import type { Member } from '../api/types';
import { line } from './line.svelte';
import { settings } from './settings.svelte';

export type SessionState = 'asking' | 'in' | 'out' | 'failed';

class Session {
  #state = $state<SessionState>('asking');
  #member = $state.raw<Member | null>(null);
  private stopFollowing: (() => void) | null = null;
  /** Called when nobody is signed in any more: what was the member's own on this page goes. */
  leaves: () => void = () => {};

  get state(): SessionState {
    return this.#state;
  }

  get member(): Member | null {
    return this.#member;
  }

  get isOrganiser(): boolean {
    return this.#member?.role === 'organiser';
  }

  async start(): Promise<void> {
    surroundings.locale = () => settings.locale;
    surroundings.signedOut = () => this.leave();
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
  }

  /** Asks who the reader is now. What was known stays where no answer comes; that the session has ended is heard by `signedOut`. */
  private async lookAgain(): Promise<void> {
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
    this.#member = null;
    this.#state = 'out';
    this.stopFollowing?.();
    this.stopFollowing = null;
    line.stop();
    this.leaves();
  }
}

export const session = new Session();
line.signedOut = () => session.leave();
