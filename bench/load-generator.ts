import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadPlan, LoadResult } from './load.ts';

export interface LoadGenerator {
  /** @throws Error when an answer had another status than the plan's */
  run(plan: LoadPlan): Promise<LoadResult>;
}

export function startLoadGenerator(onClose: (close: () => Promise<void>) => void): LoadGenerator {
  const child = fork(join(import.meta.dirname, 'load.ts'), { serialization: 'advanced' });
  const ended = once(child, 'exit');
  onClose(async () => {
    child.kill();
    await ended;
  });
  return {
    async run(plan) {
      child.send(plan);
      const [result] = (await Promise.race([
        once(child, 'message'),
        ended.then(() => {
          throw new Error('The load generator ended.');
        }),
      ])) as [LoadResult];
      if (result.failures.length > 0) {
        throw new Error(
          `of ${result.answers} answers, which all should have status ${plan.status}: ${result.failures.join(', ')}`,
        );
      }
      return result;
    },
  };
}
