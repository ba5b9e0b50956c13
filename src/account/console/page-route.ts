import type { FastifyReply } from 'fastify';
import type { Html } from '../../platform/html.ts';
import type { Lifetimes } from '../oidc/lifetimes.ts';
import type { FormTarget } from '../pages/components/form.ts';
import type { PageContext } from '../pages/layout.ts';
import type { Origin } from '../sessions/sessions.ts';
import { isManager } from '../users/roles.ts';
import type { UserRow } from '../users/users.queries.ts';
import type { PortalServices } from '../web/portal.ts';

/** Who may open a page and send its forms; nobody is let in by any other rule. */
export const REQUIREMENTS = {
  'signed-in': () => true,
  developer: ({ developer }) => developer,
  manager: isManager,
  administrator: ({ administrator }) => administrator,
} as const satisfies Record<string, (user: UserRow) => boolean>;

export type Requirement = keyof typeof REQUIREMENTS;

/** What the pages of the consoles work with. */
export interface ConsoleServices extends PortalServices {
  apiUrl: string;
  /** Of the installation; an application may have its own. */
  lifetimes: Lifetimes;
}

/** One page of a console as data: where it is, who may open it, and what it answers. */
export interface PageRoute {
  /** With parameters as `:name`; a form of the page posts to the same path. */
  path: string;
  requires: Requirement;
  /** Answers GET. */
  show?(call: PageCall): Promise<PageAnswer>;
  /** Answers POST, once the form's token was found right. */
  submit?(call: SubmitCall): Promise<PageAnswer>;
  /** The form brings a file, as the part `file`; of how many bytes at most. */
  fileBytes?: number;
}

export interface PageCall {
  services: ConsoleServices;
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
  /** Every value of a field that may come more than once. */
  values(name: string): readonly string[];
  /** The file that came, if there is one; `too-large` for one that is not looked at. */
  file: Buffer | 'too-large' | undefined;
}

/** A page; a page with a status; an address to go on to with GET; or an answer of another kind. */
export type PageAnswer =
  | Html
  | { page: Html; status: number }
  | { to: string }
  | { send(reply: FastifyReply): FastifyReply };

/** A page that comes back because something in its form is not right. */
export const wrongForm = (page: Html): PageAnswer => ({ page, status: 422 });

/** Goes on to a page, which says what was `done`. */
export const goTo = (path: string, done?: string): PageAnswer => ({
  to: done === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}done=${done}`,
});
