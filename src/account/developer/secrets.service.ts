import { randomBytes } from 'node:crypto';
import type { Sealer } from '../../platform/crypto.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { Queryable, Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { ApplicationRow } from './applications.queries.ts';
import { type Caller, ChangedMeanwhile, lockOwn, note, tellDeveloper } from './registration.service.ts';
import { deleteSecret, endSecretIn, insertSecret, listSecrets, type SecretRow, takeSealed } from './secrets.queries.ts';

/** Living at once: enough to rotate one for each environment that shares the registration. */
const MOST_SECRETS = 10;
export const LONGEST_DESCRIPTION = 80;
/** After how many days a secret may be chosen to end; 0 for never. */
export const SECRET_DAYS = [365, 180, 90, 0] as const;
/** How many hours the old secret may live on beside the one that follows it. */
export const OVERLAP_HOURS = [24, 168, 720, 0] as const;

const CONTEXT = 'client_secrets';
const HINT_CHARACTERS = 4;

export interface SecretWish {
  description: string;
  days: number;
}

/** Makes a secret that waits for its developer to look at it, once. */
export function makeSecret(
  tx: Tx,
  sealer: Sealer,
  clientId: string,
  { description, days }: SecretWish,
): Promise<number> {
  const secret = randomBytes(32).toString('base64url');
  return insertSecret(tx, clientId, {
    hash: sha256(secret),
    hint: secret.slice(-HINT_CHARACTERS),
    sealed: sealer.seal(secret, CONTEXT),
    description,
    days: days || null,
  });
}

/** @returns the secret's id; undefined when there are too many. @throws ChangedMeanwhile when the application is not approved */
export function createSecret(caller: Caller, clientId: string, wish: SecretWish): Promise<number | undefined> {
  return addSecret(caller, clientId, wish, (tx) =>
    note(tx, caller, clientId, 'secret.created', { description: wish.description }),
  );
}

/** A secret follows another, which lives on for some hours. @returns as `createSecret` */
export function rotateSecret(
  caller: Caller,
  clientId: string,
  old: SecretRow,
  { overlapHours, days }: { overlapHours: number; days: number },
): Promise<number | undefined> {
  const { description, hint } = old;
  return addSecret(caller, clientId, { description, days }, async (tx) => {
    if (!(await endSecretIn(tx, clientId, old.id, overlapHours))) throw new ChangedMeanwhile();
    await note(tx, caller, clientId, 'secret.rotated', { description, hint });
  });
}

async function addSecret(
  caller: Caller,
  clientId: string,
  wish: SecretWish,
  along: (tx: Tx) => Promise<void>,
): Promise<number | undefined> {
  const { database, sealer, mail } = caller.services;
  const id = await database.transaction(async (tx) => {
    const application = await requireConfidential(tx, caller, clientId);
    if ((await livingSecrets(tx, clientId)).length >= MOST_SECRETS) return undefined;
    await along(tx);
    await tellDeveloper(tx, caller, application, 'secret-made');
    return makeSecret(tx, sealer, clientId, wish);
  });
  mail.wake();
  return id;
}

/** The secret itself, for the one time that it is shown. @returns undefined when it was shown before */
export function revealSecret(caller: Caller, clientId: string, secret: SecretRow): Promise<string | undefined> {
  const { services, user } = caller;
  return services.database.transaction(async (tx) => {
    await lockOwn(tx, clientId, user);
    const shown = await takeSecret(tx, services.sealer, clientId, secret);
    if (shown) await note(tx, caller, clientId, 'secret.shown', { description: secret.description, hint: secret.hint });
    return shown;
  });
}

/** @returns undefined when it was taken before; whoever takes it writes that down */
export async function takeSecret(
  tx: Tx,
  sealer: Sealer,
  clientId: string,
  { id }: Pick<SecretRow, 'id'>,
): Promise<string | undefined> {
  const sealed = await takeSealed(tx, clientId, id);
  return sealed && sealer.unseal(sealed, CONTEXT);
}

/** It stops working at once. */
export async function removeSecret(caller: Caller, clientId: string, secret: SecretRow): Promise<void> {
  await caller.services.database.transaction(async (tx) => {
    await lockOwn(tx, clientId, caller.user);
    if (!(await deleteSecret(tx, clientId, secret.id))) return;
    await note(tx, caller, clientId, 'secret.deleted', { description: secret.description, hint: secret.hint });
  });
}

/** @throws ServiceError not_found for secrets of other applications, as for unknown ones */
export async function secretOf(db: Queryable, clientId: string, id: string | undefined): Promise<SecretRow> {
  const secret = (await listSecrets(db, clientId)).find((one) => String(one.id) === id);
  if (!secret) throw new ServiceError('not_found', 'There is no such secret.');
  return secret;
}

async function livingSecrets(db: Queryable, clientId: string): Promise<SecretRow[]> {
  return (await listSecrets(db, clientId)).filter(({ expired }) => !expired);
}

async function requireConfidential(tx: Tx, { user }: Caller, clientId: string): Promise<ApplicationRow> {
  const application = await lockOwn(tx, clientId, user);
  if (application.public || application.status !== 'approved') throw new ChangedMeanwhile();
  return application;
}
