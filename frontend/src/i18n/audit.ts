// Words for the record of who did what.

import type { AuditEntry, AuditKind } from '../api/audit';
import { paperWords, type PaperName } from '../api/paper-choices';
import { m } from '../paraglide/messages.js';

export const auditKindName = (kind: AuditKind) =>
  ({
    signed_in: m.audit_signed_in,
    sign_in_refused: m.audit_sign_in_refused,
    signed_out: m.audit_signed_out,
    account: m.audit_account,
    seen: m.audit_seen,
    changed: m.audit_changed,
    printed: m.audit_printed,
    exported: m.audit_exported,
    refused: m.audit_refused,
  })[kind]();

const deeds: Record<string, () => string> = {
  'PUT /session/password': m.audit_deed_password,
  'POST /resets/:token': m.audit_deed_reset,
  'POST /members/:id/reset': m.audit_deed_reset_link,
  'DELETE /members/:id/factor': m.audit_deed_factor_taken,
  'PUT /access/factor': m.audit_deed_factor_on,
  'DELETE /access/factor': m.audit_deed_factor_off,
  'POST /access/codes': m.audit_deed_codes,
  'DELETE /access/provider': m.audit_deed_unlinked,
  'DELETE /sessions': m.audit_deed_sessions,
  'DELETE /sessions/:session': m.audit_deed_sessions,
  'GET /provider/back': m.audit_deed_provider,
  'POST /invitations/:token': m.audit_deed_joined,
  'POST /proposals': m.audit_deed_opened,
  'POST /proposals/:id/changes': m.audit_deed_text,
  'POST /proposals/:id/comments': m.audit_deed_comment,
  'POST /proposals/:id/comments/:comment/replies': m.audit_deed_comment,
  'POST /proposals/:id/share': m.audit_deed_step,
  'POST /proposals/:id/status': m.audit_deed_step,
  'POST /proposals/:id/withdraw': m.audit_deed_step,
  'POST /acts': m.audit_deed_act,
  'POST /invitations': m.audit_deed_invited,
  'POST /members/:id/role': m.audit_deed_role,
  'POST /members/:id/deactivate': m.audit_deed_deactivated,
  'POST /members/:id/reactivate': m.audit_deed_reactivated,
  'POST /proposals/:id/comments/:comment/resolve': m.audit_deed_resolved,
  'POST /proposals/:id/comments/:comment/reopen': m.audit_deed_reopened,
  'POST /proposals/:id/accept-edition': m.audit_deed_edition,
  'POST /proposals/:id/restore': m.audit_deed_restored,
  'POST /proposals/:id/review': m.audit_deed_review,
  'POST /proposals/:id/tracked/accept': m.audit_deed_tracked,
  'PUT /proposals/:id/citations/:citation': m.audit_deed_citation,
  'DELETE /proposals/:id/citations/:citation': m.audit_deed_citation_off,
  'PUT /proposals/:id/evidence/:evidence': m.audit_deed_evidence,
  'DELETE /proposals/:id/evidence/:evidence': m.audit_deed_evidence_off,
  'POST /acts/:id/amendments/accept': m.audit_deed_amended,
  'PUT /acts/:id/title': m.audit_deed_title,
  'POST /bills': m.audit_deed_bill,
  'PUT /bills/:id/entry': m.audit_deed_entry,
  'PUT /bills/:id/note/:section': m.audit_deed_note,
  'PUT /bills/:id/summary': m.audit_deed_summary,
  'POST /bills/:id/publication': m.audit_deed_public_on,
  'DELETE /bills/:id/publication': m.audit_deed_public_off,
  'POST /bills/:id/remarks/:remark/admit': m.audit_deed_remark_shown,
  'POST /bills/:id/remarks/:remark/refuse': m.audit_deed_remark_hidden,
  'POST /bills/:id/remarks/:remark/answer': m.audit_deed_remark_answered,
  'POST /files': m.audit_deed_file,
  'DELETE /invitations/:id': m.audit_deed_uninvited,
  'POST /invitations/:id/renew': m.audit_deed_renewed,
  'POST /invitations/bulk': m.audit_deed_list,
  'POST /people/import': m.audit_deed_list,
  'PUT /members/:id': m.audit_deed_member,
  'POST /organisations': m.audit_deed_organisation_new,
  'PUT /organisations/:id': m.audit_deed_organisation,
  'POST /round-tables': m.audit_deed_table,
  'PUT /round-tables/:id/head': m.audit_deed_table_head,
  'PUT /round-tables/:id/agenda': m.audit_deed_agenda,
  'POST /round-tables/:id/participants/all': m.audit_deed_participants,
  'PUT /round-tables/:id/participants/:participant': m.audit_deed_participants,
  'DELETE /round-tables/:id/participants/:participant': m.audit_deed_participants,
  'POST /round-tables/:id/participants/:participant/presence': m.audit_deed_presence,
  'POST /round-tables/:id/materials': m.audit_deed_materials,
  'DELETE /round-tables/:id/materials/:file': m.audit_deed_materials,
  'POST /round-tables/:id/open': m.audit_deed_sitting_on,
  'POST /round-tables/:id/close': m.audit_deed_sitting_off,
  'POST /round-tables/:id/current': m.audit_deed_question,
  'POST /round-tables/:id/timer': m.audit_deed_timer,
  'DELETE /round-tables/:id/timer': m.audit_deed_timer,
  'PUT /round-tables/:id/votes/:vote': m.audit_deed_vote,
  'PUT /round-tables/:id/votes/:vote/ballots/:voter': m.audit_deed_ballot,
  'POST /round-tables/:id/votes/:vote/close': m.audit_deed_vote_closed,
  'PUT /round-tables/:id/decisions/:decision': m.audit_deed_decision,
  'POST /round-tables/:id/remarks/:remark/admit': m.audit_deed_remark_shown,
  'POST /round-tables/:id/remarks/:remark/refuse': m.audit_deed_remark_hidden,
  'POST /round-tables/:id/remarks/:remark/answer': m.audit_deed_remark_answered,
  'POST /round-tables/:id/guests': m.audit_deed_guests_on,
  'DELETE /round-tables/:id/guests': m.audit_deed_guests_off,
  'GET /audit': m.audit,
  'GET /audit.csv': m.audit,
  'POST /session': () => '',
  'DELETE /session': () => '',
};

