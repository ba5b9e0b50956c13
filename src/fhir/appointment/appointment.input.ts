import type { AppointmentInput } from '../../api/appointments/appointment-requests.schema.ts';
import type { Appointment } from '../../api/appointments/appointments.schema.ts';
import type { AppointmentStatus } from '../../api/appointments/status.ts';
import { present } from '../datatype-readers.ts';
import { numberOf } from '../ids.ts';
import { ROOM, roomNumber } from '../location/location-id.ts';
import { codeSystem, extensionUrl, externalName } from '../names.ts';
import { type Reader, readResource } from '../reader.ts';
import { readNumber, readReference } from '../references.ts';
import { parseSlotId } from '../slot/slot-id.ts';
import { statusesOf } from './appointment-status.ts';

/** A treatment as it was named: by the id of its HealthcareService, or by its code. */
export interface NamedTreatment {
  treatmentId: number | undefined;
  code: string | undefined;
  agreed: Partial<AppointmentInput['treatments'][number]>;
}

/** What a FHIR Appointment says, before treatments that were named by their code are looked up. */
export interface SentAppointment {
  /** Absent where it is not told, and the one that is stored stays. */
  status: AppointmentStatus | undefined;
  patientId: number | undefined;
  agendaId: number | undefined;
  treatments: NamedTreatment[];
  resourceIds: number[];
  rest: Partial<
    Pick<Appointment, 'start' | 'end' | 'origin' | 'notes' | 'patientInstructions' | 'externalIds' | 'episodeId'>
  >;
  cancel: { reason: string | undefined; note: string | undefined };
}

const STATUSES = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
] as const;

/** `toFhirAppointment` undone. @throws FhirRefusal 422 naming what is wrong, or cannot be kept */
export function readAppointment(body: unknown): SentAppointment {
  return readResource('Appointment', body, (appointment) => {
    // What the server tells, and what follows from start and end.
    appointment.ignore('created', 'minutesDuration');
    for (const name of ['hold-expires-at', 'arrived-at', 'started-at', 'completed-at'])
      appointment.extension(extensionUrl(name))?.ignore('valueDateTime');
    appointment.extension(extensionUrl('series'))?.ignore('valueInteger');
    appointment.extension(extensionUrl('cancellation'))?.ignore('extension');
    const participants = readParticipants(appointment);
    const slot = readSlot(appointment);
    return {
      status: readStatus(appointment, participants.accepted),
      patientId: participants.patientId,
      agendaId:
        readNumber(appointment.extension(extensionUrl('schedule'))?.one('valueReference'), 'Schedule') ??
        slot?.agendaId,
      treatments: readTreatments(appointment, slot?.treatmentId),
      resourceIds: participants.resourceIds,
      rest: present({
        start: appointment.text('start'),
        end: appointment.text('end'),
        origin: appointment.extension(extensionUrl('origin'))?.text('valueCode') as Appointment['origin'],
        notes: appointment.text('comment'),
        patientInstructions: appointment.text('patientInstruction'),
        externalIds: readExternalIds(appointment),
        episodeId: readNumber(appointment.extension(extensionUrl('episode'))?.one('valueReference'), 'EpisodeOfCare'),
      }),
      cancel: readCancelling(appointment),
    };
  });
}

function readStatus(appointment: Reader, accepted: boolean): AppointmentStatus | undefined {
  const code = appointment.code('status', STATUSES);
  const own = appointment.extension(extensionUrl('appointment-status'))?.text('valueCode');
  if (code === undefined) {
    appointment.refuse('status', 'is required');
    return undefined;
  }
  const possible = statusesOf(code);
  if (own !== undefined && possible.includes(own as never)) return own as AppointmentStatus;
  return code === 'booked' && accepted ? 'confirmed' : possible[0];
}

function readParticipants(appointment: Reader) {
  let patientId: number | undefined;
  let accepted = false;
  const resourceIds: number[] = [];
  for (const participant of appointment.many('participant')) {
    participant.ignore('required', 'type');
    const status = participant.text('status');
    const actor = readReference(participant.one('actor'), ['Patient', 'Practitioner', 'Location', 'HealthcareService']);
    if (actor?.type === 'Patient') {
      if (patientId !== undefined) participant.refuse('actor', 'is one patient too many');
      patientId = numberOf(actor.id);
      accepted = status === 'accepted';
    } else if (actor?.type === 'Location' && actor.id.startsWith(ROOM)) {
      const room = roomNumber(actor.id);
      if (room !== undefined) resourceIds.push(room);
    }
  }
  return { patientId, accepted, resourceIds };
}

function readSlot(appointment: Reader) {
  const [slot, ...more] = appointment.many('slot');
  for (const one of more) one.refuse('', 'is one slot too many: an appointment is in one agenda');
  const found = readReference(slot, ['Slot']);
  return found && parseSlotId(found.id);
}

function readTreatments(appointment: Reader, ofSlot: number | undefined): NamedTreatment[] {
  const named = appointment.many('serviceType').map((type): NamedTreatment => {
    type.ignore('text');
    const booked = type.extension(extensionUrl('booked-treatment'));
    const money = (name: string) => {
      const amount = booked?.extension(name)?.one('valueMoney');
      amount?.ignore('currency');
      return amount?.number('value');
    };
    const codes = type.many('coding').map((coding) => {
      coding.ignore('display', 'version');
      return { system: coding.text('system'), code: coding.text('code') };
    });
    return {
      treatmentId: readNumber(booked?.extension('service')?.one('valueReference'), 'HealthcareService'),
      code: codes.find(({ system }) => system === undefined || system === codeSystem('treatment'))?.code,
      agreed: present({
        durationMinutes: booked?.extension('minutes')?.number('valueInteger'),
        price: money('price'),
        patientShare: money('patientShare'),
        payerShare: money('payerShare'),
        priceListId: booked?.extension('priceList')?.number('valueInteger'),
      }),
    };
  });
  if (named.length === 0 && ofSlot !== undefined) return [{ treatmentId: ofSlot, code: undefined, agreed: {} }];
  if (named.length === 0) appointment.refuse('serviceType', 'is required, unless the slot is one of a treatment');
  return named;
}

function readExternalIds(appointment: Reader): Appointment['externalIds'] | undefined {
  const ids = appointment.many('identifier').map((identifier) => {
    identifier.ignore('use', 'type');
    const name = externalName(identifier.text('system') ?? '');
    if (!name) identifier.refuse('system', 'must be a system that can be kept');
    return { system: name ?? '', value: identifier.text('value') ?? '' };
  });
  return ids.length > 0 ? ids : undefined;
}

function readCancelling(appointment: Reader): SentAppointment['cancel'] {
  const concept = appointment.one('cancelationReason');
  const codings = concept?.many('coding').map((coding) => {
    coding.ignore('display', 'version');
    return { system: coding.text('system'), code: coding.text('code') };
  });
  const reason = codings?.find(({ system }) => system === codeSystem('cancel-reason'))?.code;
  return { reason, note: concept?.text('text') };
}
