import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../../platform/errors.ts';
import { passkeysCard } from '../pages/components/security-cards.ts';
import { messages } from '../pages/messages.ts';
import { passkeyPage } from '../pages/passkey.page.ts';
import { type PasskeyAddPage, passkeyAddPage } from '../pages/passkey-add.page.ts';
import type { SecurityCard } from '../security/security.routes.ts';
import { originOf, type SignedInPerson } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageHeaders } from '../web/page-headers.ts';
import { type PortalServices, personContext, personForm } from '../web/portal.ts';
import { requireRecentPerson } from '../web/recent-sign-in.ts';
import { sendPage } from '../web/send-page.ts';
import { signInOptions } from './passkey-sign-in.ts';
import * as service from './passkeys.service.ts';
import { SIGN_IN_OPTIONS, unsealDoor } from './passkeys.way.ts';
import type { RelyingParty } from './relying-party.ts';

type PasskeyRoutes = PortalServices & { relyingParty: RelyingParty };

const SECURITY = '/profile/security';
const PASSKEYS = `${SECURITY}/passkeys`;
const ADD = `${PASSKEYS}/new`;
const ADD_OPTIONS = `${PASSKEYS}/options`;

/** Challenges for the script, and adding, renaming and removing one's own passkeys. */
export function registerPasskeys(app: FastifyInstance, services: PasskeyRoutes): void {
  const { database, sealer, sessions, formTokens, security } = services;

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
    const { fallbackName } = messages[personContext(services, request, person).language].passkeys.add;
    const made = { response: textOf(body, 'passkey'), name, fallbackName };
    const result = await database.transaction(async (tx) => {
      const added = await service.addPasskey({ ...services, database: tx }, person, made);
      if (added.kind === 'added') {
        await security.noteFactor(tx, person.user, 'passkey-added', originOf(request), added.name);
      }
      return added;
    });
    if (result.kind === 'refused') return showAdd(request, reply.code(422), person, { name, problem: 'refused' });
    if (result.kind === 'too-many') return showAdd(request, reply.code(422), person, { name, problem: 'full' });
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
      await database.transaction(async (tx) => {
        const name = await service.removePasskey({ ...services, database: tx }, person.user.id, passkey.id);
        if (name) await security.noteFactor(tx, person.user, 'passkey-removed', originOf(request), name);
      });
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
    person: SignedInPerson,
    view: Pick<PasskeyAddPage, 'name' | 'problem'> = {},
  ): FastifyReply {
    return sendPage(reply, passkeyAddPage({ ...target(request, person, ADD), optionsUrl: ADD_OPTIONS, ...view }));
  }

  function showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    person: SignedInPerson,
    { id, name }: service.Passkey,
    problem?: 'missing',
  ): FastifyReply {
    const page = { ...target(request, person, `${PASSKEYS}/${id}`), name, ...(problem && { problem }) };
    return sendPage(reply, passkeyPage(page));
  }

  function target(request: FastifyRequest, person: SignedInPerson, action: string) {
    return { ...personForm(services, person, action), context: personContext(services, request, person, action) };
  }
}

/** The person's passkeys on the security page. */
export function createPasskeysCard(services: service.PasskeyServices): SecurityCard {
  return async ({ user }, context) =>
    passkeysCard(context, { timeZone: user.time_zone, passkeys: await service.passkeysOf(services, user.id) });
}

function sendJson(reply: FastifyReply, body: object): FastifyReply {
  return reply.headers(pageHeaders()).type('application/json; charset=utf-8').send(JSON.stringify(body));
}

const notAllowed = () => new ServiceError('invalid_request', 'the form is not one of ours');
