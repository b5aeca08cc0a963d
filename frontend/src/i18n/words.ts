// Words for the codes of the domain, and the sentence for an error.

import { ApiError } from '../api/client';
import type { ArticleChangeKind, Level, NoteKind, OrganisationKind, Profile, ProposalKind, ProposalStatus, Role } from '../api/types';
import { m } from '../paraglide/messages.js';

export const roleName = (role: Role) =>
  ({ organiser: m.role_organiser, member: m.role_member, lawyer: m.role_lawyer, observer: m.role_observer })[role]();

export const organisationKindName = (kind: OrganisationKind) =>
  ({ state: m.organisation_state, ngo: m.organisation_ngo, international: m.organisation_international })[kind]();

export const kindName = (kind: ProposalKind) => ({ amend: m.kind_amend, insert: m.kind_insert, repeal: m.kind_repeal })[kind]();

export const statusName = (status: ProposalStatus) =>
  ({ draft: m.status_draft, discussion: m.status_discussion, withdrawn: m.status_withdrawn })[status]();

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

/** What a reader is told: the server's own sentence, or ours where the server could not speak. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return m.error_unexpected();
  if (error.code === 'offline') return m.error_offline();
  if (error.code === 'bad_answer') return m.error_unexpected();
  if (error.status === 404 && !error.message) return m.error_not_found();
  return error.message || m.error_unexpected();
}

export const isNotFound = (error: unknown) => error instanceof ApiError && error.status === 404;
