// What an item of the agenda and a proposal on it are called.

import type { AgendaItem } from '../../api/round-tables';
import { atLineStart, inLocale } from '../../domain/bilingual';
import type { ProposalSummary } from '../../api/types';
import { m } from '../../paraglide/messages.js';
import { settings } from '../../state/settings.svelte';

interface Known {
  billTitle: (id: string) => string;
  proposal: (id: string | undefined) => ProposalSummary | undefined;
}

/** «Статья 10. О приёме»: the address of a proposal as a line. */
export function proposalTitle(proposal: ProposalSummary | undefined): string {
  if (!proposal) return m.rt_proposal_unseen();
  const heading = inLocale(proposal.heading, settings.locale);
  return atLineStart(inLocale(proposal.address, settings.locale)) + (heading ? `. ${heading}` : '');
}

/** A proposal as one of those that can be chosen, with what else is to be said of it. */
export function proposalChoice(proposal: ProposalSummary, besides = ''): { id: string; name: string; about: string } {
  return {
    id: proposal.id,
    name: `${proposalTitle(proposal)} — ${inLocale(proposal.actTitle, settings.locale)}`,
    about: `(${proposal.authorName})${besides ? ` · ${besides}` : ''}`,
  };
}

/** The title of an item; where it has none of its own, that of its first proposal or of its bill. */
export function itemTitle(item: AgendaItem | null, work: Known): string {
  if (!item) return '';
  const own = inLocale(item.title, settings.locale);
  if (own) return own;
  const first = item.proposals?.[0];
  if (first) return proposalTitle(work.proposal(first));
  return item.bill ? work.billTitle(item.bill) || m.rt_item_bill() : m.rt_item_untitled();
}
