import * as actions from '../../api/appointments/actions.service.ts';
import {
  AppointmentCancel,
  AppointmentHold,
  AppointmentInput,
} from '../../api/appointments/appointment-requests.schema.ts';
import type { Appointment } from '../../api/appointments/appointments.schema.ts';
import { createAppointment, getAppointment, holdAppointment } from '../../api/appointments/appointments.service.ts';
import { replaceAppointment } from '../../api/appointments/change.service.ts';
import { type AppointmentStatus, invalidTransition } from '../../api/appointments/status.ts';
import { requireVersion } from '../../api/route.ts';
import { treatmentSearch } from '../../api/treatments/treatments.service.ts';
import type { FhirCall } from '../call.ts';
import { FhirRefusal } from '../refusal.ts';
import { type NamedTreatment, readAppointment, type SentAppointment } from './appointment.input.ts';
import { type Step, stepsBetween } from './appointment-status.ts';

const NO_REASON = 'No reason was given.';

/** Books, asks for, or holds a time: by whether it is booked, pending or proposed. @throws ServiceError slot_taken, validation_failed */
export async function create(call: FhirCall, body: unknown): Promise<Appointment> {
  const sent = readAppointment(body);
  const { status } = sent;
  if (status === 'held') return holdAppointment(call, call.accept(AppointmentHold, await inputOf(call, sent)));
  if (status !== 'booked' && status !== 'pending' && status !== 'confirmed')
    throw wrong('Appointment.status', 'must be proposed, pending or booked for a new appointment');
  const input = call.accept(AppointmentInput, {
    ...(await inputOf(call, sent)),
    status: status === 'pending' ? status : 'booked',
  });
  // That the patient accepted is a step of its own.
  return call.db.transaction(async (tx) => {
    const inner = { ...call, db: tx, ifMatch: undefined };
    const booked = await createAppointment(inner, input);
    return status === 'confirmed' ? actions.confirmAppointment(inner, booked.id) : booked;
  });
}

/**
 * Brings an appointment to what was sent: what it says of it, and by the steps of the transition table its status.
 * @throws ServiceError version_conflict, slot_taken, invalid_transition, validation_failed
 */
export async function update(call: FhirCall, id: number, body: unknown): Promise<Appointment> {
  const sent = readAppointment(body);
  const input = await inputOf(call, sent);
  return call.db.transaction(async (tx) => {
    const inner = { ...call, db: tx };
    const before = await getAppointment(inner, id);
    requireVersion(call.ifMatch, before.version);
    const to = statusWanted(before.status, sent.status ?? before.status);
    const steps = stepsBetween(before.status, to);
    if (!steps) throw invalidTransition(before.status, to);
    // The first change compares the version with the row locked; what follows is ours.
    let current = before;
    const next = () => ({ ...inner, ifMatch: new Set([current.version]) });
    if (differs(before, input)) {
      const whole = call.accept(AppointmentInput, { ...input, status: before.status });
      current = await replaceAppointment(next(), id, whole);
    }
    for (const step of steps) current = await take(next(), id, step, sent);
    return current;
  });
}

/** A hold that ran out and one that was cancelled are the same in FHIR, as are two that are booked. */
function statusWanted(before: AppointmentStatus, sent: AppointmentStatus): AppointmentStatus {
  if (before === 'expired' && sent === 'cancelled') return before;
  if (before === 'confirmed' && sent === 'booked') return before;
  if (before === 'in_progress' && sent === 'arrived') return before;
  return sent;
}

function take(call: FhirCall, id: number, step: Step, { cancel }: SentAppointment): Promise<Appointment> {
  if (step === 'cancel') {
    const { reason = 'other', note } = cancel;
    const told = { reason, ...(note !== undefined ? { note } : reason === 'other' && { note: NO_REASON }) };
    return actions.cancelAppointment(call, id, call.accept(AppointmentCancel, told));
  }
  return {
    confirm: actions.confirmAppointment,
    arrive: actions.arriveAppointment,
    start: actions.startAppointment,
    complete: actions.completeAppointment,
    noShow: actions.noShowAppointment,
    reopen: actions.reopenAppointment,
  }[step](call, id);
}

type Input = Partial<AppointmentInput>;

/** What the other door would be sent. @throws FhirRefusal for a treatment or an agenda that is not named */
async function inputOf(call: FhirCall, sent: SentAppointment): Promise<Input> {
  const { patientId, agendaId, resourceIds, rest } = sent;
  if (agendaId === undefined)
    throw wrong('Appointment.slot', 'must name a Slot, or the extension `schedule` the agenda');
  const treatments = await Promise.all(
    sent.treatments.map(async (named, index) => ({
      treatmentId: await treatmentIdOf(call, named, index),
      ...named.agreed,
    })),
  );
  return {
    ...rest,
    ...(patientId !== undefined && { patientId }),
    agendaId,
    treatments,
    ...(resourceIds.length > 0 && { resourceIds }),
  };
}

async function treatmentIdOf(call: FhirCall, { treatmentId, code }: NamedTreatment, index: number): Promise<number> {
  if (treatmentId !== undefined) return treatmentId;
  const found = code === undefined ? [] : await withCode(call, code);
  if (found.length === 1) return found[0]!.id;
  throw wrong(`Appointment.serviceType[${index}]`, 'must have the code of a HealthcareService');
}

async function withCode(call: FhirCall, code: string): Promise<{ id: number }[]> {
  const criterion = { anyOf: [{ field: 'code', op: 'in' as const, values: [code] }] };
  return (await treatmentSearch.find(call, [criterion], { limit: 2 })).items;
}

/** Whether it says anything else than what is stored. What a resource was sent without stays out of the comparison. */
function differs(before: Appointment, input: Input): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const times = (['start', 'end'] as const).some(
    (name) => input[name] !== undefined && Date.parse(input[name]) !== Date.parse(before[name]),
  );
  const told = (['notes', 'patientInstructions', 'episodeId', 'patientId', 'agendaId'] as const).some(
    (name) => !same(before[name], input[name]),
  );
  const ids = (list: readonly { system: string; value: string }[] = []) =>
    list.map(({ system, value }) => [system, value]);
  return (
    times ||
    told ||
    (input.origin !== undefined && input.origin !== before.origin) ||
    !same(ids(before.externalIds), ids(input.externalIds)) ||
    (input.resourceIds !== undefined && !same([...before.resourceIds].sort(), [...input.resourceIds].sort())) ||
    before.treatments.length !== input.treatments!.length ||
    input.treatments!.some((one, index) => {
      const booked = before.treatments[index]!;
      return (Object.keys(one) as (keyof typeof booked)[]).some((name) => !same(booked[name], one[name as never]));
    })
  );
}

function wrong(field: string, message: string): FhirRefusal {
  return new FhirRefusal('validation_failed', 'business-rule', `${field} ${message}.`, {
    details: [{ field, code: 'invalid', message }],
  });
}
