import type { Html } from '../../platform/html.ts';
import type { FormTarget } from '../pages/components/form.ts';
import type { PageContext } from '../pages/layout.ts';
import type { SignInProblem } from '../pages/sign-in.page.ts';
import type { Origin } from '../sessions/sessions.ts';
import type { UserRow } from '../users/users.queries.ts';
import type { FormBody } from '../web/form-body.ts';

/** Where a person signs in: an authorization request that waits, or the account site's own page. */
export interface Door {
  /** What this sign-in belongs to: what was proved at one door is worth nothing at another. */
  subject: string;
  form: FormTarget;
  context: PageContext;
  /** Who asks; absent at the account site itself. */
  application?: { name: string };
  loginHint?: string | undefined;
}

/** Who it is, and how they proved it so far (RFC 8176). */
export interface Proof {
  user: UserRow;
  amr: string[];
}

/** A page to show instead of going on. */
export interface PageAnswer {
  kind: 'page';
  status: number;
  headers?: Record<string, string>;
  page: Html;
}

export type SignInAnswer = PageAnswer | { kind: 'signed-in'; user: UserRow; amr: string[] };

/**
 * A way in beside the password, recognised by a field of its own. Its control stands on the sign-in page, in a form that
 * it brings itself.
 */
export interface OtherWay {
  field: string;
  /** What the page says when it proves nothing. */
  refusal: SignInProblem;
  control(door: Door): Html | undefined | Promise<Html | undefined>;
  /** @returns undefined when it proves nothing */
  check(door: Door, body: FormBody, origin: Origin): Promise<Proof | undefined>;
}

export interface StepView {
  door: Door;
  proof: Proof;
  /** The hidden fields that the step's form must hold: they carry what was proved before. */
  pending: Html;
}

/** Something more to ask after the first proof, such as a second factor. Steps come in their order. */
export interface SignInStep {
  name: string;
  isNeeded(proof: Proof): Promise<boolean>;
  page(view: StepView): Html | Promise<Html>;
  /** @returns how it was proved (RFC 8176), or the page to show again */
  submit(view: StepView, body: FormBody, origin: Origin): Promise<{ kind: 'passed'; amr: string[] } | PageAnswer>;
}
