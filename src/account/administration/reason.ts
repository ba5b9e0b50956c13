import type { SubmitCall } from '../console/page-route.ts';
import type { ReasonProblem } from '../pages/components/reason-field.ts';
import { LONGEST_TEXT } from '../support/support.service.ts';

/** Why an administrator does something. */
export function readReason({ field }: Pick<SubmitCall, 'field'>): { reason: string; problem?: ReasonProblem } {
  const reason = field('reason').replace(/\r\n?/g, '\n');
  if (reason === '') return { reason, problem: 'missing' };
  return reason.length > LONGEST_TEXT ? { reason, problem: 'tooLong' } : { reason };
}
