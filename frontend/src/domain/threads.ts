// The comments of a proposal and what events do to them. Lists are found by id, never by position: an event may come
// twice, and an own comment comes back as an event.

export interface ReplyLike {
  id: string;
}

export interface ThreadLike<R extends ReplyLike> {
  id: string;
  resolved: unknown;
  replies: R[] | null;
}

/** Puts a comment in, or brings the known one up to date. */
export function withThread<R extends ReplyLike, T extends ThreadLike<R>>(threads: readonly T[], thread: T): T[] {
  const known = threads.some((one) => one.id === thread.id);
  return known ? threads.map((one) => (one.id === thread.id ? thread : one)) : [...threads, thread];
}

/** Adds a reply once. */
export function withReply<R extends ReplyLike, T extends ThreadLike<R>>(threads: readonly T[], comment: string, reply: R): T[] {
  return threads.map((one) => {
    if (one.id !== comment || (one.replies ?? []).some((known) => known.id === reply.id)) return one;
    return { ...one, replies: [...(one.replies ?? []), reply] };
  });
}

/** Marks a comment as resolved, or open again with null. */
export function withResolved<R extends ReplyLike, T extends ThreadLike<R>>(threads: readonly T[], comment: string, resolved: T['resolved']): T[] {
  return threads.map((one) => (one.id === comment ? { ...one, resolved } : one));
}

/** True when the thread holds a comment or reply by this id. */
export function knows<R extends ReplyLike>(threads: readonly ThreadLike<R>[], id: string): boolean {
  return threads.some((one) => one.id === id || (one.replies ?? []).some((reply) => reply.id === id));
}
