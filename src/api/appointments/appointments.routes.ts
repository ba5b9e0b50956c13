import { agendaExpansion } from '../agendas/agendas.service.ts';
import { withContentTag } from '../answer.ts';
import { episodeExpansion } from '../episodes/episodes.service.ts';
import { locationExpansion } from '../locations/locations.service.ts';
import { patientExpansion } from '../patients/patients.service.ts';
import { practitionerExpansion } from '../practitioners/practitioners.service.ts';
import { idOf } from '../resource.schema.ts';
import { roomExpansion } from '../rooms/rooms.service.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { actionRoutes } from './action.routes.ts';
import {
  AppointmentHold,
  AppointmentInput,
  AppointmentPatch,
  AppointmentSeriesInput,
} from './appointment-requests.schema.ts';
import {
  Appointment,
  AppointmentHistory,
  AppointmentList,
  AppointmentListQuery,
  AppointmentSeries,
} from './appointments.schema.ts';
import * as appointments from './appointments.service.ts';
import { toCalendarFile } from './calendar-file.ts';
import { patchAppointment, replaceAppointment } from './change.service.ts';
import { bookSeries } from './series.service.ts';
import { mayDelete, mayRead, mayWrite, patientsOf, shown } from './shown.ts';

const id = idOf('appointment');

const expand = {
  patient: patientExpansion,
  practitioner: practitionerExpansion,
  agenda: agendaExpansion,
  location: locationExpansion,
  room: roomExpansion,
  episode: episodeExpansion,
};

