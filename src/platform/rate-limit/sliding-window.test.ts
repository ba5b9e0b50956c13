import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryCounter } from './memory-counter.ts';

const LIMIT = 10;
const WINDOW_SECONDS = 60;

/** A counter whose clock the test moves, in seconds. */
function counterAt(start = 0) {
  const clock = { now: start };
  const counter = createMemoryCounter(WINDOW_SECONDS, () => clock.now * 1000);
  const count = (key: string, limit = LIMIT) => counter(key, limit, true);
  const look = (key: string) => counter(key, LIMIT, false);
  return { clock, count, look };
}

test('allows the limit, then refuses and says for how long', () => {
  const { count } = counterAt();
  const verdicts = Array.from({ length: 11 }, () => count('app'));
  expect(verdicts.map(({ allowed }) => allowed)).toEqual([...Array(10).fill(true), false]);
  expect(verdicts.map(({ remaining }) => remaining)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]);
  expect(verdicts[10]!.resetSeconds).toBe(66);
});

test('one caller does not use up what another may', () => {
  const { count } = counterAt();
  for (let i = 0; i < 11; i++) count('busy');
  expect(count('calm').allowed).toBe(true);
});

test('each caller may have a limit of its own, which holds from the next request on', () => {
  const { count } = counterAt();
  for (let i = 0; i < 10; i++) count('app');
  expect(count('app')).toMatchObject({ allowed: false, limit: 10, remaining: 0 });
  expect(count('app', 12)).toMatchObject({ allowed: true, limit: 12, remaining: 1 });
  expect(count('app', 3)).toMatchObject({ allowed: false, limit: 3, remaining: 0 });
});

test('looking counts nothing, and says what would be', () => {
  const { count, look } = counterAt();
  for (let i = 0; i < 20; i++) expect(look('app').remaining).toBe(9);
  for (let i = 0; i < 10; i++) count('app');
  expect(look('app').allowed).toBe(false);
});

test('the edge of a window is no way to twice the limit', () => {
  const { clock, count } = counterAt(59);
  for (let i = 0; i < 10; i++) count('app');
  clock.now = 60.5;
  expect(count('app').allowed).toBe(false);
});

test('after the time it names a refused caller is let in, and not a second before', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 30, maxLength: 60 }), (pauses) => {
      const { clock, count } = counterAt();
      for (const pause of pauses) {
        clock.now += pause;
        const verdict = count('app');
        if (verdict.allowed) continue;
        const refusedAt = clock.now;
        clock.now = refusedAt + verdict.resetSeconds + 0.001;
        expect(count('app').allowed).toBe(true);
      }
    }),
  );
});

test('in no stretch of a window are more than twice the limit allowed, and on average not more than the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (perSecond) => {
      const { clock, count } = counterAt();
      let allowed = 0;
      for (let second = 0; second < 600; second++) {
        clock.now = second;
        for (let i = 0; i < perSecond; i++) if (count('app').allowed) allowed++;
      }
      expect(allowed).toBeLessThanOrEqual(10 * 11);
    }),
  );
});
