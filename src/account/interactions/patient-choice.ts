import type { Database } from '../../platform/database/index.ts';
import type { PatientQuestion } from '../pages/components/patient-choice.ts';
import type { Origin } from '../sessions/sessions.ts';
import type { UserRow } from '../users/users.queries.ts';
import { type FormBody, textOf } from '../web/form-body.ts';
import { mayReadPatients } from './patient-choice.queries.ts';

/** Who looks for a patient, for which application; what is shown to them is audited. */
interface Seeker {
  tenantId: string;
  userId: string;
  clientId: string;
  address: string;
  requestId: string;
}

export interface PatientFound {
  id: number;
  name: string;
  /** `YYYY-MM-DD` */
  birthDate: string | undefined;
}

/** How the clinic's patients are found; the API's own rules, handed over. */
export interface PatientFinder {
  /** By beginnings of words of the name; a few at most. */
  findPatients(database: Database, seeker: Seeker, q: string): Promise<PatientFound[]>;
  findPatient(database: Database, seeker: Seeker, id: number): Promise<PatientFound | undefined>;
}

/** Whether this person may choose one of the clinic's patients for an application. */
export async function mayChoosePatient(database: Database, user: UserRow): Promise<boolean> {
  const { tenant_id: tenantId, role_key: role } = user;
  if (tenantId === null || role === null) return false;
  return mayReadPatients(database.forTenant({ tenantId, timeZone: 'UTC' }), tenantId, role);
}

/** What the form says of the patient: whom it looks for, and who was chosen. */
export async function readChoice(
  services: { database: Database; patients: PatientFinder },
  asker: { user: UserRow; clientId: string; origin: Origin; requestId: string },
  body: FormBody,
): Promise<PatientQuestion> {
  const { database, patients } = services;
  const seeker = {
    tenantId: asker.user.tenant_id!,
    userId: asker.user.id,
    clientId: asker.clientId,
    address: asker.origin.address,
    requestId: asker.requestId,
  };
  const q = textOf(body, 'patient-name').trim().slice(0, 100);
  const given = /^[1-9]\d{0,14}$/.exec(textOf(body, 'patient'))?.[0];
  if (body.decision === 'search')
    return { q, found: await patients.findPatients(database, seeker, q), chosen: undefined };
  const chosen = given === undefined ? undefined : await patients.findPatient(database, seeker, Number(given));
  return { q, found: chosen ? [chosen] : [], chosen: chosen?.id };
}
