// The few events of a round table that come often and say everything: they are taken in at once. For any other the page asks
// the server, which alone knows what this reader may see of it.

import type { Choice, RoundTable, Vote } from '../api/round-tables';

/** The round table after the event, or null where the server must be asked. */
export function afterEvent(table: RoundTable, event: { seq: number; kind: string; at?: string; data?: unknown }): RoundTable | null {
  if (event.seq !== table.seq + 1) return null;
  const data = (event.data ?? {}) as Record<string, unknown>;
  switch (event.kind) {
    case 'roundtable.moved':
      // A speaker's time ends with his item.
      return typeof data.item === 'string' ? { ...table, seq: event.seq, current: data.item, timer: null } : null;
    case 'roundtable.checked_in': {
      const list = table.participants ?? [];
      if (typeof data.participant !== 'string' || !list.some((one) => one.id === data.participant)) return null;
      return { ...table, seq: event.seq, participants: list.map((one) => (one.id === data.participant ? { ...one, present: data.present === true } : one)) };
    }
    case 'roundtable.timer_stopped':
      return { ...table, seq: event.seq, timer: null };
    case 'roundtable.timer_started':
      if (typeof data.seconds !== 'number' || !event.at) return null;
      return { ...table, seq: event.seq, timer: { speaker: typeof data.speaker === 'string' ? data.speaker : '', seconds: data.seconds, startedAt: event.at } };
    case 'roundtable.rows_numbered':
      return { ...table, seq: event.seq, rows: { ...table.rows, ...(data.rows as Record<string, number> | undefined) } };
    case 'roundtable.ballot_cast': {
      const votes = table.votes ?? [];
      const vote = votes.find((one) => one.id === data.vote);
      if (!vote || vote.closedAt || typeof data.cast !== 'number') return null;
      const after = afterBallot(vote, data.cast, data.voter, data.choice);
      return { ...table, seq: event.seq, votes: votes.map((one) => (one === vote ? after : one)) };
    }
    default:
      return null;
  }
}

/** A vote with one more voice. Whose it is and what it says is told to who may know; to the others, how many there are. */
function afterBallot(vote: Vote, cast: number, voter: unknown, choice: unknown): Vote {
  if (typeof voter !== 'string') return { ...vote, cast };
  const others = Object.fromEntries(Object.entries(vote.ballots ?? {}).filter(([one]) => one !== voter));
  return { ...vote, cast, ballots: choice ? { ...others, [voter]: choice as Choice } : others };
}
