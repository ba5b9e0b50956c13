import type { Tx } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { keepPatient as keep } from './merge.queries.ts';

/** Nobody merges or deletes the patient before the transaction ends. Taken before locks on what belongs to a patient. */
export function keepPatient(tx: Tx, tenantId: string, id: number): Promise<void> {
  return keep(tx, tenantId, id);
}

/**
 * The refusal of the database to give something new to a patient who was merged, possibly a moment ago; any resource that
 * patients have may meet it.
 * @returns undefined for any other error
 */
export function mergedPatientRefusal(error: unknown): ServiceError | undefined {
  const { code, constraint, detail } = (error ?? {}) as { code?: string; constraint?: string; detail?: string };
  if (code !== '23514' || constraint !== 'living_patient') return undefined;
  const message = `was merged into ${detail}`;
  return new ServiceError('validation_failed', `A rule is broken: patientId ${message}.`, {
    details: [{ field: 'patientId', code: 'merged', message }],
    cause: error,
  });
}
