import { type SecondFactorProblem, secondFactorPage } from '../pages/second-factor.page.ts';
import type { Security } from '../security/security.ts';
import type { Origin } from '../sessions/sessions.ts';
import type { PageAnswer, SignInStep, StepView } from '../sign-in/door.ts';
import type { UserRow } from '../users/users.queries.ts';
import { textOf } from '../web/form-body.ts';
import {
  type CodeResult,
  checkRecoveryCode,
  checkTotp,
  type SecondFactorServices,
  secondFactorOf,
} from './second-factor.service.ts';

/** RFC 8176 section 2: a password for one time, the second of two factors. A recovery code is one, too. */
const METHODS = ['otp', 'mfa'];

/** Asks for a code after a right password. A passkey, which is two factors by itself, is not asked again. */
export function createSecondFactorStep(
  services: SecondFactorServices & { security: Pick<Security, 'noteFactor'> },
): SignInStep {
  const { database, security } = services;
  return {
    name: 'second-factor',
    isNeeded: async ({ user, amr }) => !amr.includes('mfa') && (await secondFactorOf(services, user.id)) !== undefined,
    page: (view) => pageOf(view),
    async submit(view, body, origin) {
      const { user } = view.proof;
      const recoveryCode = textOf(body, 'recovery_code');
      const field = recoveryCode || 'recovery_code' in body ? 'recovery_code' : 'code';
      const typed = field === 'code' ? textOf(body, 'code') : recoveryCode;
      if (typed.trim() === '') return again(view, 422, { kind: 'missing', field });
      const result = await (field === 'code'
        ? checkTotp(services, user.id, typed)
        : useRecoveryCode(user, typed, origin));
      if (result.kind !== 'right') return again(view, statusOf(result), { ...result, field });
      return { kind: 'passed', amr: METHODS };
    },
  };

  function useRecoveryCode(user: UserRow, code: string, origin: Origin): Promise<CodeResult> {
    return database.transaction(async (tx) => {
      const result = await checkRecoveryCode({ ...services, database: tx }, user.id, code);
      if (result.kind === 'right') await security.noteFactor(tx, user, 'recovery-code-used', origin);
      return result;
    });
  }
}

const statusOf = ({ kind }: CodeResult) => (kind === 'throttled' ? 429 : 401);

function again(view: StepView, status: number, problem: SecondFactorProblem): PageAnswer {
  const headers: Record<string, string> =
    problem.kind === 'throttled' ? { 'retry-after': String(problem.retryAfterSeconds) } : {};
  return { kind: 'page', status, headers, page: pageOf(view, problem) };
}

function pageOf({ door, pending }: StepView, problem?: SecondFactorProblem) {
  return secondFactorPage({
    ...door.form,
    context: door.context,
    ...(door.application && { application: door.application }),
    pending,
    ...(problem && { problem }),
  });
}
