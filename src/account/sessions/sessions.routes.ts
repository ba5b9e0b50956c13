import type { FastifyInstance } from 'fastify';
import { sessionsPage } from '../pages/sessions.page.ts';
import { browserName } from '../security/browser-name.ts';
import { originOf } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { type PortalServices, personContext, personForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import { listSessions } from './sessions.queries.ts';
import { endSessions, sessionKey } from './sessions.ts';

const HERE = '/profile/sessions';

/** Where a person is signed in, and signing out there. */
export function registerSessions(app: FastifyInstance, services: PortalServices): void {
  const { database, sealer, sessions, formTokens, security } = services;

  app.get(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const current = sessionKey(person.sessionUid);
    const rows = await listSessions(database, person.user.id);
    const { done } = request.query as { done?: unknown };
    return sendPage(
      reply,
      sessionsPage({
        ...personForm(services, person, HERE),
        context: personContext(services, request, person, HERE),
        timeZone: person.user.time_zone,
        sessions: rows
          .map((row) => ({
            key: row.uid_hash.toString('base64url'),
            browser: browserName(row.user_agent, ''),
            address: row.address,
            firstSeen: row.first_seen_at,
            lastSeen: row.last_seen_at,
            current: row.uid_hash.equals(current),
          }))
          .sort((a, b) => Number(b.current) - Number(a.current)),
        ...((done === 'ended' || done === 'endedOthers') && { done }),
      }),
    );
  });

  app.post(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    const end = textOf(body, 'end');
    if (!end || !formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(HERE, 303);
    const { user } = person;
    const others = { except: sessionKey(person.sessionUid) };
    const which = end === 'others' ? others : { ...others, only: Buffer.from(end, 'base64url') };
    const ended = await database.transaction(async (tx) => {
      const count = await endSessions(tx, sealer, user.id, which);
      if (count > 0) await security.note(tx, user.id, 'session-ended', originOf(request), { count: String(count) });
      return count;
    });
    if (ended === 0) return reply.redirect(HERE, 303);
    return reply.redirect(`${HERE}?done=${end === 'others' ? 'endedOthers' : 'ended'}`, 303);
  });
}
