import type { Tx } from '../../platform/database/index.ts';
import { requireVersion } from '../route.ts';
import type { MedicalReportObscure } from './medical-report-requests.schema.ts';
import * as queries from './medical-reports.queries.ts';
import type { MedicalReport } from './medical-reports.schema.ts';
import { lockReport, type ReportCall, requireAuthor, store } from './medical-reports.service.ts';
import { invalidTransition } from './signing.service.ts';

/** Hides the document of a report from everybody but its author. @throws ServiceError not_author, invalid_transition */
export function obscureMedicalReport(
  call: ReportCall,
  id: number,
  { reason, note }: MedicalReportObscure,
): Promise<MedicalReport> {
  return store(call, async (tx) => {
    const row = await lockOwn(call, tx, id);
    const decided = { documentId: row.document_id, authorId: row.author_id, reason, note };
    if (!(await queries.obscure(tx, call.tenant.id, decided))) throw invalidTransition('obscured', 'obscured');
    return id;
  });
}

/** Shows a document again. @throws ServiceError invalid_transition, or validation_failed when its patient was deleted meanwhile */
export function unobscureMedicalReport(call: ReportCall, id: number): Promise<MedicalReport> {
  return store(call, async (tx) => {
    const row = await lockOwn(call, tx, id);
    if (!(await queries.unobscure(tx, call.tenant.id, row.document_id))) throw invalidTransition('visible', 'visible');
    return id;
  });
}

async function lockOwn(call: ReportCall, tx: Tx, id: number) {
  const row = await lockReport(call, tx, id);
  await requireAuthor({ ...call, db: tx }, row);
  requireVersion(call.ifMatch, row.version);
  return row;
}
