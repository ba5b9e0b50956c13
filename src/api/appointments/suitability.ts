import { Temporal } from 'temporal-polyfill';
import { ServiceError } from '../../platform/errors.ts';
import { getPatient } from '../patients/patients.service.ts';
import { type AppointmentCall, broken, type Placement } from './placement.ts';

/**
 * Whether the patient may have these treatments on that day.
 * @throws ServiceError validation_failed for a patient who does not exist, was merged, or is too young or too old
 */
export async function requireSuitable(
  call: AppointmentCall,
  patientId: number,
  { treatments, day }: Pick<Placement, 'treatments' | 'day'>,
): Promise<void> {
  const patient = await getPatient(call, patientId).catch((error) => {
    if (error instanceof ServiceError && error.code === 'not_found')
      throw broken('patientId', 'not_found', 'does not exist');
    throw error;
  });
  if (patient.mergedIntoId !== undefined)
    throw broken('patientId', 'merged', `was merged into ${patient.mergedIntoId}`);
  if (patient.birthDate === undefined) return;
  const age = Temporal.PlainDate.from(patient.birthDate).until(day.date, { largestUnit: 'years' }).years;
  for (const { treatment } of treatments) {
    const { minAge = 0, maxAge = Number.POSITIVE_INFINITY, code } = treatment;
    if (age < minAge || age > maxAge)
      throw broken('patientId', 'age_out_of_range', `has an age that ${code} is not given at`);
  }
}
