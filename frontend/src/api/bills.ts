import { call, path } from './client';
import { andTheRest, type ProposalWindow } from './proposals';
import type { Bilingual, Bill, ProposalSummary } from './types';

export const listBills = () => call<{ bills: Bill[] | null }>('GET', '/api/bills').then((answer) => answer.bills ?? []);

export const createBill = (title: Bilingual) => call<{ bill: Bill }>('POST', '/api/bills', { body: { title } }).then((answer) => answer.bill);

export async function getBill(id: string): Promise<{ bill: Bill; proposals: ProposalSummary[] }> {
  const first = await call<{ bill: Bill } & ProposalWindow>('GET', path`/api/bills/${id}`);
  return { bill: first.bill, proposals: await andTheRest(first, { bill: id }) };
}
