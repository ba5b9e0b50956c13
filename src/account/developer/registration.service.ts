import type { Queryable, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { type Action, noteAction } from '../console/actions.queries.ts';
import type { PageCall } from '../console/page-route.ts';
import type { LetterOf } from '../mail/letter.ts';
import { insertRequest, listRequestsOfClient, type RequestRow, withdrawRequest } from '../support/support.queries.ts';
import { tellAdministrators, tellOne } from '../support/support.service.ts';
import type { UserRow } from '../users/users.queries.ts';
import {
  type ApplicationRow,
  deleteApplication,
  findApplication,
  insertApplication,
  lockApplication,
  putLogo,
  putStatus,
  removeLogo,
  updateApplication,
} from './applications.queries.ts';
import { readLogo } from './logo.ts';
import type { Draft } from './registration.rules.ts';
import { grantTypesOf, type Kind, kindOf, type Registration, storedScopes } from './registration.ts';

/** Of applications that were never approved, so that nobody fills the queue. */
const MOST_UNAPPROVED = 20;

export type Caller = Pick<PageCall, 'services' | 'user' | 'origin'>;

export const noSuchApplication = () => new ServiceError('not_found', 'There is no such application.');

/** Something happened meanwhile, in another window or by somebody else: the page shows how things stand now. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile';
}

/** An application of this developer. @throws ServiceError not_found for those of others, as for unknown ones */
export async function ownApplication(db: Queryable, id: string, user: UserRow): Promise<ApplicationRow> {
  const application = await findApplication(db, id);
  if (!application || application.developer_id !== user.id) throw noSuchApplication();
  return application;
}

/** Whether its developer may still write everything anew. */
export const isEditable = ({ status }: Pick<ApplicationRow, 'status'>): boolean =>
  status === 'draft' || status === 'rejected';

/** @returns the id of a new draft; undefined when there are too many */
export function createDraft({ services, user, origin }: Caller, kind: Kind, name: string): Promise<string | undefined> {
  return services.database.transaction(async (tx) => {
    const id = await insertApplication(
      tx,
      {
        developerId: user.id,
        name,
        applicationType: kind === 'web' ? 'web' : 'native',
        public: kind !== 'web',
        grantTypes: grantTypesOf(kind, false),
        scopes: storedScopes([]),
      },
      MOST_UNAPPROVED,
    );
    if (id) await note(tx, { user, origin }, id, 'application.created', { name });
    return id;
  });
}

/** @throws ChangedMeanwhile when it is not a draft any more */
export async function saveDraft(caller: Caller, id: string, draft: Draft): Promise<void> {
  await whileEditable(caller, id, (tx, application) => store(tx, application, draft));
}

/** Hands the draft in. @throws ChangedMeanwhile when it is not a draft any more */
export async function submitDraft(caller: Caller, id: string, draft: Draft): Promise<void> {
  const { services, user, origin } = caller;
  await whileEditable(caller, id, async (tx, application) => {
    await store(tx, application, draft);
    const registration = {
      ...draft,
      kind: kindOf(application),
      logo: application.logo_hash ?? '',
    } satisfies Registration;
    const type = 'application';
    const request = {
      type,
      authorId: user.id,
      clientId: id,
      reason: draft.description,
      detail: { ...registration },
    } as const;
    const requestId = await insertRequest(tx, request);
    if (!requestId) throw new ChangedMeanwhile();
    await putStatus(tx, id, 'submitted');
    await note(tx, { user, origin }, id, 'application.submitted', {}, requestId);
    await tellDeveloper(tx, caller, { ...application, name: draft.name }, 'submitted');
    await tellAdministrators(tx, services, { id: requestId, type, subject: draft.name });
  });
  services.mail.wake();
}

/** Takes a request back, to write it anew. @throws ChangedMeanwhile when it was decided meanwhile */
export async function withdrawSubmission({ services, user, origin }: Caller, id: string): Promise<void> {
  await services.database.transaction(async (tx) => {
    const application = await lockOwn(tx, id, user);
    const request = await openRequest(tx, id);
    if (application.status !== 'submitted' || !request || !(await withdrawRequest(tx, request.id))) {
      throw new ChangedMeanwhile();
    }
    await putStatus(tx, id, 'draft');
    await note(tx, { user, origin }, id, 'application.withdrawn', {}, request.id);
  });
}

/** Removes a draft that nobody was asked about; others are kept, with what was said of them. @throws ChangedMeanwhile */
export async function deleteDraft(caller: Caller, id: string): Promise<void> {
  await whileEditable(caller, id, async (tx, application) => {
    if ((await listRequestsOfClient(tx, id)).length > 0) throw new ChangedMeanwhile();
    await deleteApplication(tx, id);
    await note(tx, caller, id, 'application.deleted', { name: application.name });
  });
}

/**
 * Puts a picture on a draft, or takes it away.
 * @returns false when the file is none that is accepted
 * @throws ChangedMeanwhile when it is not a draft any more
 */
export async function setLogo(caller: Caller, id: string, file: Buffer | undefined): Promise<boolean> {
  const logo = file && (await readLogo(file));
  if (file && !logo) return false;
  await whileEditable(caller, id, (tx) => (logo ? putLogo(tx, id, logo) : removeLogo(tx, id)));
  return true;
}

/** The request about an application that waits for a decision. */
export async function openRequest(db: Queryable, id: string): Promise<RequestRow | undefined> {
  return (await listRequestsOfClient(db, id)).find(({ state }) => state === 'open');
}

/** The application of this developer, held until the transaction ends. @throws ServiceError not_found */
export async function lockOwn(tx: Tx, id: string, user: UserRow): Promise<ApplicationRow> {
  const application = await lockApplication(tx, id);
  if (!application || application.developer_id !== user.id) throw noSuchApplication();
  return application;
}

async function whileEditable(
  { services, user }: Caller,
  id: string,
  work: (tx: Tx, application: ApplicationRow) => Promise<void>,
): Promise<void> {
  await services.database.transaction(async (tx) => {
    const application = await lockOwn(tx, id, user);
    if (!isEditable(application)) throw new ChangedMeanwhile();
    await work(tx, application);
  });
}

async function store(tx: Tx, application: ApplicationRow, draft: Draft): Promise<void> {
  const kind = kindOf(application);
  await updateApplication(tx, application.id, {
    ...draft,
    scopes: storedScopes(draft.scopes),
    grantTypes: grantTypesOf(kind, draft.deviceFlow),
  });
  // Corrected after a refusal: it is a draft again. What was said stays with its request.
  if (application.status === 'rejected') await putStatus(tx, application.id, 'draft');
}

type Step = LetterOf<'application-step'>['about']['step'];

/** Tells the developer of an application what became of it. */
export async function tellDeveloper(
  tx: Tx,
  { services }: { services: Pick<Caller['services'], 'mail' | 'accountUrl'> },
  application: Pick<ApplicationRow, 'id' | 'name' | 'developer_email' | 'developer_language'>,
  step: Step,
  about: { reason?: string; detail?: string } = {},
): Promise<void> {
  const { developer_email: email, developer_language: language, name, id } = application;
  if (!email) return;
  const url = `${services.accountUrl}/developer/applications/${id}`;
  const letter = { kind: 'application-step', about: { application: name, step, url, ...about } } as const;
  await tellOne(tx, services.mail, { email, language }, letter);
}

/** What a developer does with an application of theirs. */
export async function note(
  tx: Tx,
  { user, origin }: Pick<Caller, 'user' | 'origin'>,
  clientId: string,
  action: Action,
  detail: Record<string, string> = {},
  requestId?: string,
): Promise<void> {
  const { address } = origin;
  await noteAction(tx, { actorId: user.id, actingAs: 'developer', action, clientId, requestId, detail, address });
}
