import { listView, splitPage } from '../console/list-view.ts';
import type { PageCall } from '../console/page-route.ts';
import type { ClinicPersonView } from '../pages/clinic/users.page.ts';
import { roleNamesOf } from '../users/role-names.ts';
import { type InvitationRow, listInvitations } from './invitations.queries.ts';
import { type ClinicPersonRow, listClinicPeople } from './people.queries.ts';

type PeopleSort = Parameters<typeof listClinicPeople>[3]['sort'];

/**
 * What the two lists of people show: those who are there, and those who are invited.
 * @param sorts the first is the usual order
 * @param integrators these alone, or everybody else
 */
export async function peopleList(call: PageCall, path: string, sorts: PeopleSort[], integrators: boolean) {
  const { services, user, query, context, form, done } = call;
  const list = listView(query, { path, sorts, filters: { access: ['open', 'closed'] } });
  const clinicId = user.tenant_id!;
  const [found, invitations, nameOfRole] = await Promise.all([
    listClinicPeople(services.database, clinicId, integrators, list),
    listInvitations(services.database, clinicId, integrators),
    roleNamesOf(services.database, clinicId, context.language),
  ]);
  const { rows, more } = splitPage(found);
  return {
    context,
    timeZone: user.time_zone,
    list,
    people: rows.map((row) => personViewOf(row, nameOfRole)),
    more,
    invitations: invitations.map((row) => invitationViewOf(row, nameOfRole)),
    withdraw: (id: string) => form(`/clinic/invitations/${id}`),
    done: done === 'sent' || done === 'withdrawn' ? done : undefined,
  } as const;
}

type NameOfRole = (key: string) => string;

export const personViewOf = (row: ClinicPersonRow, nameOfRole: NameOfRole): ClinicPersonView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: nameOfRole(row.role_key),
  integrator: row.role_key === 'integrator',
  state: row.status === 'disabled' ? 'disabled' : row.ended ? 'ended' : 'open',
  since: row.created_at,
  until: row.expires_at,
  purpose: row.purpose ?? '',
  lastSeenAt: row.last_seen_at,
});

const invitationViewOf = (
  { id, email, role_key, purpose, created_at, ends_at, expired }: InvitationRow,
  nameOfRole: NameOfRole,
) => ({
  id,
  email,
  role: nameOfRole(role_key),
  purpose,
  sentAt: created_at,
  until: ends_at,
  expired,
});
