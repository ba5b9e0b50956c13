import type { Queryable } from '../../platform/database/index.ts';
import { formatInstant } from '../../platform/i18n.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import type { LetterOf } from '../mail/letter.ts';
import { messages } from '../pages/messages.ts';
import type { Origin } from '../sessions/sessions.ts';
import { browserName } from './browser-name.ts';
import { insertEvent, insertEventByEmail, putDevice } from './security.queries.ts';

/** Everything that is kept of what happened to an account. */
export const EVENT_KINDS = [
  'sign-in',
  'sign-in-failed',
  'new-device',
  'sign-out',
  'session-ended',
  'email-verified',
  'password-changed',
  'password-reset',
  'application-connected',
  'application-disconnected',
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-made',
  'recovery-code-used',
  'passkey-added',
  'passkey-removed',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Whose account it is; the mail goes there. */
export interface Owner {
  id: string;
  email: string;
  language: 'en' | 'it' | null;
  time_zone: string | null;
}

export interface Security {
  /** Writes down what happened; `detail` holds words to show beside it, such as an application's name. */
  note(db: Queryable, userId: string, kind: EventKind, origin: Origin, detail?: Record<string, string>): Promise<void>;
  /** A wrong password, for whatever account has this address. */
  noteFailedSignIn(db: Queryable, email: string, origin: Origin): Promise<void>;
  /** A sign-in; one from a device that is new to an account with others is told by mail. */
  noteSignIn(db: Queryable, owner: Owner, deviceHash: Buffer, origin: Origin, amr: readonly string[]): Promise<void>;
  /** A person allowed an application for the first time. */
  noteApplicationConnected(
    db: Queryable,
    owner: Owner,
    application: { id: string; name: string },
    origin: Origin,
  ): Promise<void>;
  /** A changed or reset password. */
  notePassword(db: Queryable, owner: Owner, kind: 'password-changed' | 'password-reset', origin: Origin): Promise<void>;
  /** A change of how a person proves who they are beside the password; `name` is that of a passkey. */
  noteFactor(db: Queryable, owner: Owner, kind: FactorEvent, origin: Origin, name?: string): Promise<void>;
}

type FactorEvent = Extract<EventKind, `second-factor-${string}` | `recovery-code${string}` | `passkey-${string}`>;

export function createSecurity({ mail, accountUrl }: { mail: AccountMail; accountUrl: string }): Security {
  const note: Security['note'] = (db, userId, kind, { address, userAgent }, detail = {}) =>
    insertEvent(db, { userId, kind, address, userAgent, detail });

  /** The facts that a letter tells, in its reader's language. */
  function seen({ language, time_zone }: Owner, { address, userAgent }: Origin) {
    const reader = language ?? 'en';
    return {
      when: formatInstant(new Date(), reader, time_zone),
      address,
      browser: browserName(userAgent, messages[reader].sessions.unknownBrowser),
      securityUrl: `${accountUrl}/profile/security`,
    };
  }

  async function tell(db: Queryable, owner: Owner, letter: LetterOf): Promise<void> {
    await mail.tell(db, letter, { email: owner.email, language: owner.language ?? 'en' });
    mail.wake();
  }

  return {
    note,
    noteFailedSignIn: (db, email, { address, userAgent }) =>
      insertEventByEmail(db, { email: email.trim().toLowerCase(), kind: 'sign-in-failed', address, userAgent }),
    async noteSignIn(db, owner, deviceHash, origin, amr) {
      const { added, others } = await putDevice(db, owner.id, deviceHash);
      await note(db, owner.id, 'sign-in', origin, { amr: amr.join(' ') });
      if (!added || !others) return;
      await note(db, owner.id, 'new-device', origin);
      await tell(db, owner, { kind: 'new-device', about: seen(owner, origin) });
    },
    async noteApplicationConnected(db, owner, application, origin) {
      await note(db, owner.id, 'application-connected', origin, { clientId: application.id, name: application.name });
      const { when } = seen(owner, origin);
      const applicationsUrl = `${accountUrl}/profile/applications`;
      await tell(db, owner, {
        kind: 'application-connected',
        about: { application: application.name, when, applicationsUrl },
      });
    },
    async notePassword(db, owner, kind, origin) {
      await note(db, owner.id, kind, origin);
      await tell(db, owner, { kind: 'password-changed', about: seen(owner, origin) });
    },
    async noteFactor(db, owner, kind, origin, name) {
      await note(db, owner.id, kind, origin, name === undefined ? {} : { name });
      const what = messages[owner.language ?? 'en'].security.kinds[kind];
      const about = { ...seen(owner, origin), what: name === undefined ? what : `${what}: ${name}` };
      await tell(db, owner, { kind: 'factor-changed', about });
    },
  };
}
