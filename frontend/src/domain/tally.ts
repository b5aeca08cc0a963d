// A show of hands: who has a voice, how the voices stand, what they amount to.

import type { Choice, DecisionOutcome, Participant, Tally, Vote } from '../api/round-tables';
import type { Bilingual, Organisation } from '../api/types';

/** Somebody who has a voice. `id` is what a ballot is recorded under. */
interface Voter {
  id: string;
  name: Bilingual;
}

/** Who has a voice: everybody who is present, or every organisation that somebody present is of; who comes from none has none. */
export function votersOf(vote: Pick<Vote, 'voters'>, participants: readonly Participant[], organisations: readonly Pick<Organisation, 'id' | 'name'>[]): Voter[] {
  const present = participants.filter((one) => one.present);
  if (vote.voters === 'person') return present.map(({ id, name }) => ({ id, name: { ru: name, kk: name } }));
  const voters = new Map<string, Voter>();
  for (const { voice, organisation, body } of present) {
    if (!voice || voters.has(voice)) continue;
    voters.set(voice, { id: voice, name: organisations.find((one) => one.id === organisation)?.name ?? body ?? { ru: voice, kk: voice } });
  }
  return [...voters.values()];
}

/** Counts the voices recorded by name. */
export function countBallots(ballots: Record<string, Choice> | null | undefined): Tally {
  const tally: Tally = { for: 0, against: 0, abstain: 0 };
  for (const choice of Object.values(ballots ?? {})) tally[choice]++;
  return tally;
}

export const voices = (tally: Tally) => tally.for + tally.against + tally.abstain;

/** Carried needs more than half of all voices, those who abstain included: they are present and do not support it. */
export function verdict(tally: Tally): 'carried' | 'lost' | 'none' {
  const all = voices(tally);
  if (all === 0) return 'none';
  return tally.for * 2 > all ? 'carried' : 'lost';
}

/** The decision that follows from a vote on a proposal, to begin with: the organiser may word it otherwise. */
export function outcomeOf(vote: Vote | null): DecisionOutcome {
  if (!vote?.closedAt || !vote.proposal) return '';
  const said = verdict(vote.tally);
  return said === 'carried' ? 'agree' : said === 'lost' ? 'reject' : '';
}

export const openVoteOf = (votes: readonly Vote[] | null) => (votes ?? []).find((vote) => !vote.closedAt) ?? null;

/** The last closed vote on an item, and on one proposal where it is named. */
export const lastVoteOn = (votes: readonly Vote[] | null, item: string, proposal?: string) =>
  (votes ?? []).filter((vote) => vote.closedAt && vote.item === item && (proposal === undefined || (vote.proposal ?? '') === proposal)).at(-1) ?? null;
