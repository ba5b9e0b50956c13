import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Appointment, Bundle, OperationOutcome, Patient, Resource, Slot } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { BASE } from './calls.ts';

interface Client {
  create(options: { resourceType: string; body: Resource; options?: object }): Promise<Resource>;
  read(options: { resourceType: string; id: string }): Promise<Resource>;
  vread(options: { resourceType: string; id: string; version: string }): Promise<Resource>;
  update(options: { resourceType: string; id: string; body: Resource; options?: object }): Promise<Resource>;
  search(options: { resourceType: string; searchParams: object }): Promise<Bundle>;
  nextPage(options: { bundle: Bundle }): Promise<Bundle>;
  history(options: { resourceType: string; id: string }): Promise<Bundle>;
  transaction(options: { body: Bundle }): Promise<Bundle>;
  operation(options: { name: string; resourceType: string; input: object }): Promise<Resource>;
  capabilityStatement(): Promise<Resource>;
  smartAuthMetadata(): Promise<{ tokenUrl: URL }>;
  resolve(options: { reference: string; context?: Resource }): Promise<Resource>;
}

const KIT = join(import.meta.dirname, '../tools/node_modules/fhir-kit-client/dist/index.js');
let platform: Platform;
let client: Client;

beforeAll(async () => {
  platform = await startPlatform();
  const { Client: FhirKitClient } = await import(pathToFileURL(KIT).href);
  const bearerToken = await platform.token();
  client = new FhirKitClient({ baseUrl: platform.apiUrl + BASE, bearerToken });
});
afterAll(() => platform.close());

const person = (family: string): Patient => ({ resourceType: 'Patient', name: [{ family, given: ['Kit'] }] });

/** What the client throws, with the answer in it. */
async function refusalOf(call: Promise<unknown>): Promise<{ status: number; data: OperationOutcome }> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  return error.response;
}

test('fhir-kit-client reads what the server can do, and where tokens come from', async () => {
  expect((await client.capabilityStatement()).resourceType).toBe('CapabilityStatement');
  expect(String((await client.smartAuthMetadata()).tokenUrl)).toBe(`${platform.accountUrl}/connect/token`);
});

test('fhir-kit-client creates, reads, updates, and is told of a conflict', async () => {
  const created = (await client.create({ resourceType: 'Patient', body: person('Kitone') })) as Patient;
  const id = created.id!;
  expect(await client.read({ resourceType: 'Patient', id })).toEqual(created);
  const body = { ...created, birthDate: '2001-02-03' };
  const options = { headers: { 'If-Match': 'W/"1"' } };
  const updated = (await client.update({ resourceType: 'Patient', id, body, options })) as Patient;
  expect(updated.birthDate).toBe('2001-02-03');
  const conflict = await refusalOf(client.update({ resourceType: 'Patient', id, body, options }));
  expect(conflict).toMatchObject({ status: 412, data: { resourceType: 'OperationOutcome' } });
  expect(await client.vread({ resourceType: 'Patient', id, version: '1' })).toEqual(created);
  expect((await client.history({ resourceType: 'Patient', id })).entry).toHaveLength(2);
});

test('fhir-kit-client pages through a search', async () => {
  const seen: string[] = [];
  let bundle: Bundle | undefined = await client.search({
    resourceType: 'Patient',
    searchParams: { _count: 40, _sort: 'family', _total: 'accurate' },
  });
  const { total } = bundle;
  while (bundle) {
    seen.push(...(bundle.entry ?? []).map(({ resource }) => resource!.id!));
    const more: boolean = bundle.link!.some(({ relation }) => relation === 'next');
    bundle = more ? await client.nextPage({ bundle }) : undefined;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(total);
});

test('fhir-kit-client books through $book, follows references, and runs a transaction', async () => {
  const services = await client.search({
    resourceType: 'HealthcareService',
    searchParams: { active: 'true', _count: 1 },
  });
  const service = `HealthcareService/${services.entry![0]!.resource!.id}`;
  const slots = await client.search({
    resourceType: 'Slot',
    searchParams: { 'service-type': service, status: 'free', _count: 1 },
  });
  const slot = slots.entry![0]!.resource as Slot;
  const patient = await client.create({ resourceType: 'Patient', body: person('Kittwo') });
  const appointment: Appointment = {
    resourceType: 'Appointment',
    status: 'proposed',
    start: slot.start!,
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: [{ actor: { reference: `Patient/${patient.id}` }, status: 'accepted' }],
  };
  const input = { resourceType: 'Parameters', parameter: [{ name: 'appt-resource', resource: appointment }] };
  const booked = (await client.operation({ name: 'book', resourceType: 'Appointment', input })) as Appointment;
  expect(booked.status).toBe('booked');
  const taken = await refusalOf(client.operation({ name: 'book', resourceType: 'Appointment', input }));
  expect(taken).toMatchObject({ status: 409, data: { resourceType: 'OperationOutcome' } });
  const actor = booked.participant.find((one) => one.actor?.reference?.startsWith('Patient/'))!.actor!.reference!;
  expect(await client.resolve({ reference: actor, context: booked })).toEqual(patient);
  const fullUrl = 'urn:uuid:0a0c2a5e-7f0a-4b6e-8b57-0d1d9b6a1b11';
  const done = await client.transaction({
    body: {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ fullUrl, resource: person('Kitthree'), request: { method: 'POST', url: 'Patient' } }],
    },
  });
  expect(done.entry![0]!.response!.status).toBe('201 Created');
});

test('who saw whom through FHIR is in the audit, as through the other door', async () => {
  const found = await client.search({ resourceType: 'Patient', searchParams: { family: 'kitone' } });
  const { id } = found.entry![0]!.resource!;
  const rows = await platform.database
    .forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' })
    .query(
      statement<{ patient_ids: number[] }>(
        'fhir_clients_audit',
        `select patient_ids from audit_events where action = 'fhir.patients.search' order by id desc limit 1`,
      ),
    );
  expect(rows).toEqual([{ patient_ids: [Number(id)] }]);
});
