// A speaker's time, counted down by each browser from one moment of the server.

import type { Timer } from '../api/round-tables';

/** Whole seconds left; negative when it is over. `now` and `skew` are milliseconds: the server's clock is `now + skew`. */
export const secondsLeft = (timer: Timer, now: number, skew: number) => Math.ceil((Date.parse(timer.startedAt) + timer.seconds * 1000 - (now + skew)) / 1000);

/** «2:05», and «+0:07» for what is over. */
export function clockOf(seconds: number): string {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? '+' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The last minute is to be told, not only shown: `last` from 60 seconds on, `over` from 0. A time of a minute or less has its last half. */
export function phaseOf(seconds: number, whole: number): 'running' | 'last' | 'over' {
  if (seconds <= 0) return 'over';
  return seconds <= Math.min(60, whole / 2) ? 'last' : 'running';
}
