// A cited rule of drafting in the reader's words. The server names it in one form for all languages: «480-V art. 26(7)»,
// which is paragraph 7 of article 26 of the Law on legal acts, No. 480-V of 6 April 2016.

import { m } from '../paraglide/messages.js';

/** The rule as a lawyer cites it; what is written otherwise is shown as it came. */
export function ruleName(rule: string): string {
  const found = /^480-V art\. (\d+(?:-\d+)?)(?:\((\d+(?:-\d+)?)\))?$/.exec(rule);
  if (!found?.[1]) return rule;
  const [, article, paragraph] = found;
  return paragraph ? m.effect_rule_paragraph({ article, paragraph }) : m.effect_rule_article({ article });
}
