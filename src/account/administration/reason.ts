import type { Html } from '../../platform/html.ts';
import {
  goTo,
  type PageAnswer,
  type PageCall,
  type PageRoute,
  type SubmitCall,
  wrongForm,
} from '../console/page-route.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import type { ReasonProblem } from '../pages/components/reason-field.ts';
import { LONGEST_TEXT } from '../support/support.service.ts';

/** Why an administrator does something. */
export function readReason({ field }: Pick<SubmitCall, 'field'>): { reason: string; problem?: ReasonProblem } {
  const reason = field('reason').replace(/\r\n?/g, '\n');
  if (reason === '') return { reason, problem: 'missing' };
  return reason.length > LONGEST_TEXT ? { reason, problem: 'tooLong' } : { reason };
}

/** Does something, or shows how it stands when somebody else was quicker. */
export async function orChanged(
  work: () => Promise<PageAnswer>,
  changedPage: () => Promise<PageAnswer>,
): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    return changedPage();
  }
}

interface Asked<Row extends { id: string }> {
  /** Of the list; the page lies below one of its objects. */
  here: string;
  /** What is done, and the name of the page. */
  act: string;
  anyOf(call: PageCall): Promise<Row>;
  /** Asks, and again with what is wrong with the reason. */
  page(call: PageCall, row: Row, extra: { typed?: string; problem?: ReasonProblem }): Html;
  run(call: SubmitCall, id: string, reason: string): Promise<unknown>;
  changedPage(call: PageCall): Promise<PageAnswer>;
}

/** A page that asks why, does one thing with one object, and leads back to it. */
export function reasonPage<Row extends { id: string }>(asked: Asked<Row>): PageRoute {
  const { here, act, anyOf, page, run, changedPage } = asked;
  return {
    path: `${here}/:id/${act}`,
    requires: 'administrator',
    show: async (call) => page(call, await anyOf(call), {}),
    async submit(call) {
      const row = await anyOf(call);
      const { reason, problem } = readReason(call);
      if (problem) return wrongForm(page(call, row, { typed: reason, problem }));
      return orChanged(
        async () => {
          await run(call, row.id, reason);
          return goTo(`${here}/${row.id}`, act);
        },
        () => changedPage(call),
      );
    },
  };
}
