// What the state of a proposal and those around it tell each other.

import { ApiError } from '../api/client';
import type { NewAnchor } from '../api/proposals';
import type { Lang, Suggested, TextUpdate } from '../api/types';

/** The place of a comment that is being written. */
export const newPlace = 'new';

export interface NewComment {
  lang: Lang;
  quote: string;
  /** Set for a comment begun before the page was loaded: where its words stood, at a version that this page may not know. */
  kept?: NewAnchor;
}

/** The words of a comment went out of the text before it was sent. */
export const wordsGone = () => new ApiError(409, 'words_gone', '');

/** What a comment brings besides its text: an id of its own, so that a second try counts once, and proposed words. */
export interface SaidBesides {
  id?: string;
  suggestion?: Suggested | null;
}

/** What the page around is told. */
export interface Listener {
  /** Somebody else commented or answered. */
  spoke: (kind: 'comment' | 'reply', byName: string) => void;
  /** A newer edition of the law came and the draft was carried over, or could not be. */
  rebased?: (outcome: Rebase['outcome']) => void;
}

/** The data of proposal.rebased in docs/api.md. */
export interface Rebase {
  lang: Lang;
  outcome: 'merged' | 'conflict' | 'accepted';
  current: string;
  version: number;
  updates: TextUpdate[] | null;
}
