// The discussion of one proposal as this reader has it: what is filtered, whom he can mention, what he has begun to write.

import { getReaders } from '../api/comments';
import type { Member } from '../api/types';
import { noFilter, readFilter, type ThreadFilter } from '../domain/thread-filter';
import { CommentDrafts } from './comment-drafts';

const key = 'talqy-comments';

function kept(): ThreadFilter {
  try {
    return readFilter(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return noFilter;
  }
}

export class Discussion {
  #filter = $state.raw<ThreadFilter>(kept());
  #people = $state.raw<readonly Member[]>([]);
  readonly drafts: CommentDrafts;
  private asking: Promise<void> | null = null;

  constructor(
    private readonly proposal: string,
    /** Who reads: the filters «mine» and «mentions me» are his. */
    readonly me: string,
  ) {
    this.drafts = new CommentDrafts(me, proposal);
  }

  get filter(): ThreadFilter {
    return this.#filter;
  }

  /** Remembered in this browser for all proposals: who works through open threads does so everywhere. */
  set filter(filter: ThreadFilter) {
    this.#filter = filter;
    try {
      localStorage.setItem(key, JSON.stringify(filter));
    } catch {
      // Forbidden storage: the choice holds until the page is closed.
    }
  }

  /** Who sees the proposal; empty until askPeople has its answer. */
  get people(): readonly Member[] {
    return this.#people;
  }

  /** Asks who can be mentioned; whoever opens a form does, since a draft may have been shared meanwhile. */
  askPeople(): Promise<void> {
    this.asking ??= getReaders(this.proposal)
      .then(
        (people) => {
          this.#people = people;
        },
        () => {
          // Without a line nobody is offered; the next form asks again.
        },
      )
      .finally(() => {
        this.asking = null;
      });
    return this.asking;
  }
}
