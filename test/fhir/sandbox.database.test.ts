import type { Bundle, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Patient } from '../../src/api/patients/patients.schema.ts';
import { readPatient } from '../../src/fhir/patient/patient.input.ts';
import { toFhirPatient } from '../../src/fhir/patient/patient.mapper.ts';
import { fhirResources } from '../../src/fhir/resources.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { BASE } from './calls.ts';
import { fhirValidator } from './tools.ts';

/** Resources that are computed, and have to be asked for with some parameters. */
const QUESTIONS: Record<string, string> = { Slot: '&status=free' };
const validate = fhirValidator();
let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

async function everyOne(type: string): Promise<Resource[]> {
  const all: Resource[] = [];
  let next: string | undefined = `${BASE}/${type}?_count=200${QUESTIONS[type] ?? ''}`;
  while (next) {
    const response: Response = await platform.call('GET', next);
    const bundle = (await response.json()) as Bundle;
    expect(response.status, JSON.stringify(bundle)).toBe(200);
    all.push(...(bundle.entry ?? []).map(({ resource }) => resource!));
    const { url } = bundle.link!.find(({ relation }) => relation === 'next') ?? {};
    next = url?.slice(platform.apiUrl.length);
  }
  return all;
}

test.each([...fhirResources.values()].filter(({ search }) => search).map(({ type }) => type))(
  'every %s of the sandbox is valid, for two validators, and is read as it is found',
  async (type) => {
    const all = await everyOne(type);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const problems = all.flatMap((resource) => validate(resource).map((problem) => [resource.id, problem]));
    expect(problems.slice(0, 3)).toEqual([]);
    for (const resource of [all[0]!, all.at(-1)!]) {
      const response = await platform.call('GET', `${BASE}/${type}/${resource.id}`);
      expect(await response.json()).toEqual(resource);
      const again = await platform.call('GET', `${BASE}/${type}?_id=${resource.id}${QUESTIONS[type] ?? ''}`);
      expect(((await again.json()) as Bundle).entry?.map(({ resource: one }) => one)).toEqual([resource]);
    }
  },
);

test('every patient of the sandbox goes to FHIR and comes back with everything', async () => {
  const response = await platform.call('GET', '/v2/tenants/sandbox-clinic/patients?limit=200');
  const { items } = (await response.json()) as { items: Patient[] };
  expect(items.length).toBeGreaterThan(10);
  for (const patient of items) {
    const { input } = readPatient(JSON.parse(JSON.stringify(toFhirPatient(patient))));
    const { id, version, createdAt, updatedAt, fiscalCodeStatus, consents, archivedAt, mergedIntoId, ...own } = patient;
    const derived = { fiscalCodeType: own.fiscalCodeType, tsOpposition: false, externalIds: [] };
    expect({ ...derived, ...input }).toEqual(own);
  }
});
