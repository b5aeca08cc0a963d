// Which part of a round table is open: it stands in the address, so that a link to the list at the door can be sent on.

export type RoundTableTab = 'sitting' | 'agenda' | 'people' | 'materials' | 'results';

export const roundTableTabs: readonly RoundTableTab[] = ['sitting', 'agenda', 'people', 'materials', 'results'];

/** The tab that an address names; null where it names none. */
export const tabOf = (search: URLSearchParams): RoundTableTab | null => roundTableTabs.find((one) => one === search.get('tab')) ?? null;
