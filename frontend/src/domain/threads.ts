// The comments of a proposal and what events do to them. Lists are found by id, never by position: an event may come
// twice, and an own comment comes back as an event.

interface ReplyLike {
  id: string;
}

export interface ThreadLike<R extends ReplyLike> {
  id: string;
  resolved: unknown;
  replies: R[] | null;
}

/**
 * Puts a comment in, or brings the known one up to date. A reply that is here and not in it stays: its event overtook an answer
 * that was made before it, and no reply is ever taken away.
 */
export function withThread<R extends ReplyLike, T extends ThreadLike<R>>(threads: readonly T[], thread: T): T[] {
  const known = threads.find((one) => one.id === thread.id);
  if (!known) return [...threads, thread];
  const later = (known.replies ?? []).filter((one) => !(thread.replies ?? []).some((there) => there.id === one.id));
  const whole = later.length > 0 ? { ...thread, replies: [...(thread.replies ?? []), ...later] } : thread;
  return threads.map((one) => (one.id === thread.id ? whole : one));
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

interface Said extends ReplyLike {
  edited?: null | { at: string; times: number };
  suggestion?: null | object;
}

/** Replaces one comment or reply of a thread by what it becomes. */
function withSaid<R extends Said, T extends ThreadLike<R> & Said>(threads: readonly T[], comment: string, said: string, become: (one: Said) => object): T[] {
  return threads.map((thread) => {
    if (thread.id !== comment) return thread;
    if (thread.id === said) return { ...thread, ...become(thread) };
    return { ...thread, replies: (thread.replies ?? []).map((reply) => (reply.id === said ? { ...reply, ...become(reply) } : reply)) };
  });
}

/** Gives a comment or reply another text. An older edit than the one that is here changes nothing. */
export function withEdit<R extends Said, T extends ThreadLike<R> & Said>(threads: readonly T[], comment: string, said: string, edit: Partial<R> & { edited: { at: string; times: number } }): T[] {
  return withSaid<R, T>(threads, comment, said, (one) => ((one.edited?.times ?? 0) >= edit.edited.times ? {} : edit));
}

/** Says what became of a suggestion. */
export function withAnswer<R extends Said, T extends ThreadLike<R> & Said>(threads: readonly T[], comment: string, said: string, answer: object): T[] {
  return withSaid<R, T>(threads, comment, said, (one) => (one.suggestion ? { suggestion: { ...one.suggestion, answer } } : {}));
}

/** True when the thread holds a comment or reply by this id. */
export function knows<R extends ReplyLike>(threads: readonly ThreadLike<R>[], id: string): boolean {
  return threads.some((one) => one.id === id || (one.replies ?? []).some((reply) => reply.id === id));
}
