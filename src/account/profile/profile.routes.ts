import type { FastifyInstance } from 'fastify';
import { listConnected } from '../applications/applications.queries.ts';
import { listActionsBy } from '../console/actions.queries.ts';
import { listApplicationsOf } from '../developer/applications.queries.ts';
import { type ProfilePage, profilePage } from '../pages/profile.page.ts';
import { listEvents } from '../security/security.queries.ts';
import { listSessions } from '../sessions/sessions.queries.ts';
import { listOwnWords } from '../support/support.queries.ts';
import { cleanName } from '../users/account-input.ts';
import { updateProfile } from '../users/profile.queries.ts';
import type { SignedInPerson } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { languageCookie, type PortalServices, personContext, personForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';

const MOST_EVENTS_IN_DATA = 1000;

/** What a person says of themselves, and all that is kept about them. */
export function registerProfile(app: FastifyInstance, services: PortalServices): void {
  const { database, sessions, formTokens, accountUrl } = services;

  app.get('/profile', async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const { done } = request.query as { done?: unknown };
    return sendPage(
      reply,
      profilePage({
        ...view(person),
        context: personContext(services, request, person, '/profile'),
        done: done === 'saved',
      }),
    );
  });

  app.post('/profile', async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect('/profile', 303);
    const name = cleanName(textOf(body, 'name'));
    const chosen = textOf(body, 'language');
    const language = chosen === 'en' || chosen === 'it' ? chosen : undefined;
    if (!name) {
      const context = personContext(services, request, person);
      const typed = { name: textOf(body, 'name'), language: language ?? ('' as '' | 'en' | 'it') };
      return sendPage(reply.code(422), profilePage({ ...view(person), ...typed, context, problem: 'name' }));
    }
    await updateProfile(database, person.user.id, { name, language: language ?? null });
    reply.header('set-cookie', languageCookie(language, accountUrl.startsWith('https:')));
    return reply.redirect('/profile?done=saved', 303);
  });

  app.get('/profile/data.json', async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    return reply
      .headers({
        'cache-control': 'no-store',
        'content-disposition': 'attachment; filename="corsia-account.json"',
        'x-content-type-options': 'nosniff',
      })
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(await ownData(person), null, 2));
  });

  function view(person: SignedInPerson): Omit<ProfilePage, 'context'> {
    const { name, email, tenant_name, role_key, language, developer, administrator } = person.user;
    const role = role_key ?? (administrator ? 'administrator' : developer ? 'developer' : undefined);
    return {
      ...personForm(services, person, '/profile'),
      name,
      email,
      ...(tenant_name && { clinic: tenant_name }),
      ...(role && { role }),
      language: language ?? '',
    };
  }

  /** Right of access (GDPR article 15) to what the account holds; patients' data belongs to the clinic. */
  async function ownData({ user }: SignedInPerson) {
    const [applications, ownSessions, events, registered, requests, actions] = await Promise.all([
      listConnected(database, user.id),
      listSessions(database, user.id),
      listEvents(database, user.id, MOST_EVENTS_IN_DATA),
      listApplicationsOf(database, user.id),
      listOwnWords(database, user.id),
      listActionsBy(database, user.id, MOST_EVENTS_IN_DATA),
    ]);
    return {
      account: {
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerifiedAt: user.email_verified_at,
        language: user.language,
        clinic: user.tenant_id && { id: user.tenant_id, name: user.tenant_name, role: user.role_key },
      },
      applications: applications.map(({ id, name, scopes, since, last_use }) => ({
        id,
        name,
        scopes,
        connectedAt: since,
        lastUsedAt: last_use,
      })),
      sessions: ownSessions.map(({ address, user_agent, first_seen_at, last_seen_at }) => ({
        address,
        userAgent: user_agent,
        firstSeenAt: first_seen_at,
        lastSeenAt: last_seen_at,
      })),
      securityEvents: events.map(({ kind, at, address, user_agent, detail }) => ({
        kind,
        at,
        address,
        userAgent: user_agent,
        detail,
      })),
      registeredApplications: registered.map(({ id, name, status, created_at }) => ({
        id,
        name,
        status,
        createdAt: created_at,
      })),
      requests: requests.map(({ created_at, ...request }) => ({ ...request, createdAt: created_at })),
      actions: actions.map(({ acting_as, ...action }) => ({ ...action, actingAs: acting_as })),
    };
  }
}
