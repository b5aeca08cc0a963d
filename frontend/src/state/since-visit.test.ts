import { beforeEach, expect, test, vi } from 'vitest';
import type { ProposalSummary } from '../api/types';
import { settle } from '../editor/authority.test-data';

const getSince = vi.fn<(proposal: string, seq: number) => Promise<unknown>>();
vi.mock('../api/notifications', () => ({ getSince }));
const { SinceVisit } = await import('./since-visit.svelte');

const news = (id: string) => ({ proposal: { id } as ProposalSummary, since: 4, new: false });
const said = (text: string) => ({ langs: { ru: { ops: [{ op: 'insert', text }] } } });
const words = (since: InstanceType<typeof SinceVisit>, id: string) => {
  const langs = since.langs(id);
  return langs === 'failed' ? langs : langs?.ru?.ops[0]?.text;
};

beforeEach(() => void getSince.mockReset());

test('news that come while a redline is read leave it there until the newer one is', async () => {
  const since = new SinceVisit();
  since.told([news('a'), news('b')], { a: 5, b: 7 });
  getSince.mockImplementation((id) => Promise.resolve(said(`${id} первое`)));
  since.unfold('a', true);
  since.unfold('b', true);
  await settle();
  getSince.mockClear();
  let answer: (langs: unknown) => void = () => {};
  getSince.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  since.told([news('a'), news('b')], { a: 6, b: 7 });
  expect([words(since, 'a'), words(since, 'b'), getSince.mock.calls]).toEqual(['a первое', 'b первое', [['a', 4]]]);
  answer(said('a второе'));
  await settle();
  expect([words(since, 'a'), words(since, 'b')]).toEqual(['a второе', 'b первое']);
});

test('one that was folded up is asked for when it is unfolded again, if it has moved', async () => {
  const since = new SinceVisit();
  getSince.mockImplementation(() => Promise.resolve(said('первое')));
  since.told([news('a')], { a: 5 });
  since.unfold('a', true);
  await settle();
  since.unfold('a', false);
  since.told([news('a')], { a: 5 });
  since.unfold('a', true);
  since.unfold('a', false);
  expect(getSince).toHaveBeenCalledTimes(1);
  since.told([news('a')], { a: 6 });
  expect(getSince).toHaveBeenCalledTimes(1);
  since.unfold('a', true);
  expect(getSince).toHaveBeenCalledTimes(2);
});

test('a late answer of older news does not replace a newer, and a failed one nothing that is read', async () => {
  const since = new SinceVisit();
  const answers: ((langs: unknown) => void)[] = [];
  getSince.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  since.told([news('a')], { a: 5 });
  since.unfold('a', true);
  since.told([news('a')], { a: 6 });
  answers[1]?.(said('второе'));
  await settle();
  answers[0]?.(said('первое'));
  await settle();
  expect(words(since, 'a')).toBe('второе');
  getSince.mockImplementation(() => Promise.reject(new Error('offline')));
  since.told([news('a')], { a: 7 });
  await settle();
  expect(words(since, 'a')).toBe('второе');
});
