import { randomUUID } from 'node:crypto';
import { violatedConstraint } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { formatInstant, type Language } from '../../platform/i18n.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { linkTokenHash, newLinkToken } from '../mail/link-token.ts';
import type { Origin } from '../sessions/sessions.ts';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';
import type { PortalServices } from '../web/portal.ts';
import {
  findInvitation,
  findInvitationByLink,
  type InvitationRow,
  insertInvited,
  putInvitation,
  removeInvitation,
  takeInvitation,
} from './invitations.queries.ts';
import { asManager, type ManagerCall, noteByManager } from './people.service.ts';

interface Invited {
  email: string;
  /** Empty when they say it themselves. */
  name: string;
  role: { key: string; name: string };
  /** Of an integrator. */
  purpose?: string;
  /** RFC 3339. */
  endsAt?: string;
}

/**
 * Invites somebody, or anew, which ends the earlier link. Somebody with an account gets a mail that says why it cannot be;
 * nothing tells the manager which of the two it was.
 * @returns false when too many mails went out lately
 */
export async function invite(call: ManagerCall, invited: Invited, language: Language): Promise<boolean> {
  const { services, user, origin } = call;
  const { mail, database, accountUrl } = services;
  const { email, name, role, purpose = '', endsAt } = invited;
  if (!(await mail.mayAsk(database, email, origin.address))) return false;
  const { token, tokenHash } = newLinkToken();
  const about = {
    clinic: user.tenant_name!,
    inviter: user.name,
    role: role.name,
    until: endsAt && formatInstant(endsAt, language, user.time_zone),
    url: `${accountUrl}/invitation?${new URLSearchParams({ token })}`,
  };
  await asManager(call, undefined, async (tx) => {
    await putInvitation(tx, {
      clinicId: user.tenant_id!,
      email,
      name,
      roleKey: role.key,
      language,
      purpose,
      endsAt,
      tokenHash,
      invitedBy: user.id,
      mailIfKnown: mail.sealed({ kind: 'invitation-known', about }, email, language),
      mailIfNew: mail.sealed({ kind: 'invitation', about }, email, language),
    });
    const detail = { email, role: role.key, ...(purpose && { purpose }), ...(endsAt && { until: endsAt }) };
    await noteByManager(tx, call, 'invitation.sent', { detail });
  });
  mail.wake();
  return true;
}

/** An invitation of the manager's own clinic. @throws ServiceError not_found for those of others */
export async function invitationOfClinic({ services, user }: ManagerCall, id: string): Promise<InvitationRow> {
  const invitation = await findInvitation(services.database, user.tenant_id!, id);
  if (!invitation) throw new ServiceError('not_found', 'There is no such invitation.');
  return invitation;
}

/** @throws ChangedMeanwhile when it was taken up meanwhile */
export async function withdrawInvitation(call: ManagerCall, { id, email }: InvitationRow): Promise<void> {
  await asManager(call, undefined, async (tx) => {
    if (!(await removeInvitation(tx, id))) throw new ChangedMeanwhile();
    await noteByManager(tx, call, 'invitation.withdrawn', { detail: { email } });
  });
}

/** @returns undefined when the link is dead */
export const invitationOfLink = ({ database }: PortalServices, token: unknown): Promise<InvitationRow | undefined> =>
  findInvitationByLink(database, linkTokenHash(token));

/** Opens the account. @returns undefined when the link is dead or the address was taken meanwhile */
export async function acceptInvitation(
  { database, security }: PortalServices,
  token: unknown,
  person: { name: string; passwordHash: string },
  origin: Origin,
): Promise<UserRow | undefined> {
  const id = randomUUID();
  const opened = await database
    .transaction(async (tx) => {
      const invitation = await takeInvitation(tx, linkTokenHash(token));
      if (!invitation) return false;
      await insertInvited(tx, id, person, invitation);
      await security.note(tx, id, 'email-verified', origin);
      return true;
    })
    .catch((error: Error) => {
      if (violatedConstraint(error) === 'users_email_key') return false;
      throw error;
    });
  return opened ? findActiveUser(database, id) : undefined;
}
