import { randomUUID } from 'node:crypto';
import { CONTENT, PNG } from '../medical-reports/reports.ts';

export interface Parts {
  path?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
}

// biome-ignore lint/suspicious/noExplicitAny: what clients answer is what the document says, which `contract` tests hold
type Answer = any;

/** Calls an operation by its id with a generated client, as somebody of the clinic. Files come back as a Blob. */
export type Caller = (operationId: string, parts?: Parts) => Promise<Answer>;

export interface ContractDocument {
  paths: Record<
    string,
    Record<string, { operationId: string; tags: string[]; produces?: string[]; consumes?: string[] }>
  >;
}

/** What `callEverything` must have called: patients, appointments, and the files of medical reports, up and down. */
export function operationsToCall({ paths }: ContractDocument): string[] {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const wanted = operations.filter(
    ({ tags: [tag], produces, consumes }) =>
      tag === 'Patients' || tag === 'Appointments' || (tag === 'MedicalReports' && (produces ?? consumes)),
  );
  return wanted.map(({ operationId }) => operationId).sort();
}

/** Lives through a clinic's days with nothing but a generated client. @returns the operations that were called */
export async function callEverything(manager: Caller, doctor: Caller): Promise<string[]> {
  const called = new Set<string>();
  const noting =
    (call: Caller): Caller =>
    (operationId, parts) => {
      called.add(operationId);
      return call(operationId, parts);
    };
  const patientId = await patients(noting(manager));
  await appointments(noting(manager), patientId);
  await files(noting(doctor), patientId);
  return [...called].sort();
}

function expectIs(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`${what} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

async function patients(call: Caller): Promise<number> {
  const person = { firstName: randomUUID(), lastName: 'Verdi' };
  const { id, version } = await call('Patients_Create', { body: person });
  const path = { id };
  expectIs('the name', (await call('Patients_Get', { path })).lastName, 'Verdi');
  const found = await call('Patients_List', { query: { q: person.firstName, limit: 5 } });
  expectIs('what is found', found.items[0]?.id, id);
  const headers = { 'If-Match': `"${version}"` };
  const replaced = await call('Patients_Replace', { path, headers, body: { ...person, lastName: 'Neri' } });
  expectIs('the new version', replaced.version, version + 1);
  expectIs(
    'the name after a patch',
    (await call('Patients_Patch', { path, body: { email: 'g@example.test' } })).lastName,
    'Neri',
  );
  const { items } = await call('Patients_Match', { body: { ...person, lastName: 'Neri' } });
  expectIs('the match', items[0].patient.id, id);
  const consent = {
    type: 'dossier',
    status: 'given',
    noticeVersion: '1',
    at: '2026-01-02T09:30:00+01:00',
    channel: 'paper',
  };
  await call('Patients_ReplaceConsents', { path, body: { items: [consent] } });
  expectIs('the consents', (await call('Patients_GetConsents', { path })).items.length, 1);
  await call('Patients_Archive', { path });
  await call('Patients_Unarchive', { path });
  const double = await call('Patients_Create', { body: person });
  await call('Patients_Merge', { path: { id: double.id }, body: { intoId: id } });
  const mistake = await call('Patients_Create', { body: person });
  await call('Patients_Delete', { path: { id: mistake.id } });
  return id;
}

async function appointments(call: Caller, patientId: number): Promise<void> {
  const free = async () => {
    const { items } = await call('Availabilities_List', { query: { treatmentId: 1, limit: 1 } });
    const { start, agendaId } = items[0];
    return { start, agendaId, treatments: [{ treatmentId: 1 }] };
  };
  // Agendas let nobody have many appointments on one day.
  const ofSomebody = async () => {
    const { id } = await call('Patients_Create', { body: { firstName: 'Altra', lastName: 'Persona' } });
    return { ...(await free()), patientId: id };
  };
  await call('Appointments_Hold', { body: await free() });
  const wish = { ...(await free()), patientId };
  const { id, version } = await call('Appointments_Create', { body: wish });
  const path = { id };
  const act = async (verb: string, status: string, body?: object) =>
    expectIs(`after ${verb}`, (await call(`Appointments_${verb}`, { path, ...(body && { body }) })).status, status);
  expectIs('the start', (await call('Appointments_Get', { path })).start, wish.start);
  const listed = await call('Appointments_List', { query: { patientId } });
  expectIs('what is listed', listed.items.at(-1).id, id);
  await call('Appointments_Patch', {
    path,
    headers: { 'If-Match': `"${version}"` },
    body: { notes: 'Porta gli esami.' },
  });
  await call('Appointments_Replace', { path, body: { ...wish, notes: 'Digiuno.' } });
  const calendar = new Response(await call('Appointments_CalendarFile', { path }));
  expectIs('the calendar', (await calendar.text()).startsWith('BEGIN:VCALENDAR'), true);
  await act('Confirm', 'confirmed');
  await act('Reschedule', 'booked', { start: (await free()).start });
  await act('Cancel', 'cancelled', { reason: 'patient_request' });
  await act('Reopen', 'booked');
  await act('NoShow', 'no_show');
  await act('Reopen', 'booked');
  await act('Arrive', 'arrived');
  await act('Start', 'in_progress');
  await act('Complete', 'completed');
  expectIs('the history', (await call('Appointments_History', { path })).items.length > 8, true);
  const another = await call('Appointments_Create', { body: await ofSomebody() });
  await call('Appointments_Delete', { path: { id: another.id } });
  const recurrence = { frequency: 'weekly', count: 2 };
  const series = await call('Appointments_BookSeries', {
    body: { ...(await ofSomebody()), recurrence, skipTaken: true },
  });
  expectIs('the series', typeof series.seriesId, 'number');
}

async function files(call: Caller, patientId: number): Promise<void> {
  const { id } = await call('MedicalReports_Create', { body: { patientId, ...CONTENT } });
  const path = { id };
  const file = new File([PNG], 'esame.png', { type: 'image/png' });
  const attachment = await call('MedicalReports_AddAttachment', { path, body: { file } });
  const received: Blob = await call('MedicalReports_GetAttachment', { path: { id, attachmentId: attachment.id } });
  expectIs('the file', Buffer.compare(await received.bytes(), await PNG.bytes()), 0);
  const { version } = await call('MedicalReports_Get', { path });
  await call('MedicalReports_Sign', { path, headers: { 'If-Match': `"${version}"` } });
  const pdf: Blob = await call('MedicalReports_Pdf', { path });
  expectIs('the PDF', (await pdf.text()).startsWith('%PDF-'), true);
}
