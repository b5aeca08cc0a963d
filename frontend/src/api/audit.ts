// The record of who did what, for organisers.

import { call, query } from './client';
import type { Bilingual } from './types';

export type AuditKind = 'signed_in' | 'sign_in_refused' | 'signed_out' | 'account' | 'seen' | 'changed' | 'printed' | 'exported' | 'refused';

export interface AuditEntry {
  id: string;
  at: string;
  by: string;
  byName: string;
  kind: AuditKind;
  route: string;
  object: string;
  label: Bilingual;
  paper: string;
  address: string;
}

interface AuditPage {
  entries: AuditEntry[];
  more: boolean;
  kinds: AuditKind[];
  keptDays: number;
}

export interface AuditFilter {
  from: string;
  to: string;
  member: string;
  kind: string;
}

export const readAudit = (filter: AuditFilter, before = '') => call<AuditPage>('GET', `/api/audit${query({ ...filter, before })}`);

/** Where a browser downloads the same as a table. */
export const auditFile = (filter: AuditFilter) => `/api/audit.csv${query({ ...filter })}`;
