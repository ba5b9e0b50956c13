import type { Appointment } from '../../api/appointments/appointments.schema.ts';
import {
  appointmentSearch,
  appointmentVersions,
  deleteAppointment,
  getAppointment,
} from '../../api/appointments/appointments.service.ts';
import { patientsOf } from '../../api/appointments/shown.ts';
import { treatmentVersions } from '../../api/treatments/treatments.service.ts';
import { asTheyWere } from '../as-they-were.ts';
import { treatmentsOf } from '../healthcare-service/treatments.ts';
import { byNumber, requireNumber, versionsByNumber } from '../ids.ts';
import { fhirResource } from '../resource.ts';
import { toFhirAppointment } from './appointment.mapper.ts';
import { APPOINTMENT_PARAMETERS } from './appointment.search.ts';
import { create, update } from './appointment.writes.ts';
import { SCHEDULING_OPERATIONS } from './scheduling.ts';

export const appointmentFhir = fhirResource({
  type: 'Appointment',
  name: 'appointments',
  documentation:
    'Who comes when to whom. Booked by POST, $book or $hold; the status changes by the steps that the clinic’s table of transitions allows.',
  permissions: {
    read: 'appointments.read',
    create: 'appointments.write',
    update: 'appointments.write',
    delete: 'appointments.delete',
  },
  read: byNumber('Appointment', getAppointment),
  async present(call, appointments: readonly Appointment[], supersededAt) {
    const idsOf = ({ treatments }: Appointment) => treatments.map(({ treatmentId }) => treatmentId);
    const current = await treatmentsOf(call, appointments.flatMap(idsOf));
    const versions = treatmentVersions;
    const treatments = await asTheyWere(call, { holders: appointments, idsOf, current, versions, supersededAt });
    return appointments.map((appointment) => toFhirAppointment(appointment, treatments(appointment)));
  },
  patientsOf: (appointment: Appointment) => patientsOf(appointment),
  versions: versionsByNumber(appointmentVersions),
  search: { source: appointmentSearch, parameters: APPOINTMENT_PARAMETERS, sort: { date: 'start' } },
  create,
  update: (call, id, body) => update(call, requireNumber('Appointment', id), body),
  remove: (call, id) => deleteAppointment(call, requireNumber('Appointment', id)),
  operations: SCHEDULING_OPERATIONS,
  summary: ['identifier', 'status', 'cancelationReason', 'serviceType', 'start', 'end', 'slot', 'participant'],
  mandatory: ['status', 'participant'],
  expressions: {
    patientId: 'Appointment.participant',
    agendaId: 'Appointment.slot',
    resourceIds: 'Appointment.participant',
    treatments: 'Appointment.serviceType',
    start: 'Appointment.start',
    end: 'Appointment.end',
    status: 'Appointment.status',
    reason: 'Appointment.cancelationReason',
    note: 'Appointment.cancelationReason',
    notes: 'Appointment.comment',
    episodeId: 'Appointment.extension',
    externalIds: 'Appointment.identifier',
  },
});
