import type { Queryable, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { takeAttempt } from '../attempts/attempts.ts';
import { noteAction } from '../console/actions.queries.ts';
import type { ConsoleServices, PageCall } from '../console/page-route.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import { findActiveUserByEmail, type UserRow } from '../users/users.queries.ts';
import {
  findRequest,
  insertMessage,
  insertRequest,
  listAdministrators,
  type RequestRow,
  type RequestType,
  withdrawRequest,
} from './support.queries.ts';

/** Longer texts are cut by nobody, but refused. */
export const LONGEST_TEXT = 2000;

/** Of one person, so that nobody fills the queue. */
const MOST_A_DAY = 10;
const DAY_SECONDS = 86_400;

type Caller = Pick<PageCall, 'services' | 'user' | 'origin'>;

export interface Person {
  email: string;
  language: 'en' | 'it' | null;
}

/** What a request is about, in words that stand in any language. */
export const subjectOf = ({
  email,
  client_name,
  subject,
}: Pick<RequestRow, 'email' | 'client_name' | 'subject'>): string => email ?? client_name ?? subject;

/** What is noted of a request; of an application, the application itself is. */
export function aboutRequest({ email, client_id, subject }: RequestRow): Record<string, string> {
  if (email) return { email };
  return client_id ? {} : { name: subject };
}

/** Tells the administrators that something waits for them. */
export async function tellAdministrators(
  tx: Tx,
  { mail, accountUrl }: ConsoleServices,
  { id, type, subject }: { id: string; type: RequestType; subject: string },
): Promise<void> {
  const url = `${accountUrl}/administration/requests/${id}`;
  for (const { email, language } of await listAdministrators(tx)) {
    await mail.tell(
      tx,
      { kind: 'request-arrived', about: { type, subject, url } },
      { email, language: language ?? 'en' },
    );
  }
}

/** A clinic's manager asks for the developer role for somebody. @returns false when that was asked already */
export async function askForDeveloperRole(
  { services, user, origin }: Caller,
  { email, reason }: { email: string; reason: string },
): Promise<boolean> {
  const asked = await services.database.transaction(async (tx) => {
    const type = 'developer-role';
    const id = await insertRequest(tx, { type, authorId: user.id, clinicId: user.tenant_id!, email, reason });
    if (!id) return false;
    await noteAction(tx, {
      actorId: user.id,
      actingAs: 'manager',
      action: 'developer-role.requested',
      requestId: id,
      detail: { email },
      address: origin.address,
    });
    await tellAdministrators(tx, services, { id, type, subject: email });
    return true;
  });
  services.mail.wake();
  return asked;
}

/** Somebody asks the administrators something. @returns its id; undefined when they asked too much lately */
export async function askAnything(
  { services, user }: Caller,
  { subject, text }: { subject: string; text: string },
): Promise<string | undefined> {
  const { database, mail } = services;
  const allowance = { subject: `support requests of ${user.id}`, limit: MOST_A_DAY };
  if ((await takeAttempt(database, [allowance], DAY_SECONDS)) > 0) return undefined;
  const type = 'general';
  const id = await database.transaction(async (tx) => {
    const made = (await insertRequest(tx, { type, authorId: user.id, subject, reason: text }))!;
    await tellAdministrators(tx, services, { id: made, type, subject });
    return made;
  });
  mail.wake();
  return id;
}

/** A request that this person made, of any type. @throws ServiceError not_found for those of others */
export async function ownRequest(db: Queryable, id: string, user: UserRow): Promise<RequestRow> {
  const request = await findRequest(db, id);
  if (request?.author_id !== user.id) throw noSuchRequest();
  return request;
}

/** Where the author of a request reads its conversation. */
export function pathOfAuthor({ id, type, client_id }: Pick<RequestRow, 'id' | 'type' | 'client_id'>): string {
  return {
    'developer-role': `/clinic/developer-access/${id}`,
    application: `/developer/applications/${client_id}`,
    'application-change': `/developer/applications/${client_id}/scopes`,
    general: `/profile/support/${id}`,
  }[type];
}

/** A request of the manager's own clinic. @throws ServiceError not_found for those of others */
export async function requestOfClinic(db: Queryable, id: string, user: UserRow): Promise<RequestRow> {
  const request = await findRequest(db, id);
  if (!request?.clinic_id || request.clinic_id !== user.tenant_id) throw noSuchRequest();
  return request;
}

/** @throws ServiceError not_found */
export async function anyRequest(db: Queryable, id: string): Promise<RequestRow> {
  const request = await findRequest(db, id);
  if (!request) throw noSuchRequest();
  return request;
}

const noSuchRequest = () => new ServiceError('not_found', 'There is no such request.');

/** Whoever asked takes it back. @returns false when it was decided meanwhile */
export function withdrawDeveloperRole({ services, user, origin }: Caller, request: RequestRow): Promise<boolean> {
  return services.database.transaction(async (tx) => {
    if (!(await withdrawRequest(tx, request.id))) return false;
    await noteAction(tx, {
      actorId: user.id,
      actingAs: 'manager',
      action: 'developer-role.withdrawn',
      requestId: request.id,
      detail: { email: request.email! },
      address: origin.address,
    });
    return true;
  });
}

/** Adds to the conversation and tells the other side by mail. `url` is where the author of the request reads it. */
export async function sayIn(
  { services, user, origin }: Caller,
  request: RequestRow,
  text: string,
  { asAdministrator, url }: { asAdministrator: boolean; url: string },
): Promise<void> {
  const { database, mail, accountUrl } = services;
  await database.transaction(async (tx) => {
    await insertMessage(tx, { requestId: request.id, authorId: user.id, asAdministrator, text });
    const about = { type: request.type, subject: subjectOf(request), text };
    if (asAdministrator) {
      await noteAction(tx, {
        actorId: user.id,
        actingAs: 'administrator',
        action: 'request.answered',
        requestId: request.id,
        clientId: request.client_id ?? undefined,
        reason: text,
        detail: aboutRequest(request),
        address: origin.address,
      });
      await tellOne(tx, mail, authorOf(request), { kind: 'request-message', about: { ...about, url } });
    } else {
      const theirs = `${accountUrl}/administration/requests/${request.id}`;
      for (const administrator of await listAdministrators(tx)) {
        await tellOne(tx, mail, administrator, { kind: 'request-message', about: { ...about, url: theirs } });
      }
    }
  });
  mail.wake();
}

export const authorOf = ({ author_email, author_language }: RequestRow): Person => ({
  email: author_email,
  language: author_language,
});

/** A letter in its reader's language. */
export function tellOne(
  db: Queryable,
  mail: AccountMail,
  { email, language }: Person,
  letter: Parameters<AccountMail['tell']>[1],
): Promise<void> {
  return mail.tell(db, letter, { email, language: language ?? 'en' });
}

/** The account that a developer role would be given to, if there is one yet. */
export const futureDeveloper = (db: Queryable, { email }: RequestRow): Promise<UserRow | undefined> =>
  findActiveUserByEmail(db, email!);
