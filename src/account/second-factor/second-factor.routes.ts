import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '../../platform/html.ts';
import type { FormTarget } from '../pages/components/form.ts';
import { secondFactorCard } from '../pages/components/security-cards.ts';
import type { PageContext } from '../pages/layout.ts';
import { recoveryCodesPage, renewCodesPage } from '../pages/second-factor-codes.page.ts';
import { type SecondFactorRemovePage, secondFactorRemovePage } from '../pages/second-factor-remove.page.ts';
import { type SecondFactorSetUpPage, secondFactorSetUpPage } from '../pages/second-factor-set-up.page.ts';
import type { SecurityCard } from '../security/security.routes.ts';
import { checkPassword } from '../sign-in/check-password.ts';
import { originOf, type SignedInPerson } from '../web/browser-session.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { type PortalServices, personContext, personForm } from '../web/portal.ts';
import { requireRecentPerson, signedInRecently } from '../web/recent-sign-in.ts';
import { sendPage } from '../web/send-page.ts';
import * as service from './second-factor.service.ts';
import { totpAddress } from './totp.ts';

const SECURITY = '/profile/security';
const SET_UP = `${SECURITY}/second-factor`;
const REMOVE = `${SECURITY}/second-factor/remove`;
const CODES = `${SECURITY}/recovery-codes`;

/** A request of somebody who signed in a moment ago, and whether they have a second factor. */
interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  person: SignedInPerson;
  factor: service.SecondFactor | undefined;
  body: FormBody;
}

