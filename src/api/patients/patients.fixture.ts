import { createHash } from 'node:crypto';
import { type Answer, type CheckedCall, checkedCalls } from '../../../test/contract/checked-calls.ts';
import { type Platform, startPlatform } from '../../../test/harness/platform.ts';
import { statement } from '../../platform/database/index.ts';
import { composeFiscalCode } from '../italy/fiscal-code.ts';
import type { Patient, PatientInput } from './patients.schema.ts';

export const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
export const OTHER_PATIENTS = '/v2/tenants/other-clinic/patients';

interface Page {
  items: Patient[];
  offset: number;
  limit: number;
  hasMore: boolean;
  total?: number;
}

export type PatientAnswer = Answer<Patient & Page>;

export interface PatientsApi {
  platform: Platform;
  /** Every answer is held against the published document. */
  call: CheckedCall<Patient & Page>;
  /** Stores a patient and answers it. */
  create(patient: Partial<PatientInput>): Promise<Patient>;
  /** Runs SQL in the sandbox clinic, for states that no route leads to yet; `$1` is the patient's id. */
  alter(sql: string, id: number): Promise<void>;
}

export async function startPatientsApi(options: Parameters<typeof startPlatform>[0] = {}): Promise<PatientsApi> {
  const platform = await startPlatform(options);
  const call = await checkedCalls<Patient & Page>(platform);
  const sandbox = platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'Europe/Rome' });
  return {
    platform,
    call,
    async create(patient) {
      const answer = await call('POST', PATIENTS, { body: { firstName: 'Anna', lastName: 'Prova', ...patient } });
      if (answer.status !== 201) throw new Error(`not created: ${answer.text}`);
      return answer.body;
    },
    async alter(sql, id) {
      const name = `test_alter_${createHash('sha256').update(sql).digest('hex').slice(0, 16)}`;
      await sandbox.query(statement(name, sql), [id]);
    },
  };
}

let births = 0;

/** A woman whom nobody else has the fiscal code of; code, name, date, sex and place agree. */
export function somebody() {
  births += 1;
  const birthDate = new Date(Date.UTC(1950, 0, births)).toISOString().slice(0, 10);
  const person = { firstName: 'Quirina', lastName: 'Zyxova', birthDate, sex: 'F' } as const;
  return {
    ...person,
    birthPlace: { belfioreCode: 'X999' },
    fiscalCode: composeFiscalCode({ ...person, belfioreCode: 'X999' }),
  };
}

/** Every member that a caller may write, in the form that is answered. */
export function fullPatient() {
  const { firstName: _, lastName: __, fiscalCode: ___, ...born } = somebody();
  const name = { firstName: 'Niccolò María', lastName: "D'Alò-Ðorđević" };
  return {
    ...born,
    ...name,
    birthPlace: { name: 'Luogo', belfioreCode: 'X999', province: 'RM', country: 'IT' },
    fiscalCode: composeFiscalCode({ ...born, ...name, belfioreCode: 'X999' }),
    fiscalCodeType: 'CF',
    vatNumber: '00743110157',
    residence: {
      street: 'Via dei Mille',
      number: '12/B int. 3',
      zip: '00185',
      municipality: 'Roma',
      istatCode: '058091',
      province: 'RM',
      country: 'IT',
    },
    domicile: {
      street: 'Straße',
      number: '1',
      zip: '39100',
      municipality: 'Bozen',
      istatCode: '021008',
      province: 'BZ',
      country: 'IT',
    },
    phone: '+390600000001',
    mobile: '+393000000002',
    email: 'Niccolo.Dalo@example.test',
    pec: 'niccolo@pec.example.test',
    preferredChannel: 'sms',
    reminderOptOuts: ['email', 'phone'],
    asl: { region: '120', asl: '201', name: 'ASL Roma 1' },
    generalPractitioner: { name: 'Dott.ssa Bianchi', code: 'MMG-77' },
    healthCard: { number: '80380000000000000001', expiry: '2031-12-31' },
    exemptions: [
      { code: 'E01', type: 'income', validFrom: '2026-01-01', validTo: '2026-12-31' },
      { code: '048.250', type: 'chronic', validFrom: '2020-02-29' },
    ],
    guardians: [
      {
        relation: 'mother',
        firstName: 'Ada',
        lastName: 'Neri',
        fiscalCode: 'NREDAA60A41X999X',
        phone: '+390600000003',
        email: 'ada@example.test',
      },
    ],
    emergencyContacts: [{ relation: 'spouse', firstName: 'Ugo', lastName: 'Verdi', phone: '+393000000004' }],
    consents: [
      {
        type: 'dossier',
        status: 'given',
        noticeVersion: '2026-1',
        at: '2026-01-02T09:30:00+01:00',
        channel: 'paper',
        documentId: 'doc-1',
      },
    ],
    tsOpposition: true,
    deceasedAt: '2024-05-01T10:00:00.123+02:00',
    externalIds: [{ system: 'https://his.example.test', value: 'P-1|x' }],
  } satisfies PatientInput;
}