export const appointmentResource: Resource = {
  tag: 'Appointments',
  description: 'Who comes when to whom. Two can never take the same practitioner, room or machine at once.',
  routes: [
    route({
      method: 'GET',
      path: '/appointments',
      access: mayRead,
      operationId: 'Appointments_List',
      summary: 'List appointments',
      description:
        'Appointments in order of their id, or of their start. Poll with `updatedSince`, or with If-None-Match and the entity tag of the last answer.',
      query: AppointmentListQuery,
      expand,
      success: { status: 200, description: 'One page of appointments.', schema: ref(AppointmentList) },
      listOf: 'appointments',
      handler: async (call) => {
        const body = await appointments.listAppointments(call, call.query);
        return { body, patientIds: [...new Set(body.items.flatMap(patientsOf))] };
      },
    }),
    route({
      method: 'POST',
      path: '/appointments',
      access: mayWrite,
      operationId: 'Appointments_Create',
      summary: 'Book an appointment',
      description:
        'Checks hours, rules, treatments and the patient, finds free rooms and machines, and freezes prices. Of many who want the same time one gets it.',
      body: ref(AppointmentInput),
      success: { status: 201, description: 'The new appointment.', schema: ref(Appointment) },
      errors: ['slot_taken', 'validation_failed'],
      handler: async (call) => {
        const appointment = await appointments.createAppointment(call, call.body);
        return { ...shown(appointment), location: `/appointments/${appointment.id}` };
      },
    }),
    route({
      method: 'POST',
      path: '/appointments/holds',
      access: mayWrite,
      operationId: 'Appointments_Hold',
      summary: 'Hold a time for a moment',
      description:
        'Keeps a time while somebody decides, five minutes unless told otherwise. `/confirm` books it; when its time is over it blocks nothing.',
      body: ref(AppointmentHold),
      success: { status: 201, description: 'The held appointment.', schema: ref(Appointment) },
      errors: ['slot_taken', 'validation_failed'],
      handler: async (call) => {
        const appointment = await appointments.holdAppointment(call, call.body);
        return { ...shown(appointment), location: `/appointments/${appointment.id}` };
      },
    }),
    route({
      method: 'POST',
      path: '/appointments/series',
      access: mayWrite,
      operationId: 'Appointments_BookSeries',
      summary: 'Book a series',
      description:
        'Books the same time every so many days, weeks or months, on the clock of the agenda: all of them or none, unless dates that cannot be had may be left out.',
      body: ref(AppointmentSeriesInput),
      success: { status: 201, description: 'What was booked.', schema: ref(AppointmentSeries) },
      errors: ['slot_taken', 'validation_failed', 'nonexistent_local_time', 'ambiguous_local_time'],
      handler: async (call) => {
        const body = await bookSeries(call, call.body);
        return { body, location: `/appointments?seriesId=${body.seriesId}`, patientIds: [call.body.patientId] };
      },
    }),
    route({
      method: 'GET',
      path: '/appointments/{id}',
      access: mayRead,
      operationId: 'Appointments_Get',
      summary: 'Read an appointment',
      description: 'One appointment by its id.',
      params: id,
      expand,
      success: { status: 200, description: 'The appointment.', schema: ref(Appointment) },
      handler: async (call) => shown(await appointments.getAppointment(call, call.params.id)),
    }),
    route({
      method: 'PUT',
      path: '/appointments/{id}',
      access: mayWrite,
      operationId: 'Appointments_Replace',
      summary: 'Replace an appointment',
      description:
        'Replaces the whole: what is left out is removed. Another time, agenda or treatment goes through the same checks as a new booking.',
      params: id,
      body: ref(AppointmentInput),
      success: { status: 200, description: 'The appointment as stored.', schema: ref(Appointment) },
      errors: ['version_conflict', 'slot_taken', 'validation_failed', 'invalid_transition'],
      handler: async (call) => shown(await replaceAppointment(call, call.params.id, call.body)),
    }),
    route({
      method: 'PATCH',
      path: '/appointments/{id}',
      access: mayWrite,
      operationId: 'Appointments_Patch',
      summary: 'Change parts of an appointment',
      description:
        'JSON Merge Patch (RFC 7396): only what is sent changes; `null` removes. Send If-Match, or `version`.',
      params: id,
      body: ref(AppointmentPatch),
      success: { status: 200, description: 'The appointment as stored.', schema: ref(Appointment) },
      errors: ['version_conflict', 'slot_taken', 'validation_failed', 'invalid_transition'],
      handler: async (call) => shown(await patchAppointment(call, call.params.id, call.body)),
    }),
    route({
      method: 'DELETE',
      path: '/appointments/{id}',
      access: mayDelete,
      operationId: 'Appointments_Delete',
      summary: 'Delete an appointment',
      description:
        'For what was entered by mistake, before the patient arrives; otherwise cancel. It releases a hold, too. The clinic keeps it, the API no longer shows it.',
      params: id,
      success: { status: 204, description: 'Deleted.' },
      errors: ['version_conflict', 'invalid_transition'],
      handler: async (call) => {
        await appointments.deleteAppointment(call, call.params.id);
        return { body: undefined };
      },
    }),
    ...actionRoutes,
    route({
      method: 'GET',
      path: '/appointments/{id}/history',
      access: mayRead,
      operationId: 'Appointments_History',
      summary: 'Read what happened to an appointment',
      description: 'Every change, in order: when, by whom, through which application.',
      params: id,
      success: { status: 200, description: 'The changes.', schema: ref(AppointmentHistory) },
      handler: async (call) => {
        const body = await appointments.getHistory(call, call.params.id);
        return { ...withContentTag({ body }), body, patientIds: [...new Set(body.items.flatMap(patientsOf))] };
      },
    }),
    route({
      method: 'GET',
      path: '/appointments/{id}/calendar.ics',
      access: mayRead,
      operationId: 'Appointments_CalendarFile',
      summary: 'Read an appointment as a calendar file',
      description: 'An iCalendar file (RFC 5545) for the calendar of the patient; it does not name the patient.',
      params: id,
      success: { status: 200, description: 'The calendar file.', contentType: 'text/calendar; charset=utf-8' },
      handler: async (call) => {
        const appointment = await appointments.getAppointment(call, call.params.id);
        return { ...shown(appointment), body: (await toCalendarFile(call, appointment)) as never };
      },
    }),
  ],
};