/** Turning two-step sign-in on and off, and its recovery codes. */
export function registerSecondFactor(app: FastifyInstance, services: PortalServices): void {
  const { database, sessions, formTokens, security } = services;

  type Handler = (visit: Visit) => FastifyReply | Promise<FastifyReply>;
  function onGet(path: string, handler: Handler): void {
    app.get(path, async (request, reply) => {
      const visit = await enter(request, reply);
      return visit ? handler(visit) : reply;
    });
  }
  /** A form whose token is not right is shown again. */
  function onPost(path: string, handler: Handler, admit = requireRecentPerson): void {
    app.post(path, async (request, reply) => {
      const visit = await enter(request, reply, admit);
      if (!visit) return reply;
      const isOurs = formTokens.isValid(visit.body.xsrf, visit.person.sessionUid);
      return isOurs ? handler(visit) : reply.redirect(path, 303);
    });
  }
  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    admit = requireRecentPerson,
  ): Promise<Visit | undefined> {
    const person = await admit(sessions, request, reply);
    if (!person) return undefined;
    const factor = await service.secondFactorOf(services, person.user.id);
    return { request, reply, person, factor, body: (request.body ?? {}) as FormBody };
  }

  onGet(SET_UP, (visit) =>
    visit.factor ? visit.reply.redirect(SECURITY, 303) : showSetUp(visit, newSetUp(visit.person)),
  );

  onPost(
    SET_UP,
    async (visit) => {
      const { request, reply, person, body } = visit;
      const sealed = textOf(body, 'set_up');
      const secret = service.secretOfSetUp(services, subjectOf(person), sealed);
      if (!secret)
        return signedInRecently(person)
          ? showSetUp(visit, { ...newSetUp(person), problem: 'expired' })
          : reply.redirect(SET_UP, 303);
      const code = textOf(body, 'code');
      if (!code.trim()) return showSetUp(visit, { secret, sealed, problem: 'missing' });
      const result = await database.transaction(async (tx) => {
        const confirmed = await service.confirmSetUp({ ...services, database: tx }, person.user.id, { secret, code });
        if (confirmed.kind === 'added') {
          await security.noteFactor(tx, person.user, 'second-factor-added', originOf(request));
        }
        return confirmed;
      });
      if (result.kind === 'wrong') return showSetUp(visit, { secret, sealed, problem: 'wrong' });
      if (result.kind === 'exists') return reply.redirect(SECURITY, 303);
      return showCodes(visit, result.recoveryCodes, 'on');
    },
    // Whoever takes some minutes to scan the code is not sent away: the sealed secret shows that they were recent.
    (_sessions, request, reply) => sessions.requirePerson(request, reply),
  );

  onGet(CODES, (visit) => {
    const { factor, reply } = visit;
    if (!factor) return reply.redirect(SECURITY, 303);
    return send(visit, renewCodesPage({ ...target(visit, CODES), codesLeft: factor.recoveryCodesLeft }));
  });

  onPost(CODES, async (visit) => {
    const { request, reply, person } = visit;
    const codes = await database.transaction(async (tx) => {
      const renewed = await service.renewRecoveryCodes({ ...services, database: tx }, person.user.id);
      if (renewed) await security.noteFactor(tx, person.user, 'recovery-codes-made', originOf(request));
      return renewed;
    });
    return codes ? showCodes(visit, codes, 'renewed') : reply.redirect(SECURITY, 303);
  });

  onGet(REMOVE, (visit) => (visit.factor ? showRemove(visit) : visit.reply.redirect(SECURITY, 303)));

  onPost(REMOVE, async (visit) => {
    const { request, reply, person, factor, body } = visit;
    if (!factor) return reply.redirect(SECURITY, 303);
    const proof = textOf(body, 'proof');
    if (!proof) return showRemove(visit, 422, { kind: 'missing' });
    const result = await checkProof(person, proof, request.ip);
    if (result.kind === 'throttled') {
      reply.header('retry-after', result.retryAfterSeconds);
      return showRemove(visit, 429, result);
    }
    if (result.kind !== 'right') return showRemove(visit, 401, { kind: 'wrong' });
    await database.transaction(async (tx) => {
      const removed = await service.removeSecondFactor({ ...services, database: tx }, person.user.id);
      if (removed) await security.noteFactor(tx, person.user, 'second-factor-removed', originOf(request));
    });
    return reply.redirect(SECURITY, 303);
  });

  /** No password is as short as a code. */
  function checkProof({ user }: SignedInPerson, proof: string, address: string) {
    return /^\s*\d{3}\s*\d{3}\s*$/.test(proof)
      ? service.checkTotp(services, user.id, proof)
      : checkPassword(database, user.email, proof, address);
  }

  function newSetUp(person: SignedInPerson) {
    return service.startSetUp(services, subjectOf(person));
  }

  function showSetUp(
    visit: Visit,
    { secret, sealed, problem }: { secret: string; sealed: string; problem?: SecondFactorSetUpPage['problem'] },
  ) {
    const page = secondFactorSetUpPage({
      ...target(visit, SET_UP),
      secret,
      address: totpAddress(secret, visit.person.user.email),
      setUp: sealed,
      ...(problem && { problem }),
    });
    return send(visit, page, problem ? 422 : 200);
  }

  function showCodes(visit: Visit, codes: string[], reason: 'on' | 'renewed') {
    const { email } = visit.person.user;
    return send(visit, recoveryCodesPage({ context: target(visit, SECURITY).context, email, codes, reason }));
  }

  function showRemove(visit: Visit, status = 200, problem?: SecondFactorRemovePage['problem']) {
    return send(
      visit,
      secondFactorRemovePage({ ...target(visit, REMOVE), email: visit.person.user.email, ...(problem && { problem }) }),
      status,
    );
  }

  function target({ request, person }: Visit, action: string): FormTarget & { context: PageContext } {
    return { ...personForm(services, person, action), context: personContext(services, request, person, action) };
  }

  function send({ reply }: Visit, page: Html, status = 200): FastifyReply {
    return sendPage(reply.code(status), page);
  }
}

/** A set-up goes on only in the session that it began in. */
const subjectOf = ({ user, sessionUid }: SignedInPerson) => `${user.id} ${sessionUid}`;

/** Two-step sign-in on the security page. */
export function createSecondFactorCard(services: service.SecondFactorServices): SecurityCard {
  return async ({ user }, context) =>
    secondFactorCard(context, { timeZone: user.time_zone, factor: await service.secondFactorOf(services, user.id) });
}
