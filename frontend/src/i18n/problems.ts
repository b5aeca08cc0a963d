// Why the way to a provider of sign-in and back led to nothing: the server says it in the address of the page.

import { m } from '../paraglide/messages.js';

const problems: Record<string, () => string> = {
  provider_unknown: m.problem_provider_unknown,
  provider_taken: m.problem_provider_taken,
  provider_refused: m.problem_provider_refused,
  provider_away: m.problem_provider_away,
};

/** The words for a code in the address; empty without one. What is not known is a refusal. */
export function problemText(code: string | null): string {
  if (!code) return '';
  return (Object.hasOwn(problems, code) ? problems[code] : m.problem_provider_refused)?.() ?? '';
}
