import { havingStatus, living, startingWithin } from '../../src/api/appointments/appointments.queries.ts';
import { parseBound } from '../../src/api/availabilities/time-range.ts';
import { changedSince } from '../../src/api/pages.ts';
import { conditionsOf } from '../../src/api/patients/patients.queries.ts';
import { wordsOf } from '../../src/api/patients/patients.search.ts';
import { type Condition, given } from '../../src/platform/database/index.ts';

/** What a request for patients asks, without any check. */
export function patientsAsked(query: URLSearchParams): Condition[] {
  const { q, phone, fiscalCode, birthDate, updatedSince } = Object.fromEntries(query);
  return [
    ...conditionsOf({
      merged: updatedSince !== undefined,
      fiscalCode,
      birthDate,
      keys: [
        ...wordsOf(q ?? '').map((key) => ({ kind: 'name' as const, key, prefix: true })),
        ...(phone === undefined ? [] : [{ kind: 'phone' as const, key: phone, prefix: false }]),
      ],
    }),
    ...changedSince(updatedSince),
  ];
}

/** What a request for appointments asks, without any check. */
export function appointmentsAsked(query: URLSearchParams): Condition[] {
  const { from, to, practitionerId, patientId, status, updatedSince } = Object.fromEntries(query);
  const bound = (side: 'from' | 'to', date: string | undefined) =>
    date === undefined ? undefined : parseBound(side, date, 'Europe/Rome', side);
  const column = (name: string, id: string | undefined) => given(id, (value) => `r.${name} = ${value}::bigint`);
  return [
    living,
    ...startingWithin(bound('from', from), bound('to', to)),
    ...column('patient_id', patientId),
    ...column('practitioner_id', practitionerId),
    ...havingStatus(status?.split(',')),
    ...changedSince(updatedSince),
  ];
}
