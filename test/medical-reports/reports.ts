import { type Answer, type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type CallOptions, type Platform, startPlatform } from '../harness/platform.ts';
import { runSql } from './sql.ts';

export const CLINIC = '/v2/tenants/sandbox-clinic';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
export type Body = any;

/** The author of the test's reports, another practitioner, and one who may read and write but is no practitioner. */
export type Who = 'author' | 'other' | 'manager';
export const EMAILS: Record<Who, string> = {
  author: 'doctor@sandbox.test',
  other: 'integrator@sandbox.test',
  manager: 'manager@sandbox.test',
};

export interface ReportClinic {
  platform: Platform;
  call: CheckedCall<Body>;
  as(who: Who, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  patientId: number;
  /** A new draft of the author; the body of the answer. */
  draft(fields?: object): Promise<Body>;
  /** A new signed report of the author. */
  signed(fields?: object): Promise<Body>;
  sign(report: { id: number; version: number }, who?: Who): Promise<Answer<Body>>;
  upload(who: Who, path: string, file: Blob, name: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  sql(text: string, values?: unknown[]): Promise<Body[]>;
  close(): Promise<void>;
}

export const CONTENT = {
  type: { loinc: '11488-4', title: 'Referto di visita' },
  sections: [{ title: 'Conclusioni', text: 'Nella norma: temperatura ≥ 36 °C, pressione 120/80.' }],
};

export const PNG = new Blob([
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
]);

export async function startReportClinic(): Promise<ReportClinic> {
  const platform = await startPlatform();
  const sql = (text: string, values?: unknown[]) => runSql(platform.superuserUrl, text, values);
  await sql(`update practitioners set user_id = 'sandbox-integrator'
              where tenant_id = 'sandbox-clinic' and last_name = 'Curanti'`);
  await sql(`insert into role_permissions values ('sandbox-clinic', 'integrator', 'medical_reports.sign')`);
  const call = await checkedCalls<Body>(platform);
  const as: ReportClinic['as'] = async (who, method, path, body, headers) => {
    const token = await platform.token({ email: EMAILS[who] });
    const options: CallOptions = { token, ...(body !== undefined && { body }), ...(headers && { headers }) };
    return call(method, CLINIC + path, options);
  };
  const patient = await as('author', 'POST', '/patients', { firstName: 'Łucja', lastName: "D'Alò" });
  const expectStatus = (answer: Answer<Body>, status: number) => {
    if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`);
    return answer.body;
  };
  const draft: ReportClinic['draft'] = async (fields = {}) =>
    expectStatus(
      await as('author', 'POST', '/medical-reports', { patientId: patient.body.id, ...CONTENT, ...fields }),
      201,
    );
  const sign: ReportClinic['sign'] = ({ id, version }, who = 'author') =>
    as(who, 'POST', `/medical-reports/${id}/sign`, undefined, { 'if-match': `"${version}"` });
  return {
    platform,
    call,
    as,
    patientId: patient.body.id,
    draft,
    signed: async (fields) => expectStatus(await sign(await draft(fields)), 200),
    sign,
    async upload(who, path, file, name, headers = {}) {
      const form = new FormData();
      form.append('file', file, name);
      const token = await platform.token({ email: EMAILS[who] });
      const response = await fetch(platform.apiUrl + CLINIC + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, ...headers },
        body: form,
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
    },
    sql,
    close: () => platform.close(),
  };
}
