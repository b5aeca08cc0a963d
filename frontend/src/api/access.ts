// What accounts are entered with: sessions, new passwords, the second factor, the provider of sign-in.

import { call, path } from './client';

export interface SignInOffer {
  provider: { title: string } | null;
  mail: boolean;
}

interface OpenSession {
  id: string;
  current: boolean;
  begun: string;
  seen: string;
  expires: string;
  address: string;
  agent: string;
  provider: boolean;
}

export interface Access {
  login: string;
  factor: { since: string; recovery: number } | null;
  provider: { title: string; account: string; linked: boolean } | null;
}

export interface NewFactor {
  secret: string;
  uri: string;
  ticket: string;
}

export const getSignInOffer = () => call<SignInOffer>('GET', '/api/sign-in', { expectSignedOut: true });

export const listSessions = () => call<{ sessions: OpenSession[] }>('GET', '/api/sessions');
export const endSession = (id: string) => call<undefined>('DELETE', path`/api/sessions/${id}`);
export const endOtherSessions = () => call<undefined>('DELETE', '/api/sessions?which=others');

export const askForReset = (login: string) => call<object>('POST', '/api/resets', { body: { login }, expectSignedOut: true });
export const getReset = (token: string) => call<{ login: string; name: string }>('GET', path`/api/resets/${token}`, { expectSignedOut: true });
export const takeReset = (token: string, password: string) => call<undefined>('POST', path`/api/resets/${token}`, { body: { password }, expectSignedOut: true });

export const getAccess = () => call<Access>('GET', '/api/access');
export const newFactor = (password: string) => call<NewFactor>('POST', '/api/access/factor', { body: { password } });
export const turnFactorOn = (ticket: string, code: string) => call<{ codes: string[] }>('PUT', '/api/access/factor', { body: { ticket, code } });
export const turnFactorOff = (password: string, code: string) => call<undefined>('DELETE', '/api/access/factor', { body: { password, code } });
export const newRecoveryCodes = (password: string, code: string) => call<{ codes: string[] }>('POST', '/api/access/codes', { body: { password, code } });

export const toProvider = (to: string) => call<{ url: string }>('POST', '/api/provider', { body: { to }, expectSignedOut: true });
export const linkProvider = (password: string) => call<{ url: string }>('POST', '/api/access/provider', { body: { password } });
export const unlinkProvider = (password: string) => call<undefined>('DELETE', '/api/access/provider', { body: { password } });

/** What an organiser sees of how a member comes in. */
interface MemberAccess {
  factor: boolean;
  provider: boolean;
  seen: string | null;
}

export const getMemberAccess = (member: string) => call<MemberAccess>('GET', path`/api/members/${member}/access`);
export const makeReset = (member: string) => call<{ url: string; expiresAt: string }>('POST', path`/api/members/${member}/reset`);
export const takeFactorAway = (member: string) => call<undefined>('DELETE', path`/api/members/${member}/factor`);
