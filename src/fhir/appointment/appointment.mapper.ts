import type {
  AppointmentParticipant,
  CodeableConcept,
  Extension,
  Appointment as FhirAppointment,
} from '@medplum/fhirtypes';
import type { Appointment, BookedTreatment } from '../../api/appointments/appointments.schema.ts';
import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { codeExtension, complexExtension, externalIdentifiers, identityOf, listed, optional } from '../datatypes.ts';
import { serviceTypeOf } from '../healthcare-service/healthcare-service.mapper.ts';
import { ROOM } from '../location/location-id.ts';
import { codeSystem, extensionUrl } from '../names.ts';
import { slotId } from '../slot/slot-id.ts';
import { FHIR_STATUS, needsOwnStatus } from './appointment-status.ts';

const MINUTE_MS = 60_000;

/** An appointment as FHIR knows one; `appointment.input.ts` is the way back. */
export function toFhirAppointment(
  appointment: Appointment,
  treatments: ReadonlyMap<number, Treatment>,
): FhirAppointment {
  const { status, start, end, agendaId, notes, patientInstructions, externalIds, createdAt, cancel } = appointment;
  const at = Date.parse(start);
  const minutes = (Date.parse(end) - at) / MINUTE_MS;
  return {
    ...identityOf('Appointment', appointment),
    ...listed('extension', extensionsOf(appointment)),
    ...listed('identifier', externalIdentifiers(externalIds)),
    status: FHIR_STATUS[status],
    ...(cancel && {
      cancelationReason: {
        coding: [{ system: codeSystem('cancel-reason'), code: cancel.reason }],
        ...optional('text', cancel.note),
      },
    }),
    serviceType: appointment.treatments.map((one) => bookedType(one, treatments.get(one.treatmentId))),
    start,
    end,
    minutesDuration: minutes,
    slot: [{ reference: `Slot/${slotId({ agendaId, at, minutes, treatmentId: undefined })}` }],
    created: createdAt,
    ...optional('comment', notes),
    ...optional('patientInstruction', patientInstructions),
    participant: participantsOf(appointment),
  };
}

/** A treatment with what was agreed on when it was booked. */
function bookedType(booked: BookedTreatment, treatment: Treatment | undefined): CodeableConcept {
  const { treatmentId, durationMinutes, price, patientShare, payerShare, priceListId } = booked;
  const money = (value: number | undefined) =>
    value === undefined ? undefined : { valueMoney: { value, currency: 'EUR' as const } };
  return {
    extension: complexExtension('booked-treatment', {
      service: { valueReference: { reference: `HealthcareService/${treatmentId}` } },
      minutes: { valueInteger: durationMinutes },
      price: money(price),
      patientShare: money(patientShare),
      payerShare: money(payerShare),
      priceList: priceListId === undefined ? undefined : { valueInteger: priceListId },
    }),
    ...(treatment && serviceTypeOf(treatment)),
  };
}

function participantsOf(appointment: Appointment): AppointmentParticipant[] {
  const { patientId, practitionerId, locationId, resourceIds, status } = appointment;
  const accepted = (reference: string): AppointmentParticipant => ({
    actor: { reference },
    required: 'required',
    status: 'accepted',
  });
  const agreed = !['held', 'pending', 'booked'].includes(status);
  return [
    ...(patientId === undefined
      ? []
      : [{ ...accepted(`Patient/${patientId}`), status: agreed ? ('accepted' as const) : ('needs-action' as const) }]),
    ...(practitionerId === undefined ? [] : [accepted(`Practitioner/${practitionerId}`)]),
    accepted(`Location/${locationId}`),
    ...resourceIds.map((id) => accepted(`Location/${ROOM}${id}`)),
  ];
}

function extensionsOf(appointment: Appointment): Extension[] {
  const { agendaId, status, origin, episodeId, seriesId, cancel, holdExpiresAt, arrivedAt, startedAt, completedAt } =
    appointment;
  const instant = (name: string, value: string | undefined): Extension[] =>
    value === undefined ? [] : [{ url: extensionUrl(name), valueDateTime: value }];
  return [
    { url: extensionUrl('schedule'), valueReference: { reference: `Schedule/${agendaId}` } },
    ...(needsOwnStatus(status) ? codeExtension('appointment-status', status) : []),
    ...codeExtension('origin', origin),
    ...(episodeId === undefined
      ? []
      : [{ url: extensionUrl('episode'), valueReference: { reference: `EpisodeOfCare/${episodeId}` } }]),
    ...(seriesId === undefined ? [] : [{ url: extensionUrl('series'), valueInteger: seriesId }]),
    ...complexExtension('cancellation', {
      by: cancel && { valueString: cancel.by },
      at: cancel && { valueDateTime: cancel.at },
      late: cancel && { valueBoolean: cancel.late },
    }),
    ...instant('hold-expires-at', holdExpiresAt),
    ...instant('arrived-at', arrivedAt),
    ...instant('started-at', startedAt),
    ...instant('completed-at', completedAt),
  ];
}
