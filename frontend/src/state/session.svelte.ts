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
    line.start();
  }

  /** The reader corrected his own entry. */
  describe(member: Member): void {
    this.#member = member;
  }

  /** Nobody is signed in any more: by the reader's will, or the session has run out. */
  leave(): void {
    this.#member = null;
    this.#state = 'out';
    line.stop();
  }
}

export const session = new Session();
line.signedOut = () => session.leave();
