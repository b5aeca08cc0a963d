// What an entry of a proposal's history is called.

import type { HistoryEntry } from '../api/history-types';
import { m } from '../paraglide/messages.js';
import { formatMoment } from './format';
import type { Locale } from './languages';
import { outcomeName } from './words';

export function entryName(entry: HistoryEntry, locale: Locale): string {
  const language = entry.lang === 'kk' ? m.in_kazakh_short() : m.in_russian_short();
  if (entry.restores) return m.event_restored({ language, when: formatMoment(entry.restoresAt ?? '', locale) });
  if (entry.kind === 'proposal.edited') return entry.part === 'justification' ? m.event_justified({ language }) : m.event_edited({ language });
  if (entry.kind === 'proposal.rebased') {
    if (entry.outcome === 'conflict') return m.event_rebase_conflict({ language });
    return entry.outcome === 'accepted' ? m.event_rebase_accepted({ language }) : m.event_rebased_in({ language });
  }
  if (entry.kind === 'comment.resolved') {
    const { outcome } = entry;
    return outcome === 'accepted' || outcome === 'rejected' || outcome === 'noted' ? m.event_resolved_as({ outcome: outcomeName(outcome) }) : m.event_resolved();
  }
  return names[entry.kind]?.({ language }) ?? entry.kind;
}

const names: Record<string, (inputs: { language: string }) => string> = {
  'proposal.opened': m.event_opened,
  'proposal.shared': m.event_shared,
  'proposal.agreed': m.event_agreed,
  'proposal.rejected': m.event_rejected,
  'proposal.postponed': m.event_postponed,
  'proposal.reopened': m.event_taken_back,
  'proposal.withdrawn': m.event_withdrawn,
  'proposal.commented': m.event_commented,
  'change.accepted': m.event_change_accepted,
  'change.rejected': m.event_change_rejected,
  'change.reopened': m.event_change_reopened,
  'comment.replied': m.event_replied,
  'comment.edited': m.event_comment_edited,
  'proposal.evidence_put': m.event_evidence_put,
  'proposal.evidence_removed': m.event_evidence_removed,
  'proposal.norm_cited': m.event_norm_cited,
  'proposal.norm_uncited': m.event_norm_uncited,
  'comment.reopened': m.event_reopened,
  'comment.suggestion_accepted': m.event_suggestion_accepted,
  'comment.suggestion_declined': m.event_suggestion_declined,
};
