import { call, path } from './client';
import type { Lang, Proposal } from './types';

/** A change that the author of a Word file made, and where it belongs in the present proposed wording. */
export interface TrackedChange {
  n: number;
  lang: Lang;
  kind: 'inserted' | 'deleted' | 'replaced';
  author: string;
  /** As the file says, usually local time; null where it does not. */
  at: string | null;
  /** One of the two halves of a move. */
  carried: boolean;
  deleted: string;
  inserted: string;
  before: string;
  from: number;
  to: number;
  status: 'fits' | 'moved' | 'unclear';
  /** Why the place is not known. */
  message: string;
  /** The comment that was made of it before. */
  comment: string | null;
}

export interface Tracked {
  lang: Lang;
  authors: string[] | null;
  /** The text of the file is, without its changes too, none that the proposal has had. */
  differs: boolean;
  changes: TrackedChange[] | null;
}

function formOf(file: File, changes?: number[]): FormData {
  const form = new FormData();
  if (changes) form.set('changes', JSON.stringify(changes));
  form.set('file', file);
  return form;
}

/** Reads a Word file with tracked changes and stores nothing. */
export const readTracked = (proposal: string, file: File) => call<Tracked>('POST', path`/api/proposals/${proposal}/tracked`, { form: formOf(file) });

/** Makes a comment with a suggested wording of each chosen change. `left` are those whose place is not known any more. */
export const acceptTracked = (proposal: string, file: File, changes: number[]) =>
  call<{ proposal: Proposal; made: number; left: number[] | null }>('POST', path`/api/proposals/${proposal}/tracked/accept`, { form: formOf(file, changes) });
