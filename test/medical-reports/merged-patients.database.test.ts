import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReportClinic, startReportClinic } from './reports.ts';

let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

const patient = async (lastName: string) =>
  (await clinic.as('author', 'POST', '/patients', { firstName: 'Ada', lastName })).body.id;

test('reports follow their patient into the other record, as they were signed', async () => {
  const [from, into] = [await patient('Verdi'), await patient('Verdi')];
  const report = await clinic.signed({ patientId: from });
  const addendum = await clinic.as('author', 'POST', `/medical-reports/${report.id}/addenda`, {
    sections: report.sections,
  });
  const hidden = await clinic.signed({ patientId: from, obscuredFor: 'by_law' });
  const merged = await clinic.as('manager', 'POST', `/patients/${from}/merge`, { intoId: into });
  expect(merged.status).toBe(200);
  const after = (await clinic.as('author', 'GET', `/medical-reports/${report.id}`)).body;
  expect(after).toEqual({ ...report, patientId: into, version: 3, updatedAt: expect.any(String) });
  const listed = await clinic.as('other', 'GET', `/medical-reports?patientId=${into}`);
  expect(listed.body.items.map(({ id }: { id: number }) => id)).toEqual([report.id, addendum.body.id]);
  // Whoever merged knows nothing of it: it stays with the record that leads to the other.
  const own = (await clinic.as('author', 'GET', `/medical-reports/${hidden.id}`)).body;
  expect(own).toEqual(hidden);
  expect((await clinic.as('author', 'GET', `/patients/${from}`)).body.mergedIntoId).toBe(into);
  expect((await clinic.as('author', 'POST', `/medical-reports/${hidden.id}/unobscure`)).status).toBe(200);
});

test('nothing is written about a patient who was merged', async () => {
  const [from, into] = [await patient('Neri'), await patient('Neri')];
  await clinic.as('manager', 'POST', `/patients/${from}/merge`, { intoId: into });
  const { type, sections } = await clinic.draft();
  expect(await clinic.as('author', 'POST', '/medical-reports', { patientId: from, type, sections })).toMatchObject({
    status: 422,
    body: { error: 'validation_failed', details: [{ field: 'patientId', code: 'merged' }] },
  });
});
