// Comments that are being written, kept in this browser until they are sent or dropped: a reload loses none. What was sent
// while there is no line is the outbox's.

import type { NewAnchor } from '../api/proposals';
import { newId } from './ids';

interface CommentDraft {
  /** The id that the comment will have: sent twice, it counts once. */
  id: string;
  text: string;
  /** The words proposed in place of those commented on; null where none are. */
  suggestion: string | null;
  /** Where a new comment stands, and the words there. */
  anchor?: NewAnchor;
  quote?: string;
  at: string;
}

const key = 'talqy-comment-drafts';
/** The oldest are dropped first. */
const most = 40;

type Drafts = Record<string, CommentDraft>;

function all(): Drafts {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? '{}') as Drafts | null) ?? {};
  } catch {
    // Forbidden storage, or something that was not written here.
    return {};
  }
}

function store(drafts: Drafts): void {
  const newest = Object.entries(drafts)
    .sort(([, a], [, b]) => b.at.localeCompare(a.at))
    .slice(0, most);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Forbidden or full storage: the words stay in the form as long as the page is open.
  }
}

/** Where a comment is being written: on words, on the whole, in answer, or anew. */
export type DraftPlace = 'new' | 'whole' | `reply:${string}` | `edit:${string}`;

/** The drafts of one member on one proposal. */
export class CommentDrafts {
  constructor(
    private readonly member: string,
    private readonly proposal: string,
  ) {}

  get(place: DraftPlace): CommentDraft | null {
    return all()[this.name(place)] ?? null;
  }

  keep(place: DraftPlace, draft: Omit<CommentDraft, 'at'>): void {
    store({ ...all(), [this.name(place)]: { ...draft, at: new Date().toISOString() } });
  }

  /** Drops what was begun there; with an id that draft alone, for another may have been begun at the same place since. */
  drop(place: DraftPlace, id?: string): void {
    const drafts = all();
    const begun = drafts[this.name(place)];
    if (!begun || (id !== undefined && begun.id !== id)) return;
    store(Object.fromEntries(Object.entries(drafts).filter(([name]) => name !== this.name(place))));
  }

  /** The draft of a place as it was left, or a new one. */
  open(place: DraftPlace): Omit<CommentDraft, 'at'> {
    return this.get(place) ?? { id: newId(), text: '', suggestion: null };
  }

  private name(place: DraftPlace): string {
    return `${this.member}/${this.proposal}/${place}`;
  }
}
