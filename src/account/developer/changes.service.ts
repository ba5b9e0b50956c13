import type { Tx } from '../../platform/database/index.ts';
import { insertRequest, type RequestRow, withdrawRequest } from '../support/support.queries.ts';
import { tellAdministrators } from '../support/support.service.ts';
import {
  type ApplicationRow,
  forgetScopes,
  type Logo,
  removeLogo,
  setRedirectUris,
  takeWishedLogo,
  updateApplication,
  wishLogo,
} from './applications.queries.ts';
import { MOST_REDIRECT_URIS } from './redirect-uris.ts';
import { type Caller, ChangedMeanwhile, lockOwn, note, openRequest, tellDeveloper } from './registration.service.ts';
import { differences, kindOf, type Registration, registrationOf, storedScopes } from './registration.ts';

/** What a developer may ask to have changed once an application is approved; redirect addresses they change themselves. */
export type ChangeWish = Pick<Registration, 'name' | 'description' | 'homeUrl' | 'privacyUrl' | 'scopes' | 'logo'>;

/** What is asked to be changed: how it was, and how it should be. */
export interface Change {
  from: Partial<Registration>;
  to: Partial<Registration>;
}

/** The parts of a wish that differ from what is approved. @returns undefined when nothing does */
export function changeOf(application: ApplicationRow, wish: ChangeWish): Change | undefined {
  const before = registrationOf(application);
  const fields = differences(before, wish).map(({ field }) => field as keyof ChangeWish);
  if (fields.length === 0) return undefined;
  const only = (all: ChangeWish) => Object.fromEntries(fields.map((field) => [field, all[field]]));
  return { from: only(before), to: only(wish) };
}

/** The change that a request is about. */
export const changeIn = ({ detail }: Pick<RequestRow, 'detail'>): Change => detail as unknown as Change;

/**
 * Asks the administrators for a change.
 * @param picture the one that the wish names, when it is new
 * @throws ChangedMeanwhile when another request is open, or it is not approved
 */
export async function askForChange(
  caller: Caller,
  id: string,
  wish: ChangeWish,
  reason: string,
  picture: Logo | undefined,
): Promise<void> {
  const { services, user } = caller;
  await services.database.transaction(async (tx) => {
    const application = await lockOwn(tx, id, user);
    const type = 'application-change';
    const change = changeOf(application, wish);
    const requestId =
      change && application.status === 'approved'
        ? await insertRequest(tx, { type, authorId: user.id, clientId: id, reason, detail: { ...change } })
        : undefined;
    if (!requestId) throw new ChangedMeanwhile();
    if (picture && picture.hash !== application.logo_hash) await wishLogo(tx, id, picture);
    await note(tx, caller, id, 'change.requested', {}, requestId);
    await tellAdministrators(tx, services, { id: requestId, type, subject: application.name });
  });
  services.mail.wake();
}

/** @throws ChangedMeanwhile when it was decided meanwhile */
export async function withdrawChange(caller: Caller, id: string): Promise<void> {
  await caller.services.database.transaction(async (tx) => {
    await lockOwn(tx, id, caller.user);
    const request = await openRequest(tx, id);
    if (request?.type !== 'application-change' || !(await withdrawRequest(tx, request.id)))
      throw new ChangedMeanwhile();
    await note(tx, caller, id, 'change.withdrawn', {}, request.id);
  });
}

/** Makes a registration what was asked for; people who allowed a scope that is gone are asked again. */
export async function applyChange(tx: Tx, application: ApplicationRow, to: Partial<Registration>): Promise<void> {
  const before = registrationOf(application);
  const after = { ...before, ...to };
  await updateApplication(tx, application.id, {
    ...after,
    scopes: storedScopes(after.scopes),
    grantTypes: application.grant_types,
  });
  if (to.logo !== undefined) {
    await (to.logo === '' ? removeLogo(tx, application.id) : takeWishedLogo(tx, application.id, to.logo));
  }
  await forgetScopes(
    tx,
    application.id,
    before.scopes.filter((scope) => !after.scopes.includes(scope)),
  );
}

export type UriRefusal = 'too-many' | 'known' | 'last';

/** Adds a redirect address that was found good. @returns why not, if not */
export function addRedirectUri(caller: Caller, id: string, uri: string): Promise<UriRefusal | undefined> {
  return changeUris(caller, id, async (tx, application) => {
    const { redirect_uris } = application;
    if (redirect_uris.includes(uri)) return 'known';
    if (redirect_uris.length >= MOST_REDIRECT_URIS) return 'too-many';
    await setRedirectUris(tx, id, [...redirect_uris, uri]);
    await note(tx, caller, id, 'redirect-uri.added', { uri });
    await tellDeveloper(tx, caller, application, 'redirect-uri-added', { detail: uri });
    return undefined;
  });
}

/** Takes a redirect address away; one is always left. @returns why not, if not */
export function removeRedirectUri(caller: Caller, id: string, uri: string): Promise<UriRefusal | undefined> {
  return changeUris(caller, id, async (tx, { redirect_uris }) => {
    if (!redirect_uris.includes(uri)) return undefined;
    if (redirect_uris.length === 1) return 'last';
    await setRedirectUris(
      tx,
      id,
      redirect_uris.filter((one) => one !== uri),
    );
    await note(tx, caller, id, 'redirect-uri.removed', { uri });
    return undefined;
  });
}

async function changeUris(
  { services, user }: Caller,
  id: string,
  change: (tx: Tx, application: ApplicationRow) => Promise<UriRefusal | undefined>,
): Promise<UriRefusal | undefined> {
  const refusal = await services.database.transaction(async (tx) => {
    const application = await lockOwn(tx, id, user);
    if (application.status !== 'approved' || kindOf(application) === 'device') throw new ChangedMeanwhile();
    return change(tx, application);
  });
  services.mail.wake();
  return refusal;
}
