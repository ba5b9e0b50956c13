import { randomUUID } from 'node:crypto';
import type { Bundle, Appointment as FhirAppointment } from '@medplum/fhirtypes';
import { confirmAppointment } from '../../api/appointments/actions.service.ts';
import type { Appointment } from '../../api/appointments/appointments.schema.ts';
import { getAppointment } from '../../api/appointments/appointments.service.ts';
import { patientsOf } from '../../api/appointments/shown.ts';
import type { OpenTime } from '../../api/availabilities/open-times.service.ts';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import type { FhirCall } from '../call.ts';
import { serviceTypeOf } from '../healthcare-service/healthcare-service.mapper.ts';
import { treatmentsOf } from '../healthcare-service/treatments.ts';
import { requireNumber } from '../ids.ts';
import { extensionUrl } from '../names.ts';
import { badValue, FhirRefusal } from '../refusal.ts';
import type { Operation, OperationAnswer } from '../resource.ts';
import { dateComparison } from '../search/dates.ts';
import { slotSource } from '../slot/slot.source.ts';
import { slotId } from '../slot/slot-id.ts';
import { toFhirAppointment } from './appointment.mapper.ts';
import { create } from './appointment.writes.ts';
import { type Given, givenIn } from './operation-parameters.ts';

const MINUTE_MS = 60_000;
const MOST_FOUND = 100;
const definition = (name: string) =>
  `http://fhir.org/guides/argonaut-scheduling/OperationDefinition/appointment-${name}`;

/** The operations of the public scheduling drafts (Argonaut Scheduling): find a time, keep it for a moment, book it. */
export const SCHEDULING_OPERATIONS: readonly Operation[] = [
  {
    name: 'find',
    level: 'type',
    safe: true,
    interaction: 'read',
    definition: definition('find'),
    documentation:
      'Free times as proposed appointments: start, end, schedule, service-type, and patient if it is known.',
    run: (call, { body, query }) => find(call, givenIn(body, query)),
  },
  {
    name: 'hold',
    level: 'type',
    interaction: 'create',
    definition: definition('hold'),
    documentation:
      'Keeps the time of a proposed appointment (`appt-resource`) for five minutes; $book with its id books it.',
    run: (call, { body, query }) => keep(call, givenIn(body, query), 'proposed'),
  },
  {
    name: 'book',
    level: 'type',
    interaction: 'create',
    definition: definition('book'),
    documentation:
      'Books a proposed appointment (`appt-resource`), or what was held (`appt-id`), for a patient (`patient-id`).',
    run: (call, { body, query }) => keep(call, givenIn(body, query), 'booked'),
  },
];

async function find(call: FhirCall, given: Given): Promise<OperationAnswer> {
  const { start, end, schedule, serviceType, patientId, count = MOST_FOUND } = given;
  if (start === undefined) throw badValue('start', 'is required');
  const from = boundOf(call, 'start', `ge${start}`);
  const before = end === undefined ? {} : boundOf(call, 'end', `lt${end}`);
  const { items } = await slotSource.find(
    call,
    [
      { anyOf: [{ field: 'start', op: 'within', ...from, ...before }] },
      ...(schedule === undefined ? [] : [{ anyOf: [{ field: 'schedule', op: 'in' as const, values: [schedule] }] }]),
      ...(serviceType === undefined ? [] : [{ anyOf: [serviceType] }]),
    ],
    { limit: Math.min(count, MOST_FOUND) },
  );
  const treatments = await treatmentsOf(
    call,
    items.map(({ treatmentId }) => treatmentId),
  );
  const entry = items.map((time) => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: proposed(time, treatments.get(time.treatmentId ?? 0), patientId),
    search: { mode: 'match' as const },
  }));
  const bundle: Bundle = { resourceType: 'Bundle', type: 'searchset', ...(entry.length > 0 && { entry }) };
  return { resource: bundle };
}

function boundOf(call: FhirCall, name: string, value: string): { from?: string; before?: string } {
  const { comparison } = dateComparison(name, value, 'instant', call.now());
  const { from, before } = comparison as { from?: string; before?: string };
  return { ...(from !== undefined && { from }), ...(before !== undefined && { before }) };
}

function proposed(
  { agendaId, treatmentId, at, start, end }: OpenTime,
  treatment: Treatment | undefined,
  patientId: number | undefined,
): FhirAppointment {
  const minutes = (Date.parse(end) - at) / MINUTE_MS;
  return {
    resourceType: 'Appointment',
    extension: [{ url: extensionUrl('schedule'), valueReference: { reference: `Schedule/${agendaId}` } }],
    status: 'proposed',
    ...(treatment && { serviceType: [serviceTypeOf(treatment)] }),
    start,
    end,
    slot: [{ reference: `Slot/${slotId({ agendaId, treatmentId, at, minutes })}` }],
    participant: [
      patientId === undefined
        ? { type: [{ text: 'patient' }], status: 'needs-action' }
        : { actor: { reference: `Patient/${patientId}` }, status: 'needs-action' },
    ],
  };
}

/** @throws ServiceError slot_taken (409) with free times nearby */
async function keep(call: FhirCall, given: Given, status: 'proposed' | 'booked'): Promise<OperationAnswer> {
  const { appointmentId, resource, patientId } = given;
  if (resource) {
    const participant = (resource.participant ?? []).filter(({ actor }) => actor !== undefined);
    const named = participant.some(({ actor }) => actor?.reference?.startsWith('Patient/'));
    if (patientId !== undefined && !named)
      participant.push({ actor: { reference: `Patient/${patientId}` }, status: 'needs-action' });
    return shown(
      call,
      await create(call, {
        ...resource,
        status,
        ...(participant.length > 0 ? { participant } : { participant: undefined }),
      }),
    );
  }
  if (appointmentId === undefined || status === 'proposed') {
    throw new FhirRefusal('invalid_request', 'required', 'The parameter appt-resource is required.', {
      details: [{ field: 'Parameters.parameter', code: 'required', message: 'must have appt-resource' }],
    });
  }
  const id = requireNumber('Appointment', appointmentId);
  await getAppointment(call, id);
  return shown(call, await confirmAppointment(call, id));
}

async function shown(call: FhirCall, appointment: Appointment): Promise<OperationAnswer> {
  const treatments = await treatmentsOf(
    call,
    appointment.treatments.map(({ treatmentId }) => treatmentId),
  );
  return { status: 201, resource: toFhirAppointment(appointment, treatments), patientIds: patientsOf(appointment) };
}
