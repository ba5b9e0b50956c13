import type { FastifyReply } from 'fastify';
import type { Html } from '../../platform/html.ts';
import type { ClinicCatalogue } from '../clinic/catalogue/clinic-catalogue.ts';
import type { ResetClinic } from '../clinic/sandbox.service.ts';
import type { FillNewClinic } from '../invitations/invitations.ts';
import type { Lifetimes } from '../oidc/lifetimes.ts';
import type { FormTarget } from '../pages/components/form.ts';
import type { PageContext } from '../pages/layout.ts';
import type { RelyingParty } from '../passkeys/relying-party.ts';
import type { Passwords } from '../password/password.ts';
import type { Origin } from '../sessions/sessions.ts';
import { isManager } from '../users/roles.ts';
import type { UserRow } from '../users/users.queries.ts';
import type { SignedInPerson } from '../web/browser-session.ts';
import type { PortalServices } from '../web/portal.ts';

/** Who may open a page and send its forms; nobody is let in by any other rule. */
export const REQUIREMENTS = {
  'signed-in': () => true,
  developer: ({ developer }) => developer,
  manager: isManager,
  'sandbox-manager': (user) => isManager(user) && user.tenant_sandbox === true,
  administrator: ({ administrator }) => administrator,
} as const satisfies Record<string, (user: UserRow) => boolean>;

export type Requirement = keyof typeof REQUIREMENTS;

/** What the pages behind the sign-in work with. */
export interface ConsoleServices extends PortalServices {
  passwords: Passwords;
  /** Undefined where browsers offer no passkeys. */
  relyingParty: RelyingParty | undefined;
  apiUrl: string;
  /** Of the installation; an application may have its own. */
  lifetimes: Lifetimes;
  /** The same; undefined for no limit. */
  requestsPerMinute: number | undefined;
  fillNewClinic: FillNewClinic;
  resetClinic: ResetClinic;
  clinicCatalogue: ClinicCatalogue;
}

/** One page behind the sign-in as data: where it is, who may open it, and what it answers. */
export interface PageRoute {
  /** With parameters as `:name`; a form of the page posts to the same path. */
  path: string;
  requires: Requirement;
  /** Only for who signed in a moment ago, and others do so first: to see it, or to send its form, too. */
  recent?: 'show' | 'always';
  /** Answers GET. */
  show?(call: PageCall): Promise<PageAnswer>;
  /** Answers POST, once the form's token was found right. */
  submit?(call: SubmitCall): Promise<PageAnswer>;
  /** The form brings a file, as the part `file`; of how many bytes at most. */
  fileBytes?: number;
}

export interface PageCall {
  services: ConsoleServices;
  person: SignedInPerson;
  user: UserRow;
  context: PageContext;
  params: Readonly<Record<string, string>>;
  /** Parameters of the address that came once. */
  query: Readonly<Record<string, string>>;
  /** From where the request came. */
  origin: Origin;
  /** A form of this person. */
  form(action: string): FormTarget;
  /** The name of a parameter `done`, for the sentence that tells what has just been done. */
  done: string | undefined;
}

export interface SubmitCall extends PageCall {
  /** A field's text without blanks around it; empty when it is missing or came more than once. */
  field(name: string): string;
  /** A field's text exactly as it was typed, as passwords are. */
  secret(name: string): string;
  /** Every value of a field that may come more than once. */
  values(name: string): readonly string[];
  /** The file that came, if there is one; `too-large` for one that is not looked at. */
  file: Buffer | 'too-large' | undefined;
}

/** A page; a page with a status; an address to go on to with GET; or an answer of another kind. */
export type PageAnswer =
  | Html
  | { page: Html; status: number; headers?: Record<string, string> }
  | { to: string }
  | { send(reply: FastifyReply): FastifyReply };

/** A page that comes back because something in its form is not right. */
export const wrongForm = (page: Html): PageAnswer => ({ page, status: 422 });

/** Goes on to a page, which says what was `done`. */
export const goTo = (path: string, done?: string): PageAnswer => ({
  to: done === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}done=${done}`,
});
