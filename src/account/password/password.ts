import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Language } from '../../platform/i18n.ts';
import { hashPassword } from '../../platform/password.ts';
import { disconnectAll } from '../applications/applications.queries.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import { linkTokenHash, newLinkToken } from '../mail/link-token.ts';
import { askForReset, findLink, removeLinksOf, takeLink } from '../mail/mail-links.queries.ts';
import type { Security } from '../security/security.ts';
import { endSessions, type Origin, sessionKey } from '../sessions/sessions.ts';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';
import { updatePassword } from './password.queries.ts';

export interface Passwords {
  /** Sends a link if there is such an account. Nothing tells whether there is. */
  askForLink(email: string, language: Language, origin: Origin): Promise<void>;
  /** Whose link it is. @returns undefined when it is dead, or its person is no longer active */
  ownerOfLink(token: unknown): Promise<UserRow | undefined>;
  /** A new password by a link: signs out everywhere. @returns false when the link was used meanwhile */
  reset(token: unknown, password: string, options: { disconnect: boolean }, origin: Origin): Promise<boolean>;
  /** A new password by somebody who is signed in: signs out everywhere else. */
  change(user: UserRow, sessionUid: string, password: string, origin: Origin): Promise<void>;
}

export function createPasswords({
  database,
  sealer,
  mail,
  security,
  accountUrl,
}: {
  database: Database;
  sealer: Sealer;
  mail: AccountMail;
  security: Security;
  accountUrl: string;
}): Passwords {
  return {
    async askForLink(email, language, { address }) {
      if (!(await mail.mayAsk(database, email, address))) return;
      const { token, tokenHash } = newLinkToken();
      const url = `${accountUrl}/reset-password?${new URLSearchParams({ token })}`;
      const sealed = mail.sealed({ kind: 'reset-password', about: { url } }, email, language);
      await askForReset(database, { email, tokenHash, mail: sealed });
      mail.wake();
    },
    async ownerOfLink(token) {
      const link = await findLink(database, linkTokenHash(token), 'password-reset');
      return link?.user_id ? findActiveUser(database, link.user_id) : undefined;
    },
    async reset(token, password, { disconnect }, origin) {
      const hash = await hashPassword(password);
      return database.transaction(async (tx) => {
        const link = await takeLink(tx, linkTokenHash(token), 'password-reset');
        const user = link?.user_id ? await findActiveUser(tx, link.user_id) : undefined;
        if (!user) return false;
        await updatePassword(tx, user.id, hash, true);
        await removeLinksOf(tx, user.id);
        await endSessions(tx, sealer, user.id, {});
        if (disconnect) await disconnectAll(tx, user.id);
        await security.notePassword(tx, user, 'password-reset', origin);
        return true;
      });
    },
    async change(user, sessionUid, password, origin) {
      const hash = await hashPassword(password);
      await database.transaction(async (tx) => {
        await updatePassword(tx, user.id, hash, false);
        await removeLinksOf(tx, user.id);
        await endSessions(tx, sealer, user.id, { except: sessionKey(sessionUid) });
        await security.notePassword(tx, user, 'password-changed', origin);
      });
      mail.wake();
    },
  };
}
