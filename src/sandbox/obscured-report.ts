import { listMedicalReports, type ReportCall } from '../api/medical-reports/medical-reports.service.ts';
import { obscureMedicalReport } from '../api/medical-reports/obscuring.service.ts';
import { findOwnPractitioner } from '../api/practitioners/practitioners.service.ts';
import type { Tx } from '../platform/database/index.ts';
import { actAs } from './seed.queries.ts';

/** Has a practitioner obscure one of their signed reports, at the wish of the patient; nobody else sees it from then on. */
export async function obscureOneReport(
  tx: Tx,
  tenant: ReportCall['tenant'],
  actor: { userId: string; clientId: string; requestId: string; address: string; action: string },
): Promise<void> {
  await actAs(tx, actor);
  const call = {
    db: tx,
    tenant,
    access: { userId: actor.userId },
    ifMatch: undefined,
    about: () => {},
  } as unknown as ReportCall;
  const own = await findOwnPractitioner(call);
  const query = { status: 'signed', offset: 0, limit: 1, ...(own && { authorId: own.id }) };
  const [report] = own ? (await listMedicalReports(call, query)).items : [];
  if (report) await obscureMedicalReport(call, report.id, { reason: 'patient_request' });
}
