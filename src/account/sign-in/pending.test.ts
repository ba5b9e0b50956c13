import { afterEach, expect, test, vi } from 'vitest';
import { createSealer } from '../../platform/crypto.ts';
import { pendingFields, readPending } from './pending.ts';

const sealer = createSealer('the encryption key of this installation');
const pending = { userId: 'sandbox-doctor', amr: ['pwd'], passed: [] };
const sealedFor = (subject: string, by = sealer) =>
  /value="([^"]+)"/.exec(String(pendingFields(by, subject, pending)))![1]!;

afterEach(() => vi.useRealTimers());

test('what was proved comes back at the same door, in every process with the same key', () => {
  const sealed = sealedFor('interaction 1');
  const other = createSealer('the encryption key of this installation');
  expect(readPending(other, 'interaction 1', sealed)).toEqual(pending);
});

test('is readable by nobody', () => {
  const sealed = sealedFor('interaction 1');
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('doctor');
});

test.each([
  ['at another door', sealedFor('interaction 2')],
  ['sealed with another key', sealedFor('interaction 1', createSealer('another key'))],
  ['changed', `${sealedFor('interaction 1').slice(0, -2)}AA`],
  ['cut short', sealedFor('interaction 1').slice(0, 20)],
  ['empty', ''],
])('%s it is worth nothing', (_what, sealed) => {
  expect(readPending(sealer, 'interaction 1', sealed)).toBeUndefined();
});

test('it holds for five minutes', () => {
  vi.useFakeTimers();
  const sealed = sealedFor('interaction 1');
  vi.advanceTimersByTime(5 * 60 * 1000);
  expect(readPending(sealer, 'interaction 1', sealed)).toEqual(pending);
  vi.advanceTimersByTime(1);
  expect(readPending(sealer, 'interaction 1', sealed)).toBeUndefined();
});
