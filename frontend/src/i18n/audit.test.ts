import { expect, test } from 'vitest';
import type { AuditEntry } from '../api/audit';
import { auditDetails, auditPlace } from './audit';

const entry = (over: Partial<AuditEntry>): AuditEntry => ({ id: '1', at: '', by: 'm', byName: 'М', kind: 'changed', route: '', object: '', label: { ru: '', kk: '' }, paper: '', address: '', ...over });

test('a thing leads to its page, and what has none leads nowhere', () => {
  expect(auditPlace('proposal/a b')).toBe('/proposals/a%20b');
  expect(auditPlace('roundtable/x')).toBe('/round-tables/x');
  for (const nowhere of ['member/x', 'proposal/', '', 'constructor/x']) expect(auditPlace(nowhere)).toBe('');
});

test('the details are words where there are some, and begin with nothing empty', () => {
  expect(auditDetails(entry({ kind: 'signed_in', route: 'POST /session', address: '10.0.0.1' }))).toMatch(/^\S.*10\.0\.0\.1$/);
  expect(auditDetails(entry({ kind: 'printed', route: 'GET /papers/:file', paper: 'minutes.pdf' }))).toBe('minutes.pdf');
  expect(auditDetails(entry({ route: 'PUT /somewhere/:id' }))).toBe('PUT /somewhere/:id');
  expect(auditDetails(entry({ kind: 'seen', route: 'GET /bills/:id', label: { ru: 'Закон', kk: '' } }))).toBe('');
  expect(auditDetails(entry({ route: 'constructor' }))).toBe('constructor');
});
