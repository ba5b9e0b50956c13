import { type Queryable, statement } from '../../platform/database/index.ts';
import { PATIENT_COLUMNS, type PatientRow } from './patients.queries.ts';

/** Of each way to find somebody: enough for people of one name, few enough to compare. */
const MOST = 100;

const candidates = statement<PatientRow>(
  'patients_match_candidates',
  `with named as (
     select k.patient_id as id
       from patient_search_keys k
      where k.tenant_id = $1 and k.kind = 'name' and k.key = any ($2::text[])
      group by k.patient_id having count(distinct k.key) = cardinality($2::text[]) order by 1 limit ${MOST}
   ), found as (
     select id from named where cardinality($2::text[]) > 0
     union
     (select p.id from patients p where p.tenant_id = $1 and p.fiscal_code = any ($3::text[]) and p.merged_into_id is null limit ${MOST})
     union
     (select p.id from patients p where p.tenant_id = $1 and p.birth_date = $4::date order by p.id limit ${MOST})
     union
     (select k.patient_id from patient_search_keys k
       where k.tenant_id = $1 and k.kind = 'phone' and k.key = $5 order by 1 limit ${MOST})
     union
     (select k.patient_id from patient_search_keys k
       where k.tenant_id = $1 and k.kind = 'email' and k.key = $6 order by 1 limit ${MOST})
   )
   select ${PATIENT_COLUMNS} from patients p where p.tenant_id = $1 and p.id in (select id from found) and p.merged_into_id is null
    order by p.id`,
);

export interface MatchFacts {
  words: string[];
  fiscalCodes: string[];
  birthDate: string | undefined;
  phone: string | undefined;
  email: string | undefined;
}

/** Everybody who has all words of the name, or one of the other facts; merged patients left out. */
export function findCandidates(db: Queryable, tenantId: string, facts: MatchFacts): Promise<PatientRow[]> {
  const { words, fiscalCodes, birthDate, phone, email } = facts;
  return db.query(candidates, [tenantId, words, fiscalCodes, birthDate, phone, email]);
}
