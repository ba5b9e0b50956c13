import type { Clock, Sleep } from '@corsia/client';

export interface VirtualTime {
  now: Clock;
  sleep: Sleep;
  /** Sends a request for real; the time stands still meanwhile. */
  fetch: typeof fetch;
  /** Lets the time pass until then; `true` of `until` ends it earlier. */
  pass(milliseconds: number, until?: () => boolean): Promise<void>;
}

/** Turns of the event loop in which a program that waits for nothing but the time does nothing. */
const QUIET_TURNS = 5;

/** A clock that jumps to the next moment for which somebody waits, whenever nobody does anything else. */
export function virtualTime(start: number): VirtualTime {
  let now = start;
  let requests = 0;
  const sleepers = new Set<{ at: number; wake(): void }>();

  const quiet = async () => {
    for (let turns = 0; turns < QUIET_TURNS; turns++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (requests > 0) turns = 0;
    }
  };
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async fetch(...request) {
      requests++;
      try {
        const answer = await fetch(...request);
        const body = await answer.arrayBuffer();
        return new Response(body.byteLength > 0 ? body : null, answer);
      } finally {
        requests--;
      }
    },
    async pass(milliseconds, until = () => false) {
      const end = now + milliseconds;
      for (;;) {
        await quiet();
        if (until()) return;
        const next = [...sleepers].reduce<{ at: number; wake(): void } | undefined>(
          (first, sleeper) => (first && first.at <= sleeper.at ? first : sleeper),
          undefined,
        );
        if (!next || next.at > end) break;
        sleepers.delete(next);
        now = next.at;
        next.wake();
      }
      now = end;
    },
  };
}
