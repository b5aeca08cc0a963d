// Words for the record of who did what.

import type { AuditEntry, AuditKind } from '../api/audit';
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

/** What stands behind the thing of an entry: the paper or the deed, and where it came from. */
export const auditDetails = (entry: AuditEntry) =>
  [entry.paper || auditDeed(entry), entry.address && m.audit_address({ address: entry.address })].filter(Boolean).join(' · ');

const places: Record<string, string> = { proposal: '/proposals/', bill: '/bills/', act: '/acts/', roundtable: '/round-tables/' };

/** The page of a thing that the record names; empty where it has none. */
export function auditPlace(object: string): string {
  const [thing = '', id = ''] = object.split('/');
  return Object.hasOwn(places, thing) && id ? `${places[thing]}${encodeURIComponent(id)}` : '';
}
