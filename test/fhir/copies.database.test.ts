import type { AuditEvent, Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLINIC, type ReportClinic, startReportClinic } from '../medical-reports/reports.ts';
import { fhirValidator } from './tools.ts';

const BASE = `${CLINIC}/fhir`;
const validate = fhirValidator();
let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

async function fhir<Body = Bundle>(
  method: string,
  path: string,
  { email = 'manager@sandbox.test', body = undefined as unknown } = {},
) {
  const token = await clinic.platform.token({ email });
  const response = await clinic.platform.call(method, path.startsWith('/v2') ? path : BASE + path, { token, body });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (text.startsWith('{') && !text.includes('}\n{') ? JSON.parse(text) : undefined) as Body,
  };
}

const resourcesOf = (bundle: Bundle) => (bundle.entry ?? []).map(({ resource }) => resource!);
const pathOf = (url: string) => url.slice(clinic.platform.apiUrl.length);

/** Polls until an export is done. */
async function manifestOf(started: { headers: Headers }) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const asked = await fhir<{ output: { type: string; url: string; count: number }[]; deleted: { url: string }[] }>(
      'GET',
      pathOf(started.headers.get('content-location')!),
    );
    if (asked.status !== 202) return asked;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the export does not end');
}

async function linesOf(url: string): Promise<Resource[]> {
  const { status, text, headers } = await fhir('GET', pathOf(url));
  expect([status, headers.get('content-type')]).toEqual([200, 'application/fhir+ndjson']);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('everything of a patient is there in pages, with whom it refers to, as far as the caller may see it', async () => {
  const id = clinic.patientId;
  const episode = { patientId: id, title: 'Fisioterapia', start: '2026-01-10' };
  const diagnoses = [{ system: 'ICD-10', code: 'M17.1', text: 'Gonartrosi' }];
  await clinic.as('manager', 'POST', '/episodes', { ...episode, diagnoses });
  await clinic.as('manager', 'POST', '/episodes', episode);
  await clinic.signed();
  const [issuer] = (await clinic.as('manager', 'GET', '/issuers')).body.items;
  const line = { description: 'Visita', unitPrice: 120, vat: { rate: 0, nature: 'N4' } };
  await clinic.as('manager', 'POST', '/invoices', { issuerId: issuer.id, patientId: id, lines: [line] });
  const whole = await fhir('GET', `/Patient/${id}/$everything`);
  expect(whole.status, whole.text).toBe(200);
  expect(validate(whole.body)).toEqual([]);
  const all = resourcesOf(whole.body);
  const types = new Set(all.map(({ resourceType }) => resourceType));
  for (const type of [
    'Patient',
    'EpisodeOfCare',
    'Condition',
    'Composition',
    'DocumentReference',
    'Invoice',
    'Practitioner',
    'Organization',
  ])
    expect([...types]).toContain(type);

  const paged: Resource[] = [];
  for (
    let next: string | undefined = `${BASE}/Patient/${id}/$everything?_count=2&_type=Patient,EpisodeOfCare,Composition`;
    next;
  ) {
    const { body }: { body: Bundle } = await fhir('GET', next);
    paged.push(...resourcesOf(body));
    const url: string | undefined = body.link!.find(({ relation }) => relation === 'next')?.url;
    next = url && pathOf(url);
  }
  const wanted = all.filter(({ resourceType }) => ['Patient', 'EpisodeOfCare', 'Composition'].includes(resourceType));
  expect(paged).toEqual(wanted);

  const reception = await fhir('GET', `/Patient/${id}/$everything`, { email: 'reception@sandbox.test' });
  const seen = new Set(resourcesOf(reception.body).map(({ resourceType }) => resourceType));
  expect([seen.has('EpisodeOfCare'), seen.has('Composition'), seen.has('Invoice')]).toEqual([true, false, false]);
  const refused = await fhir<OperationOutcome>('GET', `/Patient/${id}/$everything?_type=Invoice`, {
    email: 'reception@sandbox.test',
  });
  expect(refused.status).toBe(403);
  const parameters = { resourceType: 'Parameters', parameter: [{ name: '_type', valueString: 'Patient' }] };
  const posted = await fhir('POST', `/Patient/${id}/$everything`, { body: parameters });
  expect(resourcesOf(posted.body).map(({ resourceType }) => resourceType)).toEqual(['Patient']);
});

test('an export holds every type that is asked for, what was deleted since, and nothing that is obscured', async () => {
  const since = new Date(Date.now() - 1000).toISOString();
  const obscured = await clinic.signed({ obscuredFor: 'by_law' });
  const { body: gone } = await clinic.as('manager', 'POST', '/patients', { firstName: 'Breve', lastName: 'Vita' });
  await clinic.as('manager', 'DELETE', `/patients/${gone.id}`);

  const started = await fhir('GET', '/$export?_type=Patient,EpisodeOfCare,Condition,Composition,Invoice,Organization');
  expect(started.status, started.text).toBe(202);
  const { body: manifest } = await manifestOf(started);
  expect(manifest.output.map(({ type }) => type).sort()).toEqual([
    'Composition',
    'Condition',
    'EpisodeOfCare',
    'Invoice',
    'Organization',
    'Patient',
  ]);
  for (const { type, url, count } of manifest.output) {
    const lines = await linesOf(url);
    expect(lines).toHaveLength(count);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(count);
    expect(new Set(lines.map(({ resourceType }) => resourceType))).toEqual(new Set([type]));
    expect(validate(lines[0]!)).toEqual([]);
    if (type === 'Composition') expect(lines.map(({ id }) => id)).not.toContain(String(obscured.id));
    const { body: counted } = await fhir('GET', `/${type}?_summary=count`);
    expect(counted.total).toBe(count);
  }
  const exportId = Number(started.headers.get('content-location')!.split('/').at(-1));
  expect((await clinic.as('manager', 'GET', `/exports/${exportId}`)).status).toBe(404);

  const sequel = await fhir('GET', `/Patient/$export?_since=${since}`);
  const { body: changes } = await manifestOf(sequel);
  const bundles = (await linesOf(changes.deleted[0]!.url)) as Bundle[];
  const requests = bundles.flatMap(({ entry = [] }) => entry.map(({ request }) => request!));
  expect(requests).toContainEqual({ method: 'DELETE', url: `Patient/${gone.id}` });
  expect(validate(bundles[0]!)).toEqual([]);
  expect((await fhir('DELETE', pathOf(sequel.headers.get('content-location')!))).status).toBe(202);
  expect((await fhir('GET', pathOf(sequel.headers.get('content-location')!))).status).toBe(404);

  expect((await fhir('GET', '/$export?_type=Slot')).status).toBe(400);
  expect((await fhir('GET', '/$export?_type=Invoice', { email: 'reception@sandbox.test' })).status).toBe(403);
});

test('the audit is for managers, tells who saw whom, and leaves out what is about an obscured report', async () => {
  const report = await clinic.signed();
  await fhir('GET', `/Composition/${report.id}`, { email: 'integrator@sandbox.test' });
  const entry = [`Patient/${clinic.patientId}`, `Composition/${report.id}`].map((url) => ({
    request: { method: 'GET', url },
  }));
  const batch = { resourceType: 'Bundle', type: 'batch', entry };
  expect((await fhir('POST', '', { email: 'integrator@sandbox.test', body: batch })).status).toBe(200);
  const path = `/AuditEvent?entity=Composition/${report.documentId}&_sort=date&_count=200`;
  const found = await fhir('GET', path);
  expect(found.status, found.text).toBe(200);
  expect(validate(found.body)).toEqual([]);
  const read = (resourcesOf(found.body) as AuditEvent[]).find(
    ({ subtype }) => subtype![0]!.code === 'fhir.medicalReports.read',
  )!;
  expect(read).toMatchObject({
    action: 'R',
    outcome: '0',
    agent: [{ who: { identifier: { value: 'sandbox-integrator' } } }, {}],
  });
  expect((await fhir<AuditEvent>('GET', `/AuditEvent/${read.id}`)).body).toEqual(read);

  await clinic.as('author', 'POST', `/medical-reports/${report.id}/obscure`, { reason: 'patient_request' });
  expect(resourcesOf((await fhir('GET', path)).body)).toEqual([]);
  expect((await fhir('GET', `/AuditEvent/${read.id}`)).status).toBe(404);
  const ofBatch = await fhir('GET', `/AuditEvent?patient=${clinic.patientId}&subtype=fhir.bundle`);
  expect(resourcesOf(ofBatch.body)).toMatchObject([
    { entity: [{ what: { reference: `Patient/${clinic.patientId}` } }] },
  ]);
  const ofPatient = await fhir('GET', `/AuditEvent?patient=${clinic.patientId}&_count=200`);
  expect(resourcesOf(ofPatient.body).length).toBeGreaterThan(0);
  expect(ofPatient.text).not.toContain(`Composition/${report.documentId}`);

  const reception = await fhir<OperationOutcome>('GET', '/AuditEvent', { email: 'reception@sandbox.test' });
  expect([reception.status, reception.body.issue[0]!.code]).toEqual([403, 'forbidden']);
});
