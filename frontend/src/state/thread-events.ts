// What the events on a known thread do to it (docs/api.md).

import type { Comment, LiveEvent, Mention, Outcome, Reply } from '../api/types';
import { withAnswer, withEdit, withResolved } from '../domain/threads';

/** The threads after somebody edited, resolved or reopened one, or said what becomes of suggested words. */
export function threadsAfter(threads: readonly Comment[], event: LiveEvent): Comment[] {
  const data = (event.data ?? {}) as Record<string, unknown>;
  const [comment, said] = [String(data.comment), String(data.id)];
  const by = { by: event.by, byName: event.byName, at: event.at };
  const reason = String(data.reason ?? '');
  switch (event.kind) {
    case 'comment.edited':
      return withEdit<Reply, Comment>(threads, comment, said, { body: String(data.body), mentions: (data.mentions ?? []) as Mention[], edited: { at: event.at, times: Number(data.times) } });
    case 'comment.suggestion_accepted':
      return withAnswer<Reply, Comment>(withResolved<Reply, Comment>(threads, comment, by), comment, said, { accepted: true, ...by, reason });
    case 'comment.suggestion_declined':
      return withAnswer<Reply, Comment>(threads, comment, said, { accepted: false, ...by, reason });
    case 'comment.resolved':
      return withResolved<Reply, Comment>(threads, comment, { ...by, outcome: (data.outcome ?? '') as Outcome, reason });
    case 'comment.reopened':
      return withResolved<Reply, Comment>(threads, comment, null);
    default:
      return [...threads];
  }
}
