import { call, path } from './client';
import type { Bilingual, ProposalSummary, RoundTable } from './types';

export const listRoundTables = () =>
  call<{ roundTables: RoundTable[] | null }>('GET', '/api/round-tables').then((answer) => answer.roundTables ?? []);

export const createRoundTable = (roundTable: { title: Bilingual; date: string; place: Bilingual; proposals: string[] }) =>
  call<{ roundTable: RoundTable }>('POST', '/api/round-tables', { body: roundTable }).then((answer) => answer.roundTable);

export const getRoundTable = (id: string) =>
  call<{ roundTable: RoundTable; proposals: ProposalSummary[] | null }>('GET', path`/api/round-tables/${id}`).then(({ roundTable, proposals }) => ({
    roundTable,
    proposals: proposals ?? [],
  }));
