import { storeMedicalReports } from '../../api/medical-reports/import.service.ts';
import type { Call } from '../../api/route.ts';
import { findPlanned } from '../../api/treatments/treatments.service.ts';
import type { Tx } from '../../platform/database/index.ts';
import { agendasWith } from '../clinic/calendar.ts';
import type { SandboxPerson } from '../people.ts';
import { seedBilling } from './billing.ts';
import { momentOf, planVisits } from './plan-visits.ts';
import { beginReports } from './reports.ts';
import { residentsOf } from './residents.ts';
import { beginVisits, storeVisits } from './store-visits.ts';

const TIME_ZONE = 'Europe/Rome';

/**
 * Half a year behind and two months ahead of a busy clinic: visits, the courses that they belong to, reports and invoices. The
 * same for the same clinic and day.
 * @param today `YYYY-MM-DD`
 */
export async function seedLivingClinic(
  tx: Tx,
  { id, name }: { id: string; name: string },
  { today, people, patientIds, treatmentIds }: LivingInput,
  progress: (message: string) => void,
): Promise<void> {
  const tenant: Call['tenant'] = { id, name, sandbox: true, timeZone: TIME_ZONE, fiscalCodePolicy: 'lenient' };
  const moment = momentOf(TIME_ZONE, today);
  const agendas = await agendasWith(tx, id, [...(await findPlanned(tx, id, treatmentIds)).values()]);
  const residents = residentsOf(people, patientIds);
  const planned = planVisits(id, { today, timeZone: TIME_ZONE, agendas, residents });
  const visits = await beginVisits(tx, id, { ...planned, today, moment });
  // Rendered while the appointments are stored.
  const reports = await beginReports(tx, tenant, visits, { today, moment });
  await storeVisits(tx, id, visits);
  progress('medical reports');
  await storeMedicalReports(tx, id, reports);
  progress('invoices');
  await seedBilling(tx, { id, name }, visits, { today, moment });
}

interface LivingInput {
  today: string;
  people: readonly SandboxPerson[];
  patientIds: readonly number[];
  treatmentIds: readonly number[];
}
