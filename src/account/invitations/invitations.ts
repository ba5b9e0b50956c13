import { randomUUID } from 'node:crypto';
import { type Database, type Tx, violatedConstraint } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { Language } from '../../platform/i18n.ts';
import { noteAction } from '../console/actions.queries.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import { newLinkToken } from '../mail/link-token.ts';
import { removeLinksOf } from '../mail/mail-links.queries.ts';
import {
  type ClinicRules,
  insertInvited,
  insertPasswordLink,
  insertProductionClinic,
  lockByEmail,
  lockInvitedManager,
  setAdministrator,
  setFiscalCodePolicy,
} from './invitations.queries.ts';

/** How long the link works that sets the first password. */
export const LINK_HOURS = 72;

/** Who runs a command on the server has no address of their own. */
const ON_THE_SERVER = 'local';

interface Person {
  email: string;
  name: string;
  language: Language;
}

export interface NewAdministrator {
  userId: string;
  /** Sets the password, once; undefined for somebody who has one. */
  link: string | undefined;
  granted: 'new' | 'known' | 'already';
}

/**
 * Makes an administrator by a command on the server, which is how the first one comes to be.
 * @param grant whether somebody who has an account may become one
 * @throws ServiceError invalid_request when the address is taken, or its person cannot sign in
 */
export async function createAdministrator(
  { database, accountUrl }: { database: Database; accountUrl: string },
  person: Person,
  { command, reason, grant }: { command: string; reason: string; grant: boolean },
): Promise<NewAdministrator> {
  return database
    .transaction(async (tx): Promise<NewAdministrator> => {
      const known = await lockByEmail(tx, person.email);
      if (known && !grant) throw emailTaken(person.email, 'use --grant to make that person an administrator');
      if (known && !known.active) {
        throw new ServiceError('invalid_request', `The account of ${person.email} is disabled or past its end.`);
      }
      const userId = known?.id ?? randomUUID();
      if (known) await setAdministrator(tx, userId);
      else await insertInvited(tx, { ...person, id: userId, administrator: true, tenantId: undefined });
      const link = known?.has_password ? undefined : await passwordLink(tx, userId, accountUrl);
      if (!known?.administrator) {
        const detail = { email: person.email };
        const by = byAdministrator(onTheServer(command, reason));
        await noteAction(tx, { ...by, action: 'administrator.made', userId, detail });
      }
      return { userId, link, granted: known ? (known.administrator ? 'already' : 'known') : 'new' };
    })
    .catch((error: Error) => {
      if (violatedConstraint(error) !== 'users_email_key') throw error;
      throw emailTaken(person.email, 'use --grant to make that person an administrator');
    });
}

/** Who makes or invites: an administrator from their address, or a command on the server by its name. */
export interface By {
  actorId: string;
  address: string;
  reason: string;
}

export const onTheServer = (command: string, reason: string): By => ({
  actorId: command,
  address: ON_THE_SERVER,
  reason,
});

interface Services {
  database: Database;
  accountUrl: string;
  mail: AccountMail;
}

export interface NewClinic extends ClinicRules {
  id: string;
  name: string;
  manager: Person;
  sandbox: boolean;
}

/** What a new clinic begins with: its roles, or a whole clinic of invented data; in a transaction that has entered its tenant. */
export type FillNewClinic = Record<
  'roles' | 'sandbox',
  (tx: Tx, clinic: { id: string; name: string }) => Promise<void>
>;

/** The id of a clinic or the address of its manager is somebody else's. */
export class Taken extends ServiceError {
  readonly what: 'id' | 'email';

  constructor(what: 'id' | 'email', message: string) {
    super('invalid_request', message);
    this.what = what;
  }
}

/**
 * Makes a clinic with its roles and the account of its manager, whole or not at all, and queues the mail that invites them.
 * @returns the link that sets the manager's password, once
 * @throws Taken
 */
