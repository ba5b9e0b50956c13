import type { Temporal } from 'temporal-polyfill';
import { violatedReference } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { INITIAL, isOpen } from './episode-status.ts';
import type { EpisodeRow } from './episodes.queries.ts';
import type { EpisodeInput } from './episodes.schema.ts';

const EARLIEST = '1900-01-01';

/** A rule that is broken: 422. */
export function broken(field: string, code: string, message: string, cause?: unknown): ServiceError {
  return new ServiceError('validation_failed', `The episode breaks a rule: ${field} ${message}.`, {
    details: [{ field, code, message }],
    cause,
  });
}

/**
 * What a schema cannot say of a new episode, or of one that is changed.
 * @throws ServiceError validation_failed
 */
export function requireRules(input: EpisodeInput, now: Temporal.ZonedDateTime, before?: EpisodeRow): void {
  const status = before?.status ?? input.status ?? 'planned';
  if (!before && !INITIAL.includes(status))
    throw broken('status', 'not_initial', `must be one of ${INITIAL.join(', ')} for a new episode`);
  if (before && input.status !== undefined && input.status !== before.status)
    throw broken('status', 'not_by_action', 'changes by actions such as `/finish` alone');
  if (before && input.patientId !== before.patient_id) throw broken('patientId', 'not_changeable', 'cannot change');
  if (input.start < EARLIEST) throw broken('start', 'out_of_range', `must not lie before ${EARLIEST}`);
  if (input.end === undefined) {
    if (status === 'finished') throw broken('end', 'required', 'must be told of an episode that is finished');
  } else {
    if (isOpen(status)) throw broken('end', 'still_open', 'is told when the episode is finished');
    requireEnd(input.start, input.end, now);
  }
}

/** @throws ServiceError validation_failed for a last day before the first one, or in the future */
export function requireEnd(start: string, end: string, now: Temporal.ZonedDateTime): void {
  if (end < start) throw broken('end', 'before_start', 'lies before start');
  if (end > now.toPlainDate().toString()) throw broken('end', 'out_of_range', 'lies in the future');
}

/** What the database knew better: the refusal of a reference to a patient or practitioner who does not exist. */
export function orMissing(error: unknown): never {
  const reference = violatedReference(error);
  if (reference === 'episodes_patient') throw broken('patientId', 'not_found', 'does not exist', error);
  if (reference === 'episodes_practitioner')
    throw broken('responsiblePractitionerId', 'not_found', 'does not exist', error);
  throw error;
}
