import { call, path } from './client';
import type { Invitation, Member } from './types';

export const getSession = () => call<{ member: Member }>('GET', '/api/session', { expectSignedOut: true });

export const signIn = (login: string, password: string, code: string) =>
  call<{ member: Member }>('POST', '/api/session', { body: { login, password, code }, expectSignedOut: true });

export const signOut = () => call<undefined>('DELETE', '/api/session');

export const getInvitation = (token: string) => call<Invitation>('GET', path`/api/invitations/${token}`, { expectSignedOut: true });

export const acceptInvitation = (token: string, login: string, name: string, password: string) =>
  call<{ member: Member }>('POST', path`/api/invitations/${token}`, { body: { login, name, password }, expectSignedOut: true });