export async function createClinic(
  { database, accountUrl, mail }: Services,
  { manager, sandbox, ...clinic }: NewClinic,
  fill: FillNewClinic,
  by: By,
): Promise<{ userId: string; link: string }> {
  const { id, name, timeZone, fiscalCodePolicy } = clinic;
  const actor = { userId: by.actorId, clientId: 'corsia', requestId: 'tenant-create', address: by.address };
  return database
    .forTenant({ tenantId: id, timeZone, actor: { ...actor, action: 'clinic.create' } })
    .transaction(async (tx) => {
      // First, as filling a clinic takes its time and a taken address is the likelier mistake.
      if (await lockByEmail(tx, manager.email)) throw managerTaken(manager.email);
      if (sandbox) {
        await fill.sandbox(tx, { id, name });
        await setFiscalCodePolicy(tx, id, fiscalCodePolicy);
      } else {
        await insertProductionClinic(tx, clinic);
        await fill.roles(tx, { id, name });
      }
      const userId = await insertManager(tx, id, manager);
      const link = await tellManager(tx, { accountUrl, mail }, name, { id: userId, ...manager });
      const detail = { clinic: id, email: manager.email };
      await noteAction(tx, { ...byAdministrator(by), action: 'clinic.created', userId, detail });
      return { userId, link };
    })
    .catch((error: Error) => {
      throw violatedConstraint(error) === 'tenants_pkey'
        ? new Taken('id', `There is a clinic ${id} already.`)
        : orManagerTaken(error, manager.email);
    });
}

/** Lets a clinic have another manager, such as when the last one has left. @throws Taken */
export async function inviteManager(
  services: Services,
  clinic: { id: string; name: string },
  manager: Person,
  by: By,
): Promise<void> {
  await services.database
    .transaction(async (tx) => {
      const userId = await insertManager(tx, clinic.id, manager);
      await tellManager(tx, services, clinic.name, { id: userId, ...manager });
      const detail = { clinic: clinic.id, email: manager.email };
      await noteAction(tx, { ...byAdministrator(by), action: 'invitation.sent', userId, detail });
    })
    .catch((error: Error) => {
      throw orManagerTaken(error, manager.email);
    });
}

/** Sends the invitation again; earlier links end. @returns false when the person has a password meanwhile, or is gone */
export function inviteManagerAgain(
  services: Services,
  clinic: { id: string; name: string },
  personId: string,
  by: By,
): Promise<boolean> {
  return services.database.transaction(async (tx) => {
    const person = await lockInvitedManager(tx, clinic.id, personId);
    if (!person) return false;
    await removeLinksOf(tx, person.id);
    await tellManager(tx, services, clinic.name, { ...person, language: person.language ?? 'it' });
    const detail = { clinic: clinic.id, email: person.email };
    await noteAction(tx, { ...byAdministrator(by), action: 'invitation.sent', userId: person.id, detail });
    return true;
  });
}

const byAdministrator = ({ actorId, address, reason }: By) => ({
  actorId,
  actingAs: 'administrator' as const,
  reason,
  address,
});

async function insertManager(tx: Tx, tenantId: string, manager: Person): Promise<string> {
  const id = randomUUID();
  await insertInvited(tx, { ...manager, id, administrator: false, tenantId });
  return id;
}

/** @returns the link of the letter */
async function tellManager(
  tx: Tx,
  { mail, accountUrl }: Pick<Services, 'mail' | 'accountUrl'>,
  clinic: string,
  { id, ...manager }: Person & { id: string },
): Promise<string> {
  const url = await passwordLink(tx, id, accountUrl);
  await mail.tell(tx, { kind: 'first-manager', about: { clinic, url } }, manager);
  return url;
}

async function passwordLink(tx: Tx, userId: string, accountUrl: string): Promise<string> {
  const { token, tokenHash } = newLinkToken();
  await insertPasswordLink(tx, userId, tokenHash, LINK_HOURS);
  return `${accountUrl}/reset-password?${new URLSearchParams({ token })}`;
}

const managerTaken = (email: string): Taken => emailTaken(email, 'a person belongs to one clinic');

const orManagerTaken = (error: Error, email: string): Error =>
  violatedConstraint(error) === 'users_email_key' ? managerTaken(email) : error;

const emailTaken = (email: string, hint: string): Taken =>
  new Taken('email', `There is an account for ${email} already; ${hint}.`);
