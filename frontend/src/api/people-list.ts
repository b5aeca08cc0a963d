import type { Watched } from './acts';
import { call } from './client';
import type { Bilingual, Invitation, InvitationLink } from './types';

export interface LineProblem {
  /** Empty where the whole line is meant. */
  field: 'organisation' | 'kind' | 'city' | 'name' | 'office' | 'role' | 'email' | '';
  code: string;
  message: string;
}

/** A line of a list of people. A kind or a role that names none is the word as it was written. */
export interface ListedPerson {
  n: number;
  organisation: Bilingual;
  kind: string;
  city: string;
  name: string;
  office: Bilingual;
  role: string;
  email: string;
  known: boolean;
  invited: boolean;
  problems: LineProblem[];
}

export interface MadeInvitation extends InvitationLink {
  n: number;
  name: string;
  organisation: string;
  email: string;
}

export interface PeopleList {
  columns: { index: number; name: string; field: string }[];
  rows: ListedPerson[];
  organisations: { new: number; known: number };
  people: { new: number; known: number; invited: number };
  /** Of a list that was taken in. */
  invitations?: MadeInvitation[];
}

/** Reads a list and shows it beside the group; nothing is stored. */
export const lookAtPeople = (file: File, watched: Watched = {}) => call<PeopleList>('POST', '/api/people/import', { form: formOf(file, 'no'), ...watched });

/** Takes a list in. Under one key it is taken in once. */
export const takeInPeople = (file: File, key: string, watched: Watched = {}) => call<PeopleList>('POST', '/api/people/import', { form: formOf(file, 'yes'), key, ...watched });

function formOf(file: File, commit: 'yes' | 'no'): FormData {
  const form = new FormData();
  form.set('commit', commit);
  form.set('file', file);
  return form;
}

export interface InvitedMany {
  invitations: MadeInvitation[];
  skipped: { n: number; name: string; why: 'member' | 'invited' }[];
}

export const inviteMany = (invitations: Invitation[], key: string) => call<InvitedMany>('POST', '/api/invitations/bulk', { body: { invitations }, key });
