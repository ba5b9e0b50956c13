import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import type { AccountMail } from '../mail/account-mail.ts';
import type { FormTarget } from '../pages/components/form.ts';
import type { PageContext } from '../pages/layout.ts';
import type { Security } from '../security/security.ts';
import { consolesOf } from '../users/roles.ts';
import type { BrowserKey } from './browser-key.ts';
import type { BrowserSessions, SignedInPerson } from './browser-session.ts';
import type { FormTokens } from './csrf.ts';
import { LANGUAGE_COOKIE, pageContext } from './page-context.ts';

/** What the pages of the account site work with. */
export interface PortalServices {
  database: Database;
  sealer: Sealer;
  formTokens: FormTokens;
  sessions: BrowserSessions;
  browserKey: BrowserKey;
  mail: AccountMail;
  security: Security;
  accountUrl: string;
  sandbox: boolean;
}

/** A page's surroundings when somebody is signed in; their language comes after one chosen in this browser. */
export function personContext(
  { formTokens, sandbox }: PortalServices,
  request: FastifyRequest,
  { user, sessionUid }: SignedInPerson,
  path = request.url,
): PageContext {
  return {
    ...pageContext(request.raw, sandbox, path, user.language ?? undefined),
    person: {
      name: user.name,
      signOut: { action: '/sign-out', csrfToken: formTokens.tokenFor(sessionUid) },
      consoles: consolesOf(user),
    },
  };
}

/** A form of somebody who is signed in: its token belongs to the session. */
export function personForm({ formTokens }: PortalServices, { sessionUid }: SignedInPerson, action: string): FormTarget {
  return { action, csrfToken: formTokens.tokenFor(sessionUid) };
}

/** A form before anybody is signed in: its token belongs to the browser and to what the form is for. */
export function visitorForm(
  { formTokens, browserKey }: PortalServices,
  request: FastifyRequest,
  reply: FastifyReply,
  action: string,
): FormTarget & { isValid(token: unknown): boolean } {
  const subject = `${action.split('?')[0]} ${browserKey.of(request, reply)}`;
  return {
    action,
    csrfToken: formTokens.tokenFor(subject),
    isValid: (token) => formTokens.isValid(token, subject),
  };
}

/** Keeps a language for this browser; undefined leaves the choice to its settings again. */
export function languageCookie(language: string | undefined, secure: boolean): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return `${LANGUAGE_COOKIE}=${language ?? ''}; Max-Age=${language ? 31_536_000 : 0}; ${attributes}`;
}
