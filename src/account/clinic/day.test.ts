import { expect, test } from 'vitest';
import { readDay } from './day.ts';

test.each(['2026-11-21', '2028-02-29'])('%s is a day', (day) => expect(readDay(day)).toBe(day));

test.each(['', '2026-02-29', '2026-13-01', '2026-1-1', '21/11/2026', '9999-01-01', '2026-11-21T00:00'])(
  '%j is none',
  (typed) => expect(readDay(typed)).toBeUndefined(),
);
