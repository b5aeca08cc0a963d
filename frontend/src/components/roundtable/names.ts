// Words for the codes of a round table.

import type { Choice, DecisionOutcome, Remark } from '../../api/round-tables';
import { outcomeName } from '../../i18n/words';
import { m } from '../../paraglide/messages.js';

/** A voice as a button names it … */
export const voiceName = (choice: Choice) => ({ for: m.rt_for, against: m.rt_against, abstain: m.rt_abstain })[choice]();
/** … and as a result counts it. */
export const tallyName = (choice: Choice) => ({ for: m.rt_for, against: m.rt_against, abstain: m.rt_abstained })[choice]();

export const choices: readonly Choice[] = ['for', 'against', 'abstain'];

/** What a decision does with its proposal. */
export const decisionName = (outcome: DecisionOutcome) =>
  ({ agree: m.rt_decided_agree, reject: m.rt_decided_reject, postpone: m.rt_decided_postpone, '': m.rt_decided_text })[outcome]();

/** What became of a remark, in a word. */
export function remarkState(remark: Pick<Remark, 'state' | 'outcome'>): string {
  if (remark.outcome) return outcomeName(remark.outcome);
  return { waiting: m.rt_remark_waiting, admitted: m.rt_remark_admitted, refused: m.rt_remark_refused }[remark.state]();
}
