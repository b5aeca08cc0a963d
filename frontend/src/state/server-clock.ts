// How far this browser's clock is from the server's: a speaker's time is counted from a moment of the server, and laptops in a
// hall may be minutes off.

/** Less than this is the rounding of the header and the way of the answer, and no difference of clocks. */
const noticeable = 2_500;

/** Milliseconds to add to the browser's clock; 0 where the server does not say. `Date` has whole seconds. */
export function skewOf(header: string | null, asked: number, answered: number): number {
  const said = Date.parse(header ?? '');
  if (Number.isNaN(said)) return 0;
  const skew = said + 500 - (asked + answered) / 2;
  return Math.abs(skew) < noticeable ? 0 : skew;
}

let known: Promise<number> | null = null;

/** Asks the server once a page for its clock. */
export function serverSkew(): Promise<number> {
  known ??= (async () => {
    const asked = Date.now();
    try {
      const answer = await fetch('/healthz', { method: 'HEAD', cache: 'no-store' });
      return skewOf(answer.headers.get('Date'), asked, Date.now());
    } catch {
      known = null;
      return 0;
    }
  })();
  return known;
}
