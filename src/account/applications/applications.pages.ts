import { SCOPES } from '../../catalogue/scopes.ts';
import { ServiceError } from '../../platform/errors.ts';
import { goTo, type PageCall, type PageRoute } from '../console/page-route.ts';
import { applicationsPage, disconnectPage } from '../pages/applications.page.ts';
import type { ConsentScope } from '../pages/scopes.ts';
import { type ConnectedApplicationRow, disconnect, listConnected } from './applications.queries.ts';

const HERE = '/profile/applications';

/** The application of the address. @throws ServiceError not_found for one that this person did not connect */
async function connectedOf({ services, user, params }: PageCall): Promise<ConnectedApplicationRow> {
  const found = (await listConnected(services.database, user.id)).find(({ id }) => id === params.id);
  if (!found) throw new ServiceError('not_found', 'There is no such connection.');
  return found;
}

/** The applications that a person allowed to act as them. */
export const connectedPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'signed-in',
    async show({ services, user, context, done }) {
      const rows = await listConnected(services.database, user.id);
      return applicationsPage({
        context,
        timeZone: user.time_zone,
        applications: rows.map(({ id, name, scopes, since, last_use }) => ({
          id,
          name,
          since,
          lastUse: last_use,
          scopes: SCOPES.filter((scope): scope is ConsentScope => scope !== 'openid' && scopes.includes(scope)),
        })),
        disconnected: done,
      });
    },
  },
  {
    path: `${HERE}/:id/disconnect`,
    requires: 'signed-in',
    async show(call) {
      const application = await connectedOf(call);
      const form = call.form(`${HERE}/${encodeURIComponent(application.id)}/disconnect`);
      return disconnectPage({ ...form, context: call.context, application });
    },
    async submit(call) {
      const { services, user, origin } = call;
      const { id, name } = await connectedOf(call);
      await services.database.transaction(async (tx) => {
        if (!(await disconnect(tx, user.id, id))) return;
        await services.security.note(tx, user.id, 'application-disconnected', origin, { clientId: id, name });
      });
      return goTo(HERE, encodeURIComponent(name));
    },
  },
];
