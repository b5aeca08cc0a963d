import { call, path } from './client';
import type { Bilingual, Bill, ProposalSummary } from './types';

export const listBills = () => call<{ bills: Bill[] | null }>('GET', '/api/bills').then((answer) => answer.bills ?? []);

export const createBill = (title: Bilingual) => call<{ bill: Bill }>('POST', '/api/bills', { body: { title } }).then((answer) => answer.bill);

export const getBill = (id: string) =>
  call<{ bill: Bill; proposals: ProposalSummary[] | null }>('GET', path`/api/bills/${id}`).then(({ bill, proposals }) => ({ bill, proposals: proposals ?? [] }));
