import { afterEach, expect, test, vi } from 'vitest';
import { getBill } from './bills';
import { listProposals } from './proposals';

afterEach(() => vi.unstubAllGlobals());

/** Answers each address with what is given for it, and keeps which were asked for. */
function serve(answers: Record<string, unknown>): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address);
    return new Response(JSON.stringify(answers[address]), { status: address in answers ? 200 : 404 });
  });
  return asked;
}

const ids = (list: { id: string }[]) => list.map((one) => one.id).join(' ');

test('a list is asked for window by window, until there is no next', async () => {
  const asked = serve({
    '/api/proposals?act=a': { proposals: [{ id: '1' }, { id: '2' }], next: '2' },
    '/api/proposals?act=a&after=2': { proposals: [{ id: '3' }], next: '3' },
    '/api/proposals?act=a&after=3': { proposals: [{ id: '4' }], next: '' },
  });
  expect(ids(await listProposals({ act: 'a' }))).toBe('1 2 3 4');
  expect(asked).toHaveLength(3);
});

test('a bill brings its first window, and the rest is asked for', async () => {
  const asked = serve({
    '/api/bills/b': { bill: { id: 'b' }, proposals: [{ id: '1' }], next: '1' },
    '/api/proposals?bill=b&after=1': { proposals: [{ id: '2' }], next: '' },
  });
  const { bill, proposals } = await getBill('b');
  expect([bill.id, ids(proposals)]).toEqual(['b', '1 2']);
  expect(asked).toHaveLength(2);
});

test('an empty list is one request', async () => {
  const asked = serve({ '/api/proposals': { proposals: null } });
  expect(await listProposals()).toEqual([]);
  expect(asked).toHaveLength(1);
});
