import type { Html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { textArea } from './text-area.ts';

export type ReasonProblem = 'missing' | 'tooLong';

/** Why an administrator does something; nothing is done without. */
export function reasonField({ language }: PageContext, value = '', problem?: ReasonProblem): Html {
  const { reason } = messages[language];
  return textArea({ name: 'reason', label: reason.label, value, hint: reason.hint, error: problem && reason[problem] });
}

/** The summary above a form whose reason is not right. */
export function reasonProblem({ language }: PageContext, problem: ReasonProblem | undefined) {
  const { reason } = messages[language];
  return problem && { title: reason.problemTitle, errors: [{ field: 'reason', message: reason[problem] }] };
}
