import type { FastifyInstance } from 'fastify';
import { SCOPES } from '../../catalogue/scopes.ts';
import { applicationsPage, disconnectPage } from '../pages/applications.page.ts';
import type { ConsentScope } from '../pages/scopes.ts';
import { originOf } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { type PortalServices, personContext, personForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import { disconnect, listConnected } from './applications.queries.ts';

const HERE = '/profile/applications';

/** The applications that a person allowed to act as them. */
export function registerApplications(app: FastifyInstance, services: PortalServices): void {
  const { database, sessions, formTokens, security } = services;

  app.get(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const rows = await listConnected(database, person.user.id);
    const { disconnected } = request.query as { disconnected?: unknown };
    return sendPage(
      reply,
      applicationsPage({
        context: personContext(services, request, person, HERE),
        timeZone: person.user.time_zone,
        applications: rows.map(({ id, name, scopes, since, last_use }) => ({
          id,
          name,
          since,
          lastUse: last_use,
          scopes: SCOPES.filter((scope): scope is ConsentScope => scope !== 'openid' && scopes.includes(scope)),
        })),
        ...(typeof disconnected === 'string' && { disconnected }),
      }),
    );
  });

  app.get(`${HERE}/disconnect`, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const { id } = request.query as { id?: unknown };
    const application = (await listConnected(database, person.user.id)).find((connected) => connected.id === id);
    if (!application) return reply.redirect(HERE, 303);
    const form = personForm(services, person, HERE);
    return sendPage(reply, disconnectPage({ ...form, context: personContext(services, request, person), application }));
  });

  app.post(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(HERE, 303);
    const { user } = person;
    const id = textOf(body, 'id');
    const application = (await listConnected(database, user.id)).find((connected) => connected.id === id);
    if (!application) return reply.redirect(HERE, 303);
    const { name } = application;
    await database.transaction(async (tx) => {
      if (!(await disconnect(tx, user.id, id))) return;
      await security.note(tx, user.id, 'application-disconnected', originOf(request), { clientId: id, name });
    });
    return reply.redirect(`${HERE}?${new URLSearchParams({ disconnected: name })}`, 303);
  });
}
