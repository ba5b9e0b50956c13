import { SCOPES } from '../../catalogue/scopes.ts';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageCall, type PageRoute } from '../console/page-route.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import {
  clinicApplicationPage,
  clinicApplicationsPage,
  clinicDisconnectPage,
} from '../pages/clinic/applications.page.ts';
import type { ConsentScope } from '../pages/scopes.ts';
import { listClinicApplications, listConnections } from './applications.queries.ts';
import { connectionOf, disconnectInClinic } from './applications.service.ts';

const HERE = '/clinic/applications';

/** Ending it for one person or for all: a page that asks. */
const disconnectPage = (path: string): PageRoute => {
  const connection = ({ params, ...call }: PageCall) => connectionOf({ ...call }, params.id!, params.person);
  return {
    path,
    requires: 'manager',
    async show(call) {
      const { params, context } = call;
      const { name, user_name } = await connection(call);
      const action = path.replace(':id', encodeURIComponent(params.id!)).replace(':person', params.person ?? '');
      return clinicDisconnectPage({
        ...call.form(action),
        context,
        application: { id: params.id!, name },
        person: params.person === undefined ? undefined : user_name,
      });
    },
    async submit(call) {
      const { params } = call;
      const { name } = await connection(call);
      try {
        await disconnectInClinic(call, { clientId: params.id!, name, userId: params.person });
        return goTo(HERE, 'disconnected');
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        return goTo(HERE);
      }
    },
  };
};

/** What people of the clinic let into it. */
export const clinicApplicationsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    async show({ services, user, query, context, done }) {
      const list = listView(query, { path: HERE, sorts: ['name', 'newest', 'used'] });
      const { rows, more } = splitPage(await listClinicApplications(services.database, user.tenant_id!, list));
      return clinicApplicationsPage({
        context,
        timeZone: user.time_zone,
        list,
        applications: rows.map(({ id, name, people, since, last_use }) => ({
          id,
          name,
          people,
          since,
          lastUse: last_use,
        })),
        more,
        disconnected: done === 'disconnected',
      });
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'manager',
    async show(call) {
      const { services, user, query, context, params } = call;
      const id = params.id!;
      const { name } = await connectionOf(call, id);
      const list = listView(query, { path: `${HERE}/${encodeURIComponent(id)}`, sorts: ['name', 'used'] });
      const { rows, more } = splitPage(await listConnections(services.database, user.tenant_id!, id, list));
      return clinicApplicationPage({
        context,
        timeZone: user.time_zone,
        list,
        application: { id, name },
        connections: rows.map((row) => ({
          id: row.user_id,
          name: row.user_name,
          email: row.email,
          since: row.since,
          lastUse: row.last_use,
          scopes: SCOPES.filter((scope): scope is ConsentScope => scope !== 'openid' && row.scopes.includes(scope)),
        })),
        more,
      });
    },
  },
  disconnectPage(`${HERE}/:id/disconnect`),
  disconnectPage(`${HERE}/:id/people/:person`),
];
