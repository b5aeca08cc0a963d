import { call, path } from './client';
import type { Bilingual, Invitation, InvitationLink, Invited, Member, Organisation, OrganisationKind, Role } from './types';

export const listMembers = () =>
  call<{ members: Member[] | null; organisations: Organisation[] | null }>('GET', '/api/members').then((answer) => ({
    members: answer.members ?? [],
    organisations: answer.organisations ?? [],
  }));

interface OrganisationEntry {
  name: Bilingual;
  kind: OrganisationKind;
  city: string;
}

export const addOrganisation = (organisation: OrganisationEntry) =>
  call<{ organisation: Organisation }>('POST', '/api/organisations', { body: organisation }).then((answer) => answer.organisation);

export const describeOrganisation = (id: string, organisation: OrganisationEntry) => call<undefined>('PUT', path`/api/organisations/${id}`, { body: organisation });

const member = (answer: { member: Member }) => answer.member;

export const describeMember = (id: string, entry: Pick<Member, 'name' | 'office' | 'city' | 'organisation'>) =>
  call<{ member: Member }>('PUT', path`/api/members/${id}`, { body: entry }).then(member);

export const changeRole = (id: string, role: Role) => call<{ member: Member }>('POST', path`/api/members/${id}/role`, { body: { role } }).then(member);

export const deactivate = (id: string) => call<{ member: Member }>('POST', path`/api/members/${id}/deactivate`, { body: {} }).then(member);

export const reactivate = (id: string) => call<{ member: Member }>('POST', path`/api/members/${id}/reactivate`, { body: {} }).then(member);

export const listInvited = () => call<{ invitations: Invited[] | null }>('GET', '/api/invitations').then((answer) => answer.invitations ?? []);

export const invite = (invitation: Invitation) => call<InvitationLink>('POST', '/api/invitations', { body: invitation });

export const renewInvitation = (id: string) => call<InvitationLink>('POST', path`/api/invitations/${id}/renew`, { body: {} });

export const withdrawInvitation = (id: string) => call<undefined>('DELETE', path`/api/invitations/${id}`);
