import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hashPassword } from '../../platform/password.ts';
import { deadInvitationPage, invitationPage } from '../pages/clinic/invitation.page.ts';
import { passwordProblem } from '../password/password-rules.ts';
import type { NoteArrival } from '../security/arrival.ts';
import { cleanName } from '../users/account-input.ts';
import { roleNamesOf } from '../users/role-names.ts';
import { originOf } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { pageContext } from '../web/page-context.ts';
import { type PortalServices, visitorForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import type { InvitationRow } from './invitations.queries.ts';
import { acceptInvitation, invitationOfLink } from './invitations.service.ts';

const HERE = '/invitation';

/** Where the link of an invitation leads: a name, a password, and the account is open. */
export function registerInvitation(
  app: FastifyInstance,
  services: PortalServices & { noteArrival: NoteArrival },
): void {
  const { sandbox, sessions, noteArrival } = services;

  app.get(HERE, async (request, reply) => {
    const invitation = await invitationOfLink(services, tokenOf(request));
    if (!invitation) return deadLink(request, reply);
    const { isValid: _isValid, ...page } = await pageOf(request, reply, invitation);
    return sendPage(reply, invitationPage({ ...page, name: invitation.name }));
  });

  app.post(HERE, async (request, reply) => {
    const body = (request.body ?? {}) as FormBody;
    const invitation = await invitationOfLink(services, tokenOf(request));
    if (!invitation) return deadLink(request, reply);
    const typed = textOf(body, 'name');
    const { isValid, ...page } = await pageOf(request, reply, invitation);
    const again = { ...page, name: typed };
    if (!isValid(body.xsrf)) return sendPage(reply.code(403), invitationPage(again));
    const name = cleanName(typed);
    const password = textOf(body, 'password');
    const problem = password
      ? await passwordProblem(password, { email: invitation.email, name: name ?? '' })
      : ('missing' as const);
    if (!name || problem) {
      return sendPage(reply.code(422), invitationPage({ ...again, nameMissing: !name, problem }));
    }
    const passwordHash = await hashPassword(password);
    const user = await acceptInvitation(services, tokenOf(request), { name, passwordHash }, originOf(request));
    if (!user) return deadLink(request, reply);
    const arrival = { user, amr: ['pwd'] };
    await sessions.startSession(request, reply, arrival);
    await noteArrival(request, reply, arrival);
    return reply.redirect('/profile', 303);
  });

  async function pageOf(
    request: FastifyRequest,
    reply: FastifyReply,
    { email, clinic_id, clinic_name, role_key }: InvitationRow,
  ) {
    const action = `${HERE}?${new URLSearchParams({ token: tokenOf(request) })}`;
    const context = pageContext(request.raw, sandbox);
    const role = (await roleNamesOf(services.database, clinic_id, context.language))(role_key);
    return { ...visitorForm(services, request, reply, action), context, email, clinic: clinic_name, role };
  }

  function deadLink(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return sendPage(reply.code(410), deadInvitationPage({ context: pageContext(request.raw, sandbox) }));
  }
}

function tokenOf(request: FastifyRequest): string {
  const { token } = request.query as { token?: unknown };
  return typeof token === 'string' ? token : '';
}
