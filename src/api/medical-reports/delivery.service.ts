import { requireVersion } from '../route.ts';
import * as queries from './medical-reports.queries.ts';
import type { MedicalReport } from './medical-reports.schema.ts';
import { lockReport, type ReportCall, store } from './medical-reports.service.ts';
import { invalidTransition } from './signing.service.ts';

/**
 * Notes that a signed report was handed to its patient. Saying so again changes nothing: the first time counts.
 * @throws ServiceError not_found, version_conflict, invalid_transition unless it is signed and stands
 */
export function deliverMedicalReport(call: ReportCall, id: number): Promise<MedicalReport> {
  return store(call, async (tx) => {
    const row = await lockReport(call, tx, id);
    requireVersion(call.ifMatch, row.version);
    if (row.status !== 'signed') throw invalidTransition(row.status, 'delivered');
    if (row.delivered_at === null) await queries.deliverReport(tx, call.tenant.id, id);
    return id;
  });
}
