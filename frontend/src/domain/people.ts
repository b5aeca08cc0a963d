// The people of the group as its page lays them out: by kind of organisation or by city, found by a few letters, with those
// who were invited and have not come beside those who have.

import type { Bilingual, Invited, Member, Organisation, OrganisationKind } from '../api/types';
import { fold } from './bill-list';

export type PeopleOrder = 'kind' | 'city';
export type PeopleShown = 'all' | 'pending' | 'out';

/** An organisation with its people; null has those of none. */
export interface OrganisationPeople {
  organisation: Organisation | null;
  members: Member[];
  pending: Invited[];
}

/** Organisations under one heading: a kind, or the name of a city; empty for those without. */
interface PeopleGroup {
  key: OrganisationKind | string;
  organisations: OrganisationPeople[];
}

export interface People {
  organisations: readonly Organisation[];
  members: readonly Member[];
  pending: readonly Invited[];
}

const kinds: readonly string[] = ['state', 'ngo', 'international', ''];

const words = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** True when each word that is typed begins a word of the texts. */
function begins(typed: readonly string[], texts: readonly (string | Bilingual | undefined)[]): boolean {
  const there = texts.flatMap((text) => words(typeof text === 'string' ? text : `${text?.ru ?? ''} ${text?.kk ?? ''}`));
  return typed.every((word) => there.some((one) => one.startsWith(word)));
}

/** Lays the people out. An organisation without anybody is shown as long as nothing narrows the list but its own name. */
export function layOut(people: People, order: PeopleOrder, shown: PeopleShown, search: string): PeopleGroup[] {
  const typed = words(search);
  const known = new Set(people.organisations.map((one) => one.id));
  const of = (organisation: Organisation | null): OrganisationPeople => {
    const mine = (one: { organisation: string }) => (organisation ? one.organisation === organisation.id : !known.has(one.organisation));
    const asked = (one: { name: string; office?: Bilingual; city: string; login?: string; email?: string }) =>
      begins(typed, [organisation?.name, organisation?.city, one.name, one.office, one.city, one.login, one.email]);
    return {
      organisation,
      members: shown === 'pending' ? [] : people.members.filter((one) => mine(one) && (shown === 'all' || one.deactivated) && asked(one)),
      pending: shown === 'out' ? [] : people.pending.filter((one) => mine(one) && asked(one)),
    };
  };
  const groups = new Map<string, OrganisationPeople[]>();
  for (const organisation of [...people.organisations, null]) {
    const one = of(organisation);
    const empty = one.members.length + one.pending.length === 0;
    if (empty && (!organisation || shown !== 'all' || !begins(typed, [organisation.name, organisation.city]))) continue;
    const key = (order === 'kind' ? organisation?.kind : organisation?.city.trim()) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const rank = (key: string) => (order === 'kind' ? kinds.indexOf(key) : key === '' ? 1 : 0);
  return [...groups].map(([key, organisations]) => ({ key, organisations })).sort((a, b) => rank(a.key) - rank(b.key) || a.key.localeCompare(b.key, 'kk'));
}
