import { randomUUID } from 'node:crypto';
import type { Sealer } from '../../platform/crypto.ts';
import { type Database, type Tx, violatedConstraint } from '../../platform/database/index.ts';
import type { Language } from '../../platform/i18n.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import { linkTokenHash, newLinkToken } from '../mail/link-token.ts';
import { askForSignUp, findLink, takeLink } from '../mail/mail-links.queries.ts';
import type { Security } from '../security/security.ts';
import type { Origin } from '../sessions/sessions.ts';
import { findActiveUser, type UserRow } from '../users/users.queries.ts';
import { insertManager } from './sign-up.queries.ts';

/** Fills a new clinic with roles and invented people, in a transaction that has entered its tenant. */
export type CreateDemoClinic = (tx: Tx, clinic: { id: string; name: string }) => Promise<void>;

/** What somebody asked for, kept sealed until they follow the link. */
export interface AskedSignUp {
  name: string;
  email: string;
  passwordHash: string;
  language: Language;
  /** The browser that asked. */
  browser: string;
}

export interface SignUp {
  /** Sends a link; to somebody who has an account, a mail that says so. Nothing tells the two apart. */
  ask(asked: AskedSignUp, origin: Origin): Promise<void>;
  /** @returns undefined when the link is dead */
  find(token: unknown): Promise<AskedSignUp | undefined>;
  /** Opens the account with its clinic. @returns undefined when the link is dead or the address was taken meanwhile */
  confirm(token: unknown, origin: Origin): Promise<UserRow | undefined>;
}

const CLINIC_NAME = {
  en: (person: string) => `Demo clinic of ${person}`,
  it: (person: string) => `Centro demo di ${person}`,
};

/** What the clinic of a demo account is called, in the language of the one who asked for it. */
export function demoClinicName({ name, language }: Pick<AskedSignUp, 'name' | 'language'>): string {
  return CLINIC_NAME[language](name);
}

const CONTEXT = 'mail_links';
const TIME_ZONE = 'Europe/Rome';

export function createSignUp({
  database,
  sealer,
  mail,
  security,
  accountUrl,
  createDemoClinic,
}: {
  database: Database;
  sealer: Sealer;
  mail: AccountMail;
  security: Security;
  accountUrl: string;
  createDemoClinic: CreateDemoClinic;
}): SignUp {
  const open = (payload: Buffer | null | undefined) =>
    payload ? (JSON.parse(sealer.unseal(payload, CONTEXT)) as AskedSignUp) : undefined;

  return {
    async ask(asked, { address }) {
      const { email, language } = asked;
      if (!(await mail.mayAsk(database, email, address))) return;
      const { token, tokenHash } = newLinkToken();
      const url = `${accountUrl}/sign-up/confirm?${new URLSearchParams({ token })}`;
      const signInUrl = `${accountUrl}/sign-in`;
      const forgotUrl = `${accountUrl}/forgot-password`;
      await askForSignUp(database, {
        email,
        tokenHash,
        payload: sealer.seal(JSON.stringify(asked), CONTEXT),
        mailIfKnown: mail.sealed({ kind: 'account-exists', about: { signInUrl, forgotUrl } }, email, language),
        mailIfNew: mail.sealed({ kind: 'confirm-sign-up', about: { url } }, email, language),
      });
      mail.wake();
    },
    find: async (token) => open((await findLink(database, linkTokenHash(token), 'sign-up'))?.payload),
    async confirm(token, origin) {
      const tenantId = `demo-${randomUUID()}`;
      const userId = randomUUID();
      const actor = {
        userId,
        clientId: 'corsia',
        requestId: 'sign-up',
        address: origin.address,
        action: 'demo.create',
      };
      const opened = await database
        .forTenant({ tenantId, timeZone: TIME_ZONE, actor })
        .transaction(async (tx) => {
          const asked = open((await takeLink(tx, linkTokenHash(token), 'sign-up'))?.payload);
          if (!asked) return false;
          const { browser: _browser, ...person } = asked;
          await createDemoClinic(tx, { id: tenantId, name: demoClinicName(asked) });
          await insertManager(tx, { ...person, id: userId, tenantId });
          await security.note(tx, userId, 'email-verified', origin);
          return true;
        })
        .catch((error: Error) => {
          if (violatedConstraint(error) === 'users_email_key') return false;
          throw error;
        });
      return opened ? findActiveUser(database, userId) : undefined;
    },
  };
}
