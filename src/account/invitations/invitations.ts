import { randomUUID } from 'node:crypto';
import { type Database, type Tx, violatedConstraint } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import type { Language } from '../../platform/i18n.ts';
import { noteAction } from '../console/actions.queries.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import { newLinkToken } from '../mail/link-token.ts';
import {
  insertInvited,
  insertPasswordLink,
  insertProductionClinic,
  lockByEmail,
  setAdministrator,
} from './invitations.queries.ts';

/** How long the link works that sets the first password. */
export const LINK_HOURS = 72;

const TIME_ZONE = 'Europe/Rome';
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
        await noteAction(tx, {
          actorId: command,
          actingAs: 'administrator',
          action: 'administrator.made',
          userId,
          reason,
          detail: { email: person.email },
          address: ON_THE_SERVER,
        });
      }
      return { userId, link, granted: known ? (known.administrator ? 'already' : 'known') : 'new' };
    })
    .catch((error: Error) => {
      if (violatedConstraint(error) !== 'users_email_key') throw error;
      throw emailTaken(person.email, 'use --grant to make that person an administrator');
    });
}

export interface NewClinic {
  id: string;
  name: string;
  manager: Person;
  sandbox: boolean;
}

/**
 * Makes a clinic with its roles and the account of its manager, whole or not at all, and queues the mail that invites them.
 * @param fill.roles gives a production clinic its roles; @param fill.sandbox makes a whole clinic of invented data
 * @returns the link that sets the manager's password, once
 * @throws ServiceError invalid_request when the id or the address is taken
 */
export async function createClinic(
  { database, accountUrl, mail }: { database: Database; accountUrl: string; mail: AccountMail },
  { id, name, manager, sandbox }: NewClinic,
  fill: Record<'roles' | 'sandbox', (tx: Tx, clinic: { id: string; name: string }) => Promise<void>>,
  { command, reason }: { command: string; reason: string },
): Promise<{ userId: string; link: string }> {
  const userId = randomUUID();
  const actor = { userId: command, clientId: 'corsia', requestId: 'tenant-create', address: ON_THE_SERVER };
  return database
    .forTenant({ tenantId: id, timeZone: TIME_ZONE, actor: { ...actor, action: 'clinic.create' } })
    .transaction(async (tx) => {
      // First, as filling a clinic takes its time and a taken address is the likelier mistake.
      if (await lockByEmail(tx, manager.email)) throw emailTaken(manager.email, 'a person belongs to one clinic');
      if (sandbox) await fill.sandbox(tx, { id, name });
      else {
        await insertProductionClinic(tx, id, name);
        await fill.roles(tx, { id, name });
      }
      await insertInvited(tx, { ...manager, id: userId, administrator: false, tenantId: id });
      const link = await passwordLink(tx, userId, accountUrl);
      await mail.tell(tx, { kind: 'first-manager', about: { clinic: name, url: link } }, manager);
      await noteAction(tx, {
        actorId: command,
        actingAs: 'administrator',
        action: 'clinic.created',
        userId,
        reason,
        detail: { clinic: id, email: manager.email },
        address: ON_THE_SERVER,
      });
      return { userId, link };
    })
    .catch((error: Error) => {
      const taken = violatedConstraint(error);
      if (taken === 'tenants_pkey') throw new ServiceError('invalid_request', `There is a clinic ${id} already.`);
      if (taken === 'users_email_key') throw emailTaken(manager.email, 'a person belongs to one clinic');
      throw error;
    });
}

async function passwordLink(tx: Tx, userId: string, accountUrl: string): Promise<string> {
  const { token, tokenHash } = newLinkToken();
  await insertPasswordLink(tx, userId, tokenHash, LINK_HOURS);
  return `${accountUrl}/reset-password?${new URLSearchParams({ token })}`;
}

function emailTaken(email: string, hint: string): ServiceError {
  return new ServiceError('invalid_request', `There is an account for ${email} already; ${hint}.`);
}
