import { readFileSync, readdirSync } from 'node:fs';
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
  expect(auditDetails(entry({ kind: 'printed', route: 'GET /papers/:file', paper: 'minutes.pdf' }))).toBe('Протокол, PDF');
  expect(auditDetails(entry({ kind: 'exported', route: 'GET /files/:id/:name', paper: 'memo.pdf' }))).toBe('memo.pdf');
  expect(auditDetails(entry({ route: 'PUT /somewhere/:id' }))).toBe('PUT /somewhere/:id');
  expect(auditDetails(entry({ kind: 'seen', route: 'GET /bills/:id', label: { ru: 'Закон', kk: '' } }))).toBe('');
  expect(auditDetails(entry({ route: 'constructor' }))).toBe('constructor');
});

test('everything that a member can change at the server is called by words', () => {
  const api = new URL('../../../server/api/', import.meta.url);
  const source = readdirSync(api).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go')).map((name) => readFileSync(new URL(name, api), 'utf8')).join('\n');
  const table = /const table = "([^"]+)"/.exec(source)?.[1] ?? '';
  const routes = [...source.matchAll(/\.(Post|Put|Delete)\((table ?\+ ?)?"(\/[^"]+)"/g)].map(([, method = '', under, path = '']) => `${method.toUpperCase()} ${under ? table : ''}${path}`);
  expect(routes.length).toBeGreaterThan(80);
  // What the record leaves out, and what is done without being of the group.
  const silent = new Set([...source.matchAll(/^\t"([A-Z]+ \/\S+)":\s+"",$/gm)].map(([, route = '']) => route));
  const wordless = routes.filter((route) => !silent.has(route) && !/ \/(guest|public|unsubscribe)\//.test(route) && auditDetails(entry({ route })) === route);
  expect(wordless).toEqual([]);
});
