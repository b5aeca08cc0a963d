// Members and organisations of the group by their names, for pages that show lists of people.

import { listMembers } from '../api/members';
import type { Bilingual, Member, Organisation } from '../api/types';

export class GroupNames {
  #members = $state.raw<Member[]>([]);
  #organisations = $state.raw<ReadonlyMap<string, Bilingual>>(new Map());
  #list = $state.raw<Organisation[]>([]);

  get members(): Member[] {
    return this.#members;
  }

  /** Names by id. */
  get organisations(): ReadonlyMap<string, Bilingual> {
    return this.#organisations;
  }

  get list(): Organisation[] {
    return this.#list;
  }

  nameOf(member: string | undefined): string {
    return this.#members.find((one) => one.id === member)?.name ?? '';
  }

  /** Asks for them. The page works without: names then stand as the round table has them. */
  async load(): Promise<void> {
    try {
      const { members, organisations } = await listMembers();
      this.#members = members;
      this.#list = organisations;
      this.#organisations = new Map(organisations.map((one) => [one.id, one.name]));
    } catch {
      // Asked for again with the next look at the page.
    }
  }
}
