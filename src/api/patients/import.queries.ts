import { statement, type Tx } from '../../platform/database/index.ts';
import { PATIENT_COLUMNS, type PatientRow } from './patients.queries.ts';

export type FoundRow = PatientRow & { external_keys: string[] };

const find = statement<FoundRow>(
  'patients_find_for_import',
  `select ${PATIENT_COLUMNS},
          array(select s.key from patient_search_keys s
                 where s.tenant_id = $1 and s.patient_id = p.id and s.kind = 'external' and s.key = any ($2::text[])) as external_keys
     from patients p
    where p.tenant_id = $1 and p.merged_into_id is null
      and p.id = any (array(
            select patient_id from patient_search_keys where tenant_id = $1 and kind = 'external' and key = any ($2::text[])
            union select id from patients where tenant_id = $1 and fiscal_code = any ($3::text[])))
    order by p.id for update of p`,
);

/** Patients who have one of these external ids (`system|value`) or fiscal codes, locked. */
export function findForImport(
  tx: Tx,
  tenantId: string,
  externalKeys: readonly string[],
  fiscalCodes: readonly string[],
): Promise<FoundRow[]> {
  return tx.query(find, [tenantId, externalKeys, fiscalCodes]);
}
