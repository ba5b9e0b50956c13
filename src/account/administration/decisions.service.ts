import type { Tx } from '../../platform/database/index.ts';
import { type Action, noteAction } from '../console/actions.queries.ts';
import type { ConsoleServices, PageCall } from '../console/page-route.ts';
import { type ApplicationRow, lockApplication, putStatus } from '../developer/applications.queries.ts';
import { applyChange, changeIn } from '../developer/changes.service.ts';
import { ChangedMeanwhile, noSuchApplication, openRequest, tellDeveloper } from '../developer/registration.service.ts';
import { makeSecret } from '../developer/secrets.service.ts';
import {
  type Decision,
  decideRequest,
  insertMessage,
  type RequestRow,
  withdrawRequest,
} from '../support/support.queries.ts';
import {
  aboutRequest,
  authorOf,
  futureDeveloper,
  pathOfAuthor,
  subjectOf,
  tellOne,
} from '../support/support.service.ts';
import { setDeveloper } from './people.queries.ts';

/** A page of an administrator, or a command that one gives on the server. */
export interface Caller extends Pick<PageCall, 'user' | 'origin'> {
  services: Pick<ConsoleServices, 'database' | 'sealer' | 'mail' | 'accountUrl'>;
}

/** What was refused, as the page says it. */
export type DecisionProblem = 'no-account';

/** How a request can end, which depends on what it asks for. */
export const decisionsOf = ({ type }: Pick<RequestRow, 'type'>): readonly Decision[] =>
  type === 'general' ? ['closed'] : ['granted', 'refused'];

/**
 * Grants, refuses or closes what somebody asked for, with all that follows from it, in one transaction.
 * @returns why it cannot be granted, if so
 * @throws ChangedMeanwhile when it was decided or withdrawn meanwhile
 */
export async function decide(
  caller: Caller,
  request: RequestRow,
  decision: Decision,
  reason: string,
): Promise<DecisionProblem | undefined> {
  const { services, user } = caller;
  const problem = await services.database
    .transaction(async (tx) => {
      // The application first, as its developer does who takes the request back: nobody waits in a circle.
      const application = request.client_id ? await lockApplication(tx, request.client_id) : undefined;
      if (!(await decideRequest(tx, request.id, decision, user.id))) throw new ChangedMeanwhile();
      const refusal = await FOLLOWS[request.type](tx, caller, { ...request, application }, decision, reason);
      if (refusal) throw new Refused(refusal);
      await insertMessage(tx, { requestId: request.id, authorId: user.id, asAdministrator: true, text: reason });
      return undefined;
    })
    .catch((error: unknown) => {
      if (error instanceof Refused) return error.problem;
      throw error;
    });
  services.mail.wake();
  return problem;
}

/** Undoes the transaction. */
class Refused extends Error {
  readonly problem: DecisionProblem;

  constructor(problem: DecisionProblem) {
    super(problem);
    this.problem = problem;
  }
}

type Follow = (
  tx: Tx,
  caller: Caller,
  request: RequestRow & { application: ApplicationRow | undefined },
  decision: Decision,
  reason: string,
) => Promise<DecisionProblem | undefined>;

const FOLLOWS: Record<RequestRow['type'], Follow> = {
  'developer-role': async (tx, caller, request, decision, reason) => {
    const person = await futureDeveloper(tx, request);
    if (decision === 'granted' && !person) return 'no-account';
    const { mail, accountUrl } = caller.services;
    if (decision === 'granted') {
      await setDeveloper(tx, person!.id, true);
      const url = `${accountUrl}/developer/applications`;
      await tellOne(tx, mail, person!, { kind: 'developer-role', about: { granted: true, reason, url } });
    }
    const action = decision === 'granted' ? 'developer-role.granted' : 'developer-role.refused';
    await note(tx, caller, action, { request, userId: person?.id, reason });
    await tellAuthor(tx, caller, request, decision, reason);
    return undefined;
  },
  application: async (tx, caller, request, decision, reason) => {
    const application = request.application!;
    if (application.status !== 'submitted') throw new ChangedMeanwhile();
    const granted = decision === 'granted';
    await putStatus(tx, application.id, granted ? 'approved' : 'rejected', reason);
    if (granted && !application.public) {
      await makeSecret(tx, caller.services.sealer, application.id, { description: '', days: 0 });
    }
    await note(tx, caller, granted ? 'application.approved' : 'application.rejected', { request, reason });
    await tellDeveloper(tx, caller, application, granted ? 'approved' : 'rejected', { reason });
    return undefined;
  },
  'application-change': async (tx, caller, request, decision, reason) => {
    const application = request.application!;
    const granted = decision === 'granted';
    if (granted) await applyChange(tx, application, changeIn(request).to);
    await note(tx, caller, granted ? 'change.granted' : 'change.refused', { request, reason });
    await tellDeveloper(tx, caller, application, granted ? 'changed' : 'not-changed', { reason });
    return undefined;
  },
  general: async (tx, caller, request, decision, reason) => {
    await note(tx, caller, 'request.closed', { request, userId: request.author_id, reason });
    await tellAuthor(tx, caller, request, decision, reason);
    return undefined;
  },
};

function tellAuthor(tx: Tx, { services }: Caller, request: RequestRow, outcome: Decision, reason: string) {
  const url = services.accountUrl + pathOfAuthor(request);
  const about = { type: request.type, subject: subjectOf(request), outcome, reason, url };
  return tellOne(tx, services.mail, authorOf(request), { kind: 'request-decided', about });
}

/** What an administrator may do with an application that was approved once: from which status, to which. */
export const MOVES = {
  suspend: { from: ['approved'], to: 'suspended', action: 'application.suspended', step: 'suspended' },
  reinstate: { from: ['suspended'], to: 'approved', action: 'application.reinstated', step: 'reinstated' },
  revoke: { from: ['approved', 'suspended'], to: 'revoked', action: 'application.revoked', step: 'revoked' },
} as const;
export type Move = keyof typeof MOVES;

export const movesOf = ({ status }: Pick<ApplicationRow, 'status'>): Move[] =>
  (Object.keys(MOVES) as Move[]).filter((move) => (MOVES[move].from as readonly string[]).includes(status));

/** Suspending and revoking end every token of the application. @throws ChangedMeanwhile */
export async function moveApplication(caller: Caller, id: string, move: Move, reason: string): Promise<void> {
  const { to, action, step } = MOVES[move];
  await caller.services.database.transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (!application) throw noSuchApplication();
    if (!movesOf(application).includes(move)) throw new ChangedMeanwhile();
    await putStatus(tx, id, to, reason);
    const open = move === 'revoke' ? await openRequest(tx, id) : undefined;
    if (open) await withdrawRequest(tx, open.id);
    await note(tx, caller, action, { clientId: id, reason });
    await tellDeveloper(tx, caller, application, step, { reason });
  });
  caller.services.mail.wake();
}

/** What an administrator does, with the reason. */
export async function note(
  tx: Tx,
  { user, origin }: Caller,
  action: Action,
  about: {
    request?: RequestRow;
    clientId?: string;
    userId?: string | undefined;
    reason: string;
    detail?: Record<string, string>;
  },
): Promise<void> {
  const { request, clientId, userId, reason, detail } = about;
  await noteAction(tx, {
    actorId: user.id,
    actingAs: 'administrator',
    action,
    clientId: clientId ?? request?.client_id ?? undefined,
    userId,
    requestId: request?.id,
    reason,
    detail: detail ?? (request ? aboutRequest(request) : {}),
    address: origin.address,
  });
}
