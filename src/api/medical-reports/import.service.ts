import { createHash } from 'node:crypto';
import type { Tx } from '../../platform/database/index.ts';
import { getPatient } from '../patients/patients.service.ts';
import { getPractitioner } from '../practitioners/practitioners.service.ts';
import type { Call } from '../route.ts';
import { reserveIds } from './import.queries.ts';
import { renderReport } from './medical-report.pdf.ts';
import type { MedicalReportInput } from './medical-report-requests.schema.ts';
import { toMedicalReport, toValues } from './medical-reports.mapper.ts';
import * as queries from './medical-reports.queries.ts';

/** A report of known data. */
export interface ImportedReport extends MedicalReportInput {
  authorId: number;
  /** A draft when absent. */
  signedAt?: string | undefined;
  /** The report before it in the import that it adds to, or takes the place of. */
  follows?: { index: number; as: 'addendum' | 'replacement' };
}

/** Stores reports in order, the signed ones with their PDFs, without the rules' refusals. @returns their ids in order */
export async function importMedicalReports(
  tx: Tx,
  tenant: Call['tenant'],
  reports: readonly ImportedReport[],
): Promise<number[]> {
  const ids = await reserveIds(tx, reports.length);
  const documents: number[] = [];
  const call = { db: tx, tenant };
  for (const [index, report] of reports.entries()) {
    const id = ids[index]!;
    const { follows, authorId, signedAt } = report;
    const before = follows && ids[follows.index]!;
    documents.push(follows ? documents[follows.index]! : id);
    await queries.insertReport(tx, tenant.id, {
      ...toValues(report),
      id,
      document_id: documents[index]!,
      author_id: authorId,
      addendum_of_id: follows?.as === 'addendum' ? before! : null,
      replaces_id: follows?.as === 'replacement' ? before! : null,
    });
    if (signedAt === undefined) continue;
    const pdf = await renderReport({
      report: toMedicalReport((await queries.getReport(tx, tenant.id, id))!, tenant.id),
      patient: await getPatient(call, report.patientId),
      author: await getPractitioner(call, authorId),
      clinic: tenant.name,
      signedAt,
    });
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    await queries.signReport(tx, tenant.id, id, { kind: 'simple', signerId: authorId, signedAt, sha256 }, pdf);
    if (follows?.as === 'replacement') await queries.setStatus(tx, tenant.id, before!, 'superseded');
  }
  return ids;
}
