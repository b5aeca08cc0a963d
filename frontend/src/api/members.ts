import { call } from './client';
import type { Bilingual, Member, Organisation, OrganisationKind } from './types';

export const listMembers = () =>
  call<{ members: Member[] | null; organisations: Organisation[] | null }>('GET', '/api/members').then((answer) => ({
    members: answer.members ?? [],
    organisations: answer.organisations ?? [],
  }));

export const addOrganisation = (organisation: { name: Bilingual; kind: OrganisationKind; city: string }) =>
  call<{ organisation: Organisation }>('POST', '/api/organisations', { body: organisation }).then((answer) => answer.organisation);
