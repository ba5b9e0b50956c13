import { ServiceError } from '../../platform/errors.ts';
import { findApplication } from '../developer/applications.queries.ts';
import { ChangedMeanwhile, noSuchApplication, openRequest } from '../developer/registration.service.ts';
import { listSecrets } from '../developer/secrets.queries.ts';
import { takeSecret } from '../developer/secrets.service.ts';
import type { RequestRow } from '../support/support.queries.ts';
import { LONGEST_TEXT } from '../support/support.service.ts';
import { findActiveUserByEmail } from '../users/users.queries.ts';
import { type Caller, decide, MOVES, type Move, moveApplication, note } from './decisions.service.ts';

/** What an administrator decides by a command on the server. */
export interface Order {
  clientId: string;
  reason: string;
}

/**
 * An administrator who gives commands on the server: what they do has the same rules, mails and audit as on their pages.
 * @throws ServiceError not_found when there is no such administrator
 */
export async function administratorOnTheServer(services: Caller['services'], email: string): Promise<Caller> {
  const user = await findActiveUserByEmail(services.database, email);
  if (!user?.administrator) throw new ServiceError('not_found', `There is no active administrator ${email}.`);
  return { services, user, origin: { address: 'local', userAgent: 'corsia' } };
}

export interface Decided {
  name: string;
  /** The first secret, which nobody else will see; undefined for applications that have none. */
  secret: string | undefined;
}

/**
 * Approves or rejects a registration that waits.
 * @param order.reveal whether the first secret is taken now, rather than left to its developer
 * @throws ServiceError not_found, invalid_request when nothing waits for a decision
 */
export async function decideRegistration(
  caller: Caller,
  decision: 'granted' | 'refused',
  { clientId, reason, reveal }: Order & { reveal: boolean },
): Promise<Decided> {
  requireReason(reason);
  const { database } = caller.services;
  const application = await findApplication(database, clientId);
  if (!application) throw noSuchApplication();
  const request = await openRequest(database, clientId);
  if (request?.type !== 'application')
    throw new ServiceError(
      'invalid_request',
      `${application.name} is ${application.status}: nothing waits for a decision.`,
    );
  await asSentence(application.name, () => decide(caller, request, decision, reason));
  const secret = decision === 'granted' && reveal ? await takeFirstSecret(caller, request, reason) : undefined;
  return { name: application.name, secret };
}

function takeFirstSecret(caller: Caller, request: RequestRow, reason: string): Promise<string | undefined> {
  const { database, sealer } = caller.services;
  return database.transaction(async (tx) => {
    const clientId = request.client_id!;
    const unseen = (await listSecrets(tx, clientId)).find((secret) => secret.unseen);
    const secret = unseen && (await takeSecret(tx, sealer, clientId, unseen));
    if (secret) await note(tx, caller, 'secret.shown', { clientId, reason, detail: { hint: unseen.hint } });
    return secret;
  });
}

/** Suspends, reinstates or revokes. @throws ServiceError not_found, invalid_request when its status does not allow that */
export async function moveOnTheServer(caller: Caller, move: Move, { clientId, reason }: Order): Promise<string> {
  requireReason(reason);
  const application = await findApplication(caller.services.database, clientId);
  if (!application) throw noSuchApplication();
  await asSentence(`${application.name} (${application.status})`, () =>
    moveApplication(caller, clientId, move, reason),
  );
  return MOVES[move].to;
}

function requireReason(reason: string): void {
  if (reason === '' || reason.length > LONGEST_TEXT)
    throw new ServiceError('invalid_request', `A reason has from 1 to ${LONGEST_TEXT} characters.`);
}

/** A page shows how things stand; a command says it. */
async function asSentence<Result>(subject: string, work: () => Promise<Result>): Promise<Result> {
  return work().catch((error: unknown) => {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    throw new ServiceError('invalid_request', `${subject} cannot be changed so, or was changed meanwhile.`);
  });
}
