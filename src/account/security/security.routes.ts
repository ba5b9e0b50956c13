import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Html } from '../../platform/html.ts';
import type { FormTarget } from '../pages/components/form.ts';
import type { PageContext } from '../pages/layout.ts';
import { type SecurityPage, securityPage } from '../pages/security.page.ts';
import type { Passwords } from '../password/password.ts';
import { passwordProblem } from '../password/password-rules.ts';
import { checkPassword } from '../sign-in/check-password.ts';
import { originOf, type SignedInPerson } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { type PortalServices, personContext, personForm } from '../web/portal.ts';
import { sendPage } from '../web/send-page.ts';
import { browserName } from './browser-name.ts';
import { listEvents } from './security.queries.ts';
import type { EventKind } from './security.ts';

const HERE = '/profile/security';
const EVENTS_ON_A_PAGE = 20;

/** A part of the page that belongs to another way of proving who one is. */
export type SecurityCard = (person: SignedInPerson, context: PageContext) => Promise<Html | undefined>;

/** The password, other factors, and what happened to the account. */
export function registerSecurity(
  app: FastifyInstance,
  services: PortalServices & { passwords: Passwords; cards: readonly SecurityCard[] },
): void {
  const { database, sessions, formTokens, security, passwords, cards } = services;

  app.get(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const { done } = request.query as { done?: unknown };
    return sendPage(reply, securityPage({ ...(await view(request, person)), done: done === 'changed' }));
  });

  app.post(HERE, async (request, reply) => {
    const person = await sessions.requirePerson(request, reply);
    if (!person) return reply;
    const body = (request.body ?? {}) as FormBody;
    if (!formTokens.isValid(body.xsrf, person.sessionUid)) return reply.redirect(HERE, 303);
    const { user, sessionUid } = person;
    const current = textOf(body, 'current');
    const fresh = textOf(body, 'password');
    const again = async (status: number, more: Partial<SecurityPage>) =>
      sendPage(reply.code(status), securityPage({ ...(await view(request, person)), ...more }));

    const isSame = fresh !== '' && fresh.normalize('NFKC') === current.normalize('NFKC');
    const weak = isSame ? 'same' : fresh ? await passwordProblem(fresh, user) : 'missingFresh';
    const problems: NonNullable<SecurityPage['problems']> = {
      ...(!current && { current: 'missingCurrent' }),
      ...(weak && { password: weak }),
    };
    if (problems.current || problems.password) return again(422, { problems });
    const checked = await checkPassword(database, user.email, current, request.ip);
    if (checked.kind === 'throttled') {
      reply.header('retry-after', checked.retryAfterSeconds);
      return again(429, { throttledSeconds: checked.retryAfterSeconds });
    }
    if (checked.kind === 'wrong-credentials') {
      await security.noteFailedSignIn(database, user.email, originOf(request));
      return again(422, { problems: { current: 'wrong' } });
    }
    await passwords.change(user, sessionUid, fresh, originOf(request));
    return reply.redirect(`${HERE}?done=changed`, 303);
  });

  async function view(request: FastifyRequest, person: SignedInPerson): Promise<SecurityPage & FormTarget> {
    const { user } = person;
    const context = personContext(services, request, person, HERE);
    const before = beforeOf(request);
    const [rows, factors] = await Promise.all([
      listEvents(database, user.id, EVENTS_ON_A_PAGE + 1, before),
      Promise.all(cards.map((card) => card(person, context))),
    ]);
    const shown = rows.slice(0, EVENTS_ON_A_PAGE);
    const last = shown.at(-1);
    return {
      ...personForm(services, person, HERE),
      context,
      email: user.email,
      timeZone: user.time_zone,
      events: shown.map(({ kind, detail, at, address, user_agent }) => ({
        kind: kind as EventKind,
        detail: detail.name ?? '',
        at,
        address: address ?? '',
        browser: browserName(user_agent ?? '', ''),
      })),
      ...(rows.length > shown.length && last && { olderHref: `${HERE}?before=${last.id}` }),
      factors: factors.filter((factor) => factor !== undefined),
    };
  }
}

function beforeOf(request: FastifyRequest): number | undefined {
  const { before } = request.query as { before?: unknown };
  return typeof before === 'string' && /^\d{1,15}$/.test(before) ? Number(before) : undefined;
}
