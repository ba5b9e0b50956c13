import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sealer } from '../../platform/crypto.ts';
import { ServiceError } from '../../platform/errors.ts';
import { messages } from '../pages/messages.ts';
import { passkeyPage } from '../pages/passkey.page.ts';
import { type PasskeyAddPage, passkeyAddPage } from '../pages/passkey-add.page.ts';
import type { Security } from '../security/security.ts';
import { type BrowserSessions, originOf, type SignedInPerson } from '../web/browser-session.ts';
import type { FormTokens } from '../web/csrf.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageContext } from '../web/page-context.ts';
import { pageHeaders } from '../web/page-headers.ts';
import { requireRecentPerson } from '../web/recent-sign-in.ts';
import { sendPage } from '../web/send-page.ts';
import { signInOptions } from './passkey-sign-in.ts';
import * as service from './passkeys.service.ts';
import { SIGN_IN_OPTIONS, unsealDoor } from './passkeys.way.ts';

export interface PasskeyRoutes extends service.PasskeyServices {
  sealer: Sealer;
  sessions: BrowserSessions;
  formTokens: FormTokens;
  security: Pick<Security, 'note'>;
  sandbox: boolean;
}

const SECURITY = '/profile/security';
const PASSKEYS = `${SECURITY}/passkeys`;
const ADD = `${PASSKEYS}/new`;
const ADD_OPTIONS = `${PASSKEYS}/options`;

/** Challenges for the script, and adding, renaming and removing one's own passkeys. */
export function registerPasskeys(app: FastifyInstance, services: PasskeyRoutes): void {
  const { database, sealer, sessions, formTokens, security, sandbox } = services;

  app.post(SIGN_IN_OPTIONS, async (request, reply) => {
    const body = (request.body ?? {}) as FormBody;
    const door = unsealDoor(sealer, textOf(body, 'door'));
    if (door === undefined) throw notAllowed();
    return sendJson(reply, await signInOptions(services, door));
  });

  app.post(ADD_OPTIONS, async (request, reply) => {
    const person = await sessions.signedInPerson(request, reply);
    const body = (request.body ?? {}) as FormBody;
    if (!person || !formTokens.isValid(body.xsrf, person.sessionUid)) throw notAllowed();
    return sendJson(reply, await service.registrationOptions(services, person));
  });

  app.get(ADD, async (request, reply) => {
    const person = await requireRecentPerson(sessions, request, reply);
    return person ? showAdd(request, reply, person) : reply;
  });

  app.post(ADD, async (request, reply) => {
    const person = await requireRecentPerson(sessions, request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(ADD, 303);
    const name = textOf(body, 'name');
    const { fallbackName } = messages[pageContext(request.raw, sandbox).language].passkeys.add;
    const result = await service.addPasskey(services, person, { response: textOf(body, 'passkey'), name, fallbackName });
    if (result.kind === 'refused') return showAdd(request, reply.code(422), person, { name, problem: 'refused' });
    if (result.kind === 'too-many') return showAdd(request, reply.code(422), person, { name, problem: 'full' });
    await security.note(database, person.user.id, 'passkey-added', originOf(request), { name: result.name });
    return reply.redirect(SECURITY, 303);
  });

  app.get(`${PASSKEYS}/:id`, async (request, reply) => {
    const person = await requireRecentPerson(sessions, request, reply);
    if (!person) return reply;
    return showOne(request, reply, person, await ownPasskey(request, person));
  });

  app.post(`${PASSKEYS}/:id`, async (request, reply) => {
    const person = await requireRecentPerson(sessions, request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    const passkey = await ownPasskey(request, person);
    if (!formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(`${PASSKEYS}/${passkey.id}`, 303);
    if (body.remove === 'yes') {
      const name = await service.removePasskey(services, person.user.id, passkey.id);
      if (name) await security.note(database, person.user.id, 'passkey-removed', originOf(request), { name });
      return reply.redirect(SECURITY, 303);
    }
    const renamed = await service.renamePasskey(services, person.user.id, passkey.id, textOf(body, 'name'));
    return renamed ? reply.redirect(SECURITY, 303) : showOne(request, reply.code(422), person, passkey, 'missing');
  });

  /** @throws ServiceError not_found for another person's as for none */
  async function ownPasskey(request: FastifyRequest, { user }: SignedInPerson): Promise<service.Passkey> {
    const { id } = request.params as { id: string };
    const passkey = await service.passkeyOf(services, user.id, id);
    if (!passkey) throw new ServiceError('not_found', 'no such passkey');
    return passkey;
  }

  function showAdd(
    request: FastifyRequest,
    reply: FastifyReply,
    { sessionUid }: SignedInPerson,
    view: Pick<PasskeyAddPage, 'name' | 'problem'> = {},
  ): FastifyReply {
    const csrfToken = formTokens.tokenFor(sessionUid);
    const context = pageContext(request.raw, sandbox, ADD);
    return sendPage(reply, passkeyAddPage({ action: ADD, csrfToken, context, optionsUrl: ADD_OPTIONS, ...view }));
  }

  function showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    { sessionUid }: SignedInPerson,
    { id, name }: service.Passkey,
    problem?: 'missing',
  ): FastifyReply {
    const action = `${PASSKEYS}/${id}`;
    const csrfToken = formTokens.tokenFor(sessionUid);
    const context = pageContext(request.raw, sandbox, action);
    return sendPage(reply, passkeyPage({ action, csrfToken, context, name, ...(problem && { problem }) }));
  }
}

function sendJson(reply: FastifyReply, body: object): FastifyReply {
  return reply.headers(pageHeaders()).type('application/json; charset=utf-8').send(JSON.stringify(body));
}

const notAllowed = () => new ServiceError('invalid_request', 'the form is not one of ours');
