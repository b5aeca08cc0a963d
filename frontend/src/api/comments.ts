// What is done with comments that are there. `said` is the comment or a reply of its thread.

import { call, path } from './client';
import type { Comment, CommentText, Member } from './types';

const place = (proposal: string, comment: string, said: string) =>
  path`/api/proposals/${proposal}/comments/${comment}` + (said === comment ? '' : path`/replies/${said}`);

const thread = (answer: { comment: Comment }) => answer.comment;

export const editComment = (proposal: string, comment: string, said: string, body: string) =>
  call<{ comment: Comment }>('PUT', place(proposal, comment, said), { body: { body } }).then(thread);

/** The texts that a comment has had, the oldest first, the present one last. */
export const getCommentTexts = (proposal: string, comment: string, said: string) =>
  call<{ texts: CommentText[] | null }>('GET', `${place(proposal, comment, said)}/texts`).then((answer) => answer.texts ?? []);

/** Puts suggested words into the text. 409 `suggestion_gone` when those they replace are not there any more. */
export const acceptSuggestion = (proposal: string, comment: string, said: string) =>
  call<{ comment: Comment }>('POST', `${place(proposal, comment, said)}/suggestion/accept`, { body: {} }).then(thread);

export const declineSuggestion = (proposal: string, comment: string, said: string, reason: string) =>
  call<{ comment: Comment }>('POST', `${place(proposal, comment, said)}/suggestion/decline`, { body: { reason } }).then(thread);

/** Who sees a proposal, by name: they can be mentioned on it. */
export const getReaders = (proposal: string) => call<{ members: Member[] | null }>('GET', path`/api/proposals/${proposal}/readers`).then((answer) => answer.members ?? []);
