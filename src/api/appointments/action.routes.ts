import type { TSchema } from 'typebox';
import type { ErrorCode } from '../../platform/errors.ts';
import { idOf } from '../resource.schema.ts';
import { type Call, type Route, route } from '../route.ts';
import { ref } from '../schema.ts';
import * as actions from './actions.service.ts';
import { AppointmentCancel, AppointmentReschedule } from './appointment-requests.schema.ts';
import { Appointment } from './appointments.schema.ts';
import { mayWrite, shown } from './shown.ts';

interface Action<Body extends TSchema> {
  verb: string;
  operation: string;
  summary: string;
  description: string;
  body?: Body;
  errors?: readonly ErrorCode[];
  take(call: Call<{ id: number }>, id: number): Promise<Appointment>;
}

/** `POST /appointments/{id}/{verb}`: one step of the transition table, answered with the whole appointment. */
function action<Body extends TSchema>({ verb, operation, take, errors = [], ...rest }: Action<Body>): Route {
  return route({
    method: 'POST',
    path: `/appointments/{id}/${verb}`,
    access: mayWrite,
    operationId: `Appointments_${operation}`,
    params: idOf('appointment'),
    success: { status: 200, description: 'The appointment as it is now.', schema: ref(Appointment) },
    errors: ['version_conflict', 'invalid_transition', ...errors],
    handler: async (call) => shown(await take(call as never, call.params.id)),
    ...rest,
  });
}

export const actionRoutes: readonly Route[] = [
  action({
    verb: 'confirm',
    operation: 'Confirm',
    summary: 'Confirm an appointment',
    description: 'A hold or what awaits confirmation becomes `booked`; what is booked becomes `confirmed`.',
    errors: ['validation_failed'],
    take: actions.confirmAppointment,
  }),
  action({
    verb: 'arrive',
    operation: 'Arrive',
    summary: 'Note that the patient arrived',
    description: 'From `booked` or `confirmed` to `arrived`.',
    take: actions.arriveAppointment,
  }),
  action({
    verb: 'start',
    operation: 'Start',
    summary: 'Note that it begins',
    description: 'From `arrived` to `in_progress`.',
    take: actions.startAppointment,
  }),
  action({
    verb: 'complete',
    operation: 'Complete',
    summary: 'Note that it is over',
    description: 'From `in_progress` to `completed`.',
    take: actions.completeAppointment,
  }),
  action({
    verb: 'cancel',
    operation: 'Cancel',
    summary: 'Cancel an appointment',
    description:
      'With a reason; of a series also those that follow, or all that are to come; `seriesChange` names them. Its time is free at once.',
    body: ref(AppointmentCancel),
    errors: ['validation_failed'],
    take: (call, id) => actions.cancelAppointment(call, id, (call as Call<unknown, unknown, AppointmentCancel>).body),
  }),
  action({
    verb: 'no-show',
    operation: 'NoShow',
    summary: 'Note that the patient did not come',
    description: 'From `booked` or `confirmed` to `no_show`. Its time is free at once.',
    take: actions.noShowAppointment,
  }),
  action({
    verb: 'reopen',
    operation: 'Reopen',
    summary: 'Take the last step back',
    description:
      'From `arrived`, `cancelled` or `no_show` to `booked`, for which the time must still be free; from `completed` to `in_progress`, which needs the permission `appointments.delete`, too.',
    errors: ['slot_taken'],
    take: actions.reopenAppointment,
  }),
  action({
    verb: 'reschedule',
    operation: 'Reschedule',
    summary: 'Move an appointment',
    description:
      'To another time or agenda in one step: it keeps its id, and either moves or stays where it is. What was confirmed must be confirmed again. With `scope`, those that follow in its series, or all that are to come, move by the same time of the clock, or none; `seriesChange` names them.',
    body: ref(AppointmentReschedule),
    errors: ['slot_taken', 'validation_failed', 'nonexistent_local_time', 'ambiguous_local_time'],
    take: (call, id) =>
      actions.rescheduleAppointment(call, id, (call as Call<unknown, unknown, AppointmentReschedule>).body),
  }),
];
