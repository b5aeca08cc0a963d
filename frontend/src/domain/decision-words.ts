// The wording that a decision begins with, in both languages of the minutes. The organiser changes it as he likes; nothing is
// decided here.

import type { DecisionOutcome, Tally, Vote } from '../api/round-tables';
import type { Bilingual } from '../api/types';
import { voices } from './tally';

const votedRu = ({ for: yes, against, abstain }: Tally) => `Голосовали: «за» — ${yes}, «против» — ${against}, «воздержались» — ${abstain}.`;
const votedKk = ({ for: yes, against, abstain }: Tally) => `Дауыс берді: «жақтап» — ${yes}, «қарсы» — ${against}, «қалыс қалғандар» — ${abstain}.`;

const onProposal: Record<DecisionOutcome, (address: Bilingual) => Bilingual> = {
  agree: ({ ru, kk }) => ({ ru: `Одобрить поправку (${ru}) в предложенной редакции.`, kk: `Түзету (${kk}) ұсынылған редакцияда мақұлдансын.` }),
  reject: ({ ru, kk }) => ({ ru: `Отклонить поправку (${ru}).`, kk: `Түзету (${kk}) қабылданбасын.` }),
  postpone: ({ ru, kk }) => ({ ru: `Отложить рассмотрение поправки (${ru}).`, kk: `Түзетуді (${kk}) қарау кейінге қалдырылсын.` }),
  '': ({ ru, kk }) => ({ ru: `Принять к сведению обсуждение поправки (${ru}).`, kk: `Түзетуді (${kk}) талқылау назарға алынсын.` }),
};

/** The usual wording: the outcome, then the voices where there was a vote. `address` is that of the proposal; null for an item as a whole. */
export function decisionWords(outcome: DecisionOutcome, address: Bilingual | null, vote: Pick<Vote, 'tally'> | null): Bilingual {
  const said = address ? onProposal[outcome](withStandIn(address)) : { ru: 'Принять информацию к сведению.', kk: 'Ақпарат назарға алынсын.' };
  if (!vote || voices(vote.tally) === 0) return said;
  return { ru: `${said.ru} ${votedRu(vote.tally)}`, kk: `${said.kk} ${votedKk(vote.tally)}` };
}

const withStandIn = ({ ru, kk }: Bilingual): Bilingual => ({ ru: ru || kk, kk: kk || ru });

/** The question that a vote begins with. */
export function questionWords(address: Bilingual | null): Bilingual {
  if (!address) return { ru: 'Принять предложенное решение?', kk: 'Ұсынылған шешім қабылдансын ба?' };
  const { ru, kk } = withStandIn(address);
  return { ru: `Одобрить поправку (${ru}) в предложенной редакции?`, kk: `Түзету (${kk}) ұсынылған редакцияда мақұлдансын ба?` };
}
