// Words for the codes of the domain, and the sentence for an error.

import { ApiError } from '../api/client';
import type { Conformity, EvidenceKind } from '../api/practice';
import type { ArticleChangeKind, Level, NoteKind, OrganisationKind, Outcome, Profile, ProposalKind, ProposalStatus, Role, Step } from '../api/types';
import { m } from '../paraglide/messages.js';

export const roleName = (role: Role) =>
  ({ organiser: m.role_organiser, member: m.role_member, lawyer: m.role_lawyer, observer: m.role_observer })[role]();

export const organisationKindName = (kind: OrganisationKind) =>
  ({ state: m.organisation_state, ngo: m.organisation_ngo, international: m.organisation_international })[kind]();

export const kindName = (kind: ProposalKind) => ({ amend: m.kind_amend, insert: m.kind_insert, repeal: m.kind_repeal })[kind]();

export const statusName = (status: ProposalStatus) =>
  ({
    draft: m.status_draft,
    discussion: m.status_discussion,
    agreed: m.status_agreed,
    rejected: m.status_rejected,
    postponed: m.status_postponed,
    withdrawn: m.status_withdrawn,
  })[status]();

/** What a step is called on a button. */
export const stepName = (step: Step) =>
  ({ share: m.share, agree: m.step_agree, reject: m.step_reject, postpone: m.step_postpone, reopen: m.step_reopen, withdraw: m.withdraw })[step]();

/** The plural name of a level. «1.» is часть in a code and пункт in a law, «1)» is пункт in a code and подпункт in a law. */
export function levelName(level: Level, profile: Profile): string {
  if (level === 'paragraph') return profile === 'code' ? m.level_paragraph_code() : m.level_paragraph();
  if (level === 'point') return profile === 'code' ? m.level_point_code() : m.level_point();
  const names: Record<Exclude<Level, 'paragraph' | 'point'>, () => string> = {
    preamble: m.level_preamble,
    part: m.level_part,
    title: m.level_title,
    subtitle: m.level_subtitle,
    chapter: m.level_chapter,
    section: m.level_section,
    article: m.level_article,
    subparagraph: m.level_subparagraph,
    indent: m.level_indent,
    note: m.level_note,
    annex: m.level_annex,
    table: m.level_table,
    conclusions: m.level_conclusions,
  };
  return names[level]();
}

export const noteName = (kind: NoteKind) =>
  ({ history: m.note_history, pending: m.note_pending, repealed: m.note_repealed, ruling: m.note_ruling, contents: m.note_contents, edition: m.note_edition })[kind]();

/** What a newer edition did to an article. */
export const changeName = (kind: ArticleChangeKind) =>
  ({ amended: m.change_amended, added: m.change_added, repealed: m.change_repealed, renumbered: m.change_renumbered, moved: m.change_moved })[kind]();

/** Which number that tells who a person is was found; in the name of a file, or in a text. */
function personalText(what: string, inName: boolean): string {
  const found = ({ iin: m.personal_iin, phone: m.personal_phone, passport: m.personal_passport, card: m.personal_card } as Record<string, () => string>)[what]?.();
  if (!found) return '';
  return inName ? m.personal_in_name({ what: found }) : m.personal_in_text({ what: found });
}

export const evidenceName = (kind: EvidenceKind) =>
  ({ consultation: m.evidence_consultation, hotline: m.evidence_hotline, court: m.evidence_court, training: m.evidence_training, other: m.evidence_other })[kind]();

export const conformityName = (conformity: Conformity) => ({ none: m.conformity_none, partial: m.conformity_partial, full: m.conformity_full })[conformity]();

/** What became of a thread or of a remark. */
export const outcomeName = (outcome: Exclude<Outcome, ''>) => ({ accepted: m.rt_remark_accepted, rejected: m.rt_remark_rejected, noted: m.rt_remark_noted })[outcome]();

/** What a reader is told: the server's own sentence, or ours where the server could not speak. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return m.error_unexpected();
  if (error.code === 'offline') return m.error_offline();
  if (error.code === 'words_gone') return m.comment_words_gone();
  if (error.code === 'bad_answer') return m.error_unexpected();
  if (error.code === 'personal_data') return personalText(String(error.args.what), error.args.where === 'name') || error.message;
  if (error.status === 404 && !error.message) return m.error_not_found();
  return error.message || m.error_unexpected();
}

export const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;
