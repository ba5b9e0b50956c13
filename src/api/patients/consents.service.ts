import { readConsentHistory } from './merge.queries.ts';
import type { PatientConsents, PatientConsentsInput } from './patient-requests.schema.ts';
import type { Patient } from './patients.schema.ts';
import { getPatient, type PatientCall, patchPatient } from './patients.service.ts';

type Consent = NonNullable<Patient['consents']>[number];

/** @throws ServiceError not_found */
export async function getConsents(call: PatientCall, id: number): Promise<PatientConsents> {
  return withHistory(call, await getPatient(call, id));
}

/** Replaces what the record holds; what it held stays in the history. @throws ServiceError version_conflict, validation_failed */
export function replaceConsents(
  call: PatientCall,
  id: number,
  { items, version }: PatientConsentsInput,
): Promise<PatientConsents> {
  return call.db.transaction(async (tx) => {
    const within = { ...call, db: tx };
    const patch = { consents: items, ...(version !== undefined && { version }) };
    return withHistory(within, await patchPatient(within, id, patch));
  });
}

async function withHistory({ db, tenant }: PatientCall, patient: Patient): Promise<PatientConsents> {
  const { id, version, consents: items = [] } = patient;
  const rows = await readConsentHistory(db, tenant.id, id);
  const history = rows.map(({ consent, removed, recorded_at, user_id, client_id }) => ({
    consent: consent as Consent,
    removed,
    recordedAt: recorded_at,
    ...(user_id !== null && { userId: user_id }),
    ...(client_id !== null && { clientId: client_id }),
  }));
  return { items, current: latest(items), history, version };
}

/** Of each type; of two at the same instant the later entry. */
function latest(items: readonly Consent[]): Consent[] {
  const byType = new Map<string, Consent>();
  for (const item of items) {
    const known = byType.get(item.type);
    if (!known || Date.parse(item.at) >= Date.parse(known.at)) byType.set(item.type, item);
  }
  return [...byType.values()];
}
