// The head of a round table as a form holds it: every field there, whatever the server left out.

import type { RoundTableHead } from '../api/round-tables';
import type { Bilingual } from '../api/types';

const both = (value: Bilingual | undefined): Bilingual => ({ ru: value?.ru ?? '', kk: value?.kk ?? '' });

/** A head to fill in; its values are its own. */
export function headForm(head?: RoundTableHead): Required<RoundTableHead> {
  return {
    kind: head?.kind ?? 'round_table',
    title: both(head?.title),
    date: head?.date ?? '',
    begins: head?.begins ?? '',
    ends: head?.ends ?? '',
    place: both(head?.place),
    link: head?.link ?? '',
    organiser: both(head?.organiser),
    chair: head?.chair ?? '',
    secretary: head?.secretary ?? '',
  };
}