/** What was done, in words where there are some; otherwise what was asked of the server. Looking needs no more than its thing. */
function auditDeed(entry: AuditEntry): string {
  const words = Object.hasOwn(deeds, entry.route) ? deeds[entry.route]?.() : undefined;
  if (words !== undefined) return words;
  return entry.kind === 'seen' && (entry.label.ru || entry.label.kk) ? '' : entry.route;
}

/** «Протокол, PDF» of minutes.pdf; other files are called as they are called. */
function paperOf(file: string): string {
  const [, name = '', format = ''] = /^([a-z-]+)\.(pdf|docx)$/.exec(file) ?? [];
  return Object.hasOwn(paperWords, name) ? `${paperWords[name as PaperName][0]()}, ${format.toUpperCase()}` : file;
}

/** What stands behind the thing of an entry: the paper or the deed, and where it came from. */
export const auditDetails = (entry: AuditEntry) =>
  [paperOf(entry.paper) || auditDeed(entry), entry.address && m.audit_address({ address: entry.address })].filter(Boolean).join(' · ');

const places: Record<string, string> = { proposal: '/proposals/', bill: '/bills/', act: '/acts/', roundtable: '/round-tables/' };

/** The page of a thing that the record names; empty where it has none. */
export function auditPlace(object: string): string {
  const [thing = '', id = ''] = object.split('/');
  return Object.hasOwn(places, thing) && id ? `${places[thing]}${encodeURIComponent(id)}` : '';
}
