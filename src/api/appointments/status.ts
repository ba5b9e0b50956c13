import { ServiceError } from '../../platform/errors.ts';
import { named, oneOf } from '../schema.ts';

export const STATUSES = [
  'held',
  'expired',
  'pending',
  'booked',
  'confirmed',
  'arrived',
  'in_progress',
  'completed',
  'cancelled',
  'no_show',
  'entered_in_error',
] as const;

export type AppointmentStatus = (typeof STATUSES)[number];

export const Status = named(
  'AppointmentStatus',
  oneOf(STATUSES, { description: 'More may come: treat a status that is not known as one that occupies its time.' }),
);
export const Origin = named('AppointmentOrigin', oneOf(['frontdesk', 'online', 'api', 'phone']));

export type AppointmentAction =
  | 'confirm'
  | 'arrive'
  | 'start'
  | 'complete'
  | 'cancel'
  | 'no_show'
  | 'reopen'
  | 'reschedule';

/** Where each action leads from each status; whatever is missing here is refused. */
export const TRANSITIONS: Readonly<Record<AppointmentAction, Partial<Record<AppointmentStatus, AppointmentStatus>>>> = {
  confirm: { held: 'booked', pending: 'booked', booked: 'confirmed' },
  arrive: { booked: 'arrived', confirmed: 'arrived' },
  start: { arrived: 'in_progress' },
  complete: { in_progress: 'completed' },
  cancel: { pending: 'cancelled', booked: 'cancelled', confirmed: 'cancelled', arrived: 'cancelled' },
  no_show: { booked: 'no_show', confirmed: 'no_show' },
  reopen: { arrived: 'booked', completed: 'in_progress', cancelled: 'booked', no_show: 'booked' },
  // Whoever confirmed one time did not confirm another.
  reschedule: { pending: 'pending', booked: 'booked', confirmed: 'booked' },
};

/** The status that is told as `to` when an action is refused. */
const AIM: Readonly<Record<AppointmentAction, AppointmentStatus>> = {
  confirm: 'confirmed',
  arrive: 'arrived',
  start: 'in_progress',
  complete: 'completed',
  cancel: 'cancelled',
  no_show: 'no_show',
  reopen: 'booked',
  reschedule: 'booked',
};

const FREE: ReadonlySet<AppointmentStatus> = new Set(['expired', 'cancelled', 'no_show', 'entered_in_error']);

/** Whether an appointment in this status keeps its time for itself. */
export function occupies(status: AppointmentStatus): boolean {
  return !FREE.has(status);
}

/** @throws ServiceError invalid_transition with `from` and `to` */
export function nextStatus(action: AppointmentAction, from: AppointmentStatus): AppointmentStatus {
  const to = TRANSITIONS[action][from];
  if (!to) throw invalidTransition(from, AIM[action]);
  return to;
}

export function invalidTransition(from: AppointmentStatus, to: AppointmentStatus): ServiceError {
  return new ServiceError('invalid_transition', `An appointment that is ${from} cannot become ${to}.`, {
    extra: { from, to },
  });
}
