import { ServiceError } from '../../platform/errors.ts';
import { named, oneOf } from '../schema.ts';

export const STATUSES = ['planned', 'waitlist', 'active', 'on_hold', 'finished', 'cancelled'] as const;

export type EpisodeStatus = (typeof STATUSES)[number];

export const Status = named(
  'EpisodeStatus',
  oneOf(STATUSES, { description: 'More may come: treat a status that is not known as one that is open.' }),
);

/** What an episode may begin with. */
export const INITIAL: readonly EpisodeStatus[] = ['planned', 'waitlist', 'active'];

export type EpisodeAction = 'activate' | 'hold' | 'finish' | 'cancel';

/** Where each action leads, and from where; whatever is missing here is refused. What was cancelled stays so. */
const TRANSITIONS: Readonly<Record<EpisodeAction, { from: readonly EpisodeStatus[]; to: EpisodeStatus }>> = {
  activate: { from: ['planned', 'waitlist', 'on_hold', 'finished'], to: 'active' },
  hold: { from: ['active'], to: 'on_hold' },
  finish: { from: ['active', 'on_hold'], to: 'finished' },
  cancel: { from: ['planned', 'waitlist', 'active', 'on_hold'], to: 'cancelled' },
};

/** Whether appointments may still be booked for it. */
export function isOpen(status: EpisodeStatus): boolean {
  return status !== 'finished' && status !== 'cancelled';
}

/** @throws ServiceError invalid_transition with `from` and `to` */
export function nextStatus(action: EpisodeAction, present: EpisodeStatus): EpisodeStatus {
  const { from, to } = TRANSITIONS[action];
  if (from.includes(present)) return to;
  throw new ServiceError('invalid_transition', `An episode that is ${present} cannot become ${to}.`, {
    extra: { from: present, to },
  });
}
