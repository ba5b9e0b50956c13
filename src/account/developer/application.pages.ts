import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { redirectUrisPage, removeRedirectUriPage } from '../pages/developer/redirect-uris.page.ts';
import { toolsPage } from '../pages/developer/tools.page.ts';
import { requestLogPage, usagePage } from '../pages/developer/usage.page.ts';
import { headOf } from './application-head.ts';
import { HERE, orChanged, ownOf } from './applications.pages.ts';
import type { ApplicationRow } from './applications.queries.ts';
import { addRedirectUri, removeRedirectUri } from './changes.service.ts';
import { redirectUriProblem } from './redirect-uris.ts';
import { noSuchApplication } from './registration.service.ts';
import { kindOf } from './registration.ts';
import { toolsFor } from './tools.ts';
import { listRequestLog, listUsage } from './usage.queries.ts';

/** Days are counted where most clinics are; developers belong to none. */
const TIME_ZONE = 'Europe/Rome';

/** An application that has a client_id. @throws ServiceError not_found before it was approved */
export async function knownOf(call: PageCall): Promise<ApplicationRow> {
  const row = await ownOf(call);
  if (row.approved_at === null) throw noSuchApplication();
  return row;
}

async function urisOf(call: PageCall): Promise<ApplicationRow> {
  const row = await knownOf(call);
  if (kindOf(row) === 'device') throw new ServiceError('not_found', 'A device has no redirect addresses.');
  return row;
}

function urisPage(
  call: PageCall,
  row: ApplicationRow,
  extra: Partial<Parameters<typeof redirectUrisPage>[0]> = {},
): Html {
  return redirectUrisPage({
    ...call.form(`${HERE}/${row.id}/redirect-uris`),
    context: call.context,
    application: headOf(row),
    ...extra,
  });
}

function toolPage(call: PageCall, row: ApplicationRow): Html {
  const { services, context, done } = call;
  const { accountUrl, apiUrl } = services;
  const scopes = row.scopes.join(' ');
  return toolsPage({
    ...call.form(`${HERE}/${row.id}/tools`),
    context,
    application: headOf(row),
    tools: toolsFor(apiUrl),
    authorizationUrl: `${accountUrl}/connect/authorize`,
    tokenUrl: `${accountUrl}/connect/token`,
    descriptionUrl: `${apiUrl}/swagger/docs/v2`,
    deviceCommand: `curl ${accountUrl}/connect/deviceauthorization -d client_id=${row.id} --data-urlencode 'scope=${scopes}'`,
    done: done === 'added',
  });
}

/** The pages of an approved application, but for its secrets and its scopes. */
export const applicationPages: readonly PageRoute[] = [
  {
    path: `${HERE}/:id/redirect-uris`,
    requires: 'developer',
    async show(call) {
      const done = (['added', 'removed'] as const).find((known) => known === call.done);
      return urisPage(call, await urisOf(call), { done });
    },
    async submit(call) {
      const row = await urisOf(call);
      const typed = call.field('uri');
      const problem = typed === '' ? 'missing' : redirectUriProblem(typed, kindOf(row));
      if (problem) return wrongForm(urisPage(call, row, { typed, problem }));
      return orChanged(call, async () => {
        const refusal = await addRedirectUri(call, row.id, typed);
        if (refusal) return wrongForm(urisPage(call, await urisOf(call), { typed, problem: refusal }));
        return goTo(`${HERE}/${row.id}/redirect-uris`, 'added');
      });
    },
  },
  {
    path: `${HERE}/:id/redirect-uris/remove`,
    requires: 'developer',
    async show(call) {
      const row = await urisOf(call);
      const { uri = '' } = call.query;
      if (!row.redirect_uris.includes(uri)) return goTo(`${HERE}/${row.id}/redirect-uris`);
      return removeRedirectUriPage(call.context, call.form(`${HERE}/${row.id}/redirect-uris/remove`), {
        id: row.id,
        uri,
      });
    },
    async submit(call) {
      const row = await urisOf(call);
      const uri = call.field('uri');
      return orChanged(call, async () => {
        if ((await removeRedirectUri(call, row.id, uri)) === 'last') {
          const target = call.form(`${HERE}/${row.id}/redirect-uris/remove`);
          return wrongForm(removeRedirectUriPage(call.context, target, { id: row.id, uri, last: true }));
        }
        return goTo(`${HERE}/${row.id}/redirect-uris`, 'removed');
      });
    },
  },
  {
    path: `${HERE}/:id/usage`,
    requires: 'developer',
    async show(call) {
      const row = await knownOf(call);
      const { user, context, services } = call;
      const days = await listUsage(services.database, row.id, user.time_zone ?? TIME_ZONE);
      return usagePage({ context, application: headOf(row), days });
    },
  },
  {
    path: `${HERE}/:id/requests`,
    requires: 'developer',
    async show(call) {
      const row = await knownOf(call);
      const { user, context, services, query } = call;
      const list = listView(query, {
        path: `${HERE}/${row.id}/requests`,
        sorts: ['newest'],
        filters: { status: ['2', '3', '4', '5'], method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
      });
      const { rows, more } = splitPage(await listRequestLog(services.database, row.id, list));
      return requestLogPage({
        context,
        timeZone: user.time_zone,
        application: headOf(row),
        list,
        more,
        requests: rows.map(({ request_id, ...rest }) => ({ ...rest, requestId: request_id })),
      });
    },
  },
  {
    path: `${HERE}/:id/tools`,
    requires: 'developer',
    show: async (call) => toolPage(call, await knownOf(call)),
    async submit(call) {
      const row = await urisOf(call);
      const tool = toolsFor(call.services.apiUrl).find(({ redirectUri }) => redirectUri === call.field('uri'));
      const path = `${HERE}/${row.id}/tools`;
      if (!tool) return goTo(path);
      const problem = redirectUriProblem(tool.redirectUri, kindOf(row));
      if (problem) return wrongForm(urisPage(call, row, { typed: tool.redirectUri, problem }));
      return orChanged(call, async () => {
        const refusal = await addRedirectUri(call, row.id, tool.redirectUri);
        if (refusal === 'too-many')
          return wrongForm(urisPage(call, row, { typed: tool.redirectUri, problem: refusal }));
        return goTo(path, 'added');
      });
    },
  },
];
