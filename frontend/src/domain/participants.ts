// The list of participants as a check-in list: found by a few letters, counted, in the order of names.

import type { Participant } from '../api/round-tables';
import { inLocale } from './bilingual';
import { fold } from './bill-list';

/** The organisation of a participant in the reader's language, by the names that the group has. */
export function bodyOf(one: Participant, organisations: ReadonlyMap<string, { ru: string; kk: string }>, locale: string): string {
  return inLocale((one.organisation && organisations.get(one.organisation)) || one.body, locale);
}

/** Those whose name, organisation, office or city begins a word with each of the words typed; all where nothing is typed. */
export function found(list: readonly Participant[], words: string, organisations: ReadonlyMap<string, { ru: string; kk: string }>): Participant[] {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return list.filter((one) => {
    const both = [one.organisation ? organisations.get(one.organisation) : undefined, one.body, one.office].flatMap((value) => [value?.ru ?? '', value?.kk ?? '']);
    const text = ` ${fold([one.name, one.city ?? '', ...both].join(' ').replace(/[^\p{L}\p{N}]+/gu, ' '))}`;
    return wanted.every((word) => text.includes(` ${word}`));
  });
}

export const byName = (list: readonly Participant[]) => [...list].sort((a, b) => a.name.localeCompare(b.name, 'kk'));

export const countPresent = (list: readonly Participant[]) => list.filter((one) => one.present).length;
