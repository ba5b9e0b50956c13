import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { type ApiDocument, breakingChanges, lastReleased, neutral, oasdiff } from './released.ts';

let platform: Platform;
let present: ApiDocument;
beforeAll(async () => {
  platform = await startPlatform();
  const response = await platform.call('GET', '/swagger/docs/v2', { token: null });
  present = neutral((await response.json()) as ApiDocument);
});
afterAll(() => platform.close());

test('the kept contract is that of no installation', () => {
  expect(JSON.stringify(present)).not.toMatch(/localhost|sandbox-clinic|"examples?":(?!\{"type|\{"\$ref)/);
});

describe.skipIf(!oasdiff)('for programs written for the last release (skipped where oasdiff has no binary)', () => {
  test('nothing breaks', async () => {
    expect(await breakingChanges(await lastReleased(), present)).toBe('');
  });

  test('what is added breaks nothing', async () => {
    const more = structuredClone(present) as Contract;
    more.definitions.Patient!.properties.shoeSize = { type: 'integer' };
    more.paths['/v2/shoes'] = more.paths['/v2/userinfo']!;
    expect(await breakingChanges(present, more)).toBe('');
  });

  test.each<[string, (contract: Contract) => void]>([
    ['a removed operation', ({ paths }) => delete paths['/v2/userinfo']!.get],
    ['a removed member', ({ definitions }) => delete definitions.Patient!.properties.lastName],
    ['another type', ({ definitions }) => (definitions.Patient!.properties.lastName = { type: 'integer' })],
    ['a member that must be sent', ({ definitions }) => definitions.PatientInput!.required.push('birthDate')],
    [
      'a parameter that must be sent',
      ({ paths }) => {
        for (const parameter of paths[PATIENTS]!.get!.parameters) parameter.required = true;
      },
    ],
  ])('%s is found', async (_what, change) => {
    const changed = structuredClone(present) as Contract;
    change(changed);
    expect(await breakingChanges(present, changed)).toMatch(/^error at /m);
  });
});

const PATIENTS = '/v2/tenants/{tenantId}/patients';

type Contract = ApiDocument & {
  paths: Record<string, Record<string, { parameters: { required: boolean }[] }>>;
  definitions: Record<string, { properties: Record<string, object>; required: string[] }>;
};
