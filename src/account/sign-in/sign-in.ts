import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Html } from '../../platform/html.ts';
import type { SandboxAccounts } from '../pages/components/sandbox-accounts.ts';
import { type SignInProblem, signInPage } from '../pages/sign-in.page.ts';
import type { Security } from '../security/security.ts';
import type { Origin } from '../sessions/sessions.ts';
import { findActiveUser } from '../users/users.queries.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { checkPassword } from './check-password.ts';
import type { Door, OtherWay, PageAnswer, Proof, SignInAnswer, SignInStep, StepView } from './door.ts';
import { PENDING_FIELD, type Pending, pendingFields, readPending } from './pending.ts';

export interface SignInServices {
  database: Database;
  sealer: Sealer;
  otherWays: readonly OtherWay[];
  steps: readonly SignInStep[];
  security: Pick<Security, 'noteFailedSignIn'>;
  /** Whether anybody may open an account here. */
  signUp: boolean;
  sandboxAccounts: SandboxAccounts | undefined;
}

export interface SignIn {
  /** The page to begin with, or to begin again with. */
  page(door: Door, options?: { email?: string; problem?: SignInProblem }): Promise<Html>;
  /** Whether a form is one of a sign-in; its token must have been checked before. */
  isPosted(body: FormBody): boolean;
  /** What comes after the form: another page, or somebody signed in. */
  submit(door: Door, body: FormBody, origin: Origin): Promise<SignInAnswer>;
}

/** The one flow by which people sign in, whatever door they came to. */
export function createSignIn(services: SignInServices): SignIn {
  const { database, sealer, otherWays, steps, security, signUp, sandboxAccounts } = services;
  return {
    page,
    isPosted: (body) =>
      ['email', 'password', PENDING_FIELD, ...otherWays.map(({ field }) => field)].some(
        (field) => typeof body[field] === 'string',
      ),
    async submit(door, body, origin) {
      if (typeof body[PENDING_FIELD] === 'string') return submitStep(door, body, origin);
      const way = otherWays.find(({ field }) => typeof body[field] === 'string');
      const proof = way ? await way.check(door, body, origin) : await submitPassword(door, body, origin);
      if (!proof) return refused(door, 401, way?.refusal ?? { kind: 'wrong-credentials' });
      return 'kind' in proof ? proof : goOn(door, proof, []);
    },
  };

  async function page(
    door: Door,
    { email = door.loginHint, problem }: { email?: string | undefined; problem?: SignInProblem } = {},
  ) {
    const controls = await Promise.all(otherWays.map((way) => way.control(door)));
    return signInPage({
      ...door.form,
      context: door.context,
      otherWays: controls.filter((control) => control !== undefined),
      ...(door.application && { application: door.application }),
      ...(email && { email }),
      ...(problem && { problem }),
      signUp,
      ...(sandboxAccounts && { sandboxAccounts }),
    });
  }

  async function refused(door: Door, status: number, problem: SignInProblem, email?: string): Promise<PageAnswer> {
    const headers: Record<string, string> = {};
    if (problem.kind === 'throttled') headers['retry-after'] = String(problem.retryAfterSeconds);
    return { kind: 'page', status, headers, page: await page(door, { ...(email && { email }), problem }) };
  }

  async function submitPassword(door: Door, body: FormBody, origin: Origin): Promise<Proof | PageAnswer> {
    const email = textOf(body, 'email').trim();
    const password = textOf(body, 'password');
    if (!email || !password) {
      const fields = [...(email ? [] : ['email' as const]), ...(password ? [] : ['password' as const])];
      return refused(door, 422, { kind: 'missing', fields }, email);
    }
    const result = await checkPassword(database, email, password, origin.address);
    if (result.kind === 'right') return { user: result.user, amr: ['pwd'] };
    if (result.kind === 'wrong-credentials') await security.noteFailedSignIn(database, email, origin);
    return refused(door, result.kind === 'throttled' ? 429 : 401, result, email);
  }

  /** Asks the first step that is still needed, or is done. */
  async function goOn(door: Door, proof: Proof, passed: string[]): Promise<SignInAnswer> {
    const step = await nextStep(proof, passed);
    if (!step) return { kind: 'signed-in', ...proof };
    return { kind: 'page', status: 200, page: await step.page(viewOf(door, proof, passed)) };
  }

  async function submitStep(door: Door, body: FormBody, origin: Origin): Promise<SignInAnswer> {
    const pending = readPending(sealer, door.subject, textOf(body, PENDING_FIELD));
    const user = pending && (await findActiveUser(database, pending.userId));
    if (!user) return refused(door, 403, { kind: 'expired' });
    const { amr, passed }: Pending = pending;
    const proof = { user, amr };
    const step = await nextStep(proof, passed);
    if (!step) return { kind: 'signed-in', ...proof };
    const result = await step.submit(viewOf(door, proof, passed), body, origin);
    if (result.kind === 'page') return result;
    return goOn(door, { user, amr: [...new Set([...amr, ...result.amr])] }, [...passed, step.name]);
  }

  async function nextStep(proof: Proof, passed: readonly string[]): Promise<SignInStep | undefined> {
    for (const step of steps) {
      if (!passed.includes(step.name) && (await step.isNeeded(proof))) return step;
    }
    return undefined;
  }

  function viewOf(door: Door, proof: Proof, passed: string[]): StepView {
    const pending = { userId: proof.user.id, amr: proof.amr, passed };
    return { door, proof, pending: pendingFields(sealer, door.subject, pending) };
  }
}
