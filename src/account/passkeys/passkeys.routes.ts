import type { FastifyInstance, FastifyReply } from 'fastify';
import { ServiceError } from '../../platform/errors.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageHeaders } from '../web/page-headers.ts';
import type { PortalServices } from '../web/portal.ts';
import { signInOptions } from './passkey-sign-in.ts';
import { SIGN_IN_OPTIONS, unsealDoor } from './passkeys.way.ts';
import type { RelyingParty } from './relying-party.ts';

/** Challenges for the script of the sign-in page. */
export function registerPasskeySignIn(
  app: FastifyInstance,
  services: PortalServices & { relyingParty: RelyingParty },
): void {
  app.post(SIGN_IN_OPTIONS, async (request, reply) => {
    const door = unsealDoor(services.sealer, textOf((request.body ?? {}) as FormBody, 'door'));
    if (door === undefined) throw new ServiceError('invalid_request', 'The form is not one of ours.');
    return sendJson(reply, await signInOptions(services, door));
  });
}

/** What a script of a page asks for. */
export function sendJson(reply: FastifyReply, body: object): FastifyReply {
  return reply.headers(pageHeaders()).type('application/json; charset=utf-8').send(JSON.stringify(body));
}
