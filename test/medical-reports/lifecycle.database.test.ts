import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settle } from '../polling/poller.ts';
import { type Body, CLINIC, CONTENT, type ReportClinic, startReportClinic } from './reports.ts';

let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

const path = ({ id }: { id: number }, below = '') => `/medical-reports/${id}${below}`;

describe('a draft', () => {
  test('is of the practitioner who writes it, and found by patient and author', async () => {
    const report = await clinic.draft({ diagnoses: [{ system: 'ICD-10', code: 'I10', text: 'Ipertensione' }] });
    expect(report).toMatchObject({
      ...CONTENT,
      status: 'draft',
      version: 1,
      documentId: report.id,
      patientId: clinic.patientId,
      confidentiality: 'N',
      attachments: [],
      addendumIds: [],
    });
    const [practitioner] = (await clinic.as('author', 'GET', '/practitioners?limit=200')).body.items.filter(
      ({ userId }: Body) => userId === 'sandbox-doctor',
    );
    expect(report.authorId).toBe(practitioner.id);
    const listed = await clinic.as('other', 'GET', `/medical-reports?patientId=${clinic.patientId}&status=draft`);
    expect(listed.body.items).toContainEqual(report);
    expect((await clinic.as('other', 'GET', path(report))).body).toEqual(report);
  });

  test('is not begun by somebody who is no practitioner', async () => {
    const body = { patientId: clinic.patientId, ...CONTENT };
    expect(await clinic.as('manager', 'POST', '/medical-reports', body)).toMatchObject({
      status: 403,
      body: { error: 'not_author' },
    });
  });

  test.each([
    ['patientId', { patientId: 9_999_999 }, 'not_found'],
    ['appointmentId', { appointmentId: 9_999_999 }, 'not_found'],
    ['appointmentId', { appointmentId: 1 }, 'of_another_patient'],
    ['episodeId', { episodeId: 9_999_999 }, 'not_found'],
  ])('refers to what exists and is of the patient: %s', async (field, fields, code) => {
    const answer = await clinic.as('author', 'POST', '/medical-reports', {
      patientId: clinic.patientId,
      ...CONTENT,
      ...fields,
    });
    expect(answer).toMatchObject({ status: 422, body: { error: 'validation_failed', details: [{ field, code }] } });
  });

  test('changes by whoever may write, from the version that was read', async () => {
    const report = await clinic.draft();
    const changed = await clinic.as('other', 'PATCH', path(report), { confidentiality: 'R', version: 1 });
    expect(changed).toMatchObject({
      status: 200,
      body: { version: 2, confidentiality: 'R', authorId: report.authorId },
    });
    const late = await clinic.as('author', 'PUT', path(report), report);
    expect(late).toMatchObject({ status: 409, body: { error: 'version_conflict', currentVersion: 2 } });
    const replaced = await clinic.as('author', 'PUT', path(report), changed.body);
    expect(replaced.body).toEqual({ ...changed.body, version: 3, updatedAt: expect.any(String) });
  });

  test('is deleted by its author alone, for good', async () => {
    const report = await clinic.draft();
    const refused = await clinic.as('other', 'DELETE', path(report));
    expect(refused).toMatchObject({ status: 403, body: { error: 'not_author' } });
    expect((await clinic.as('author', 'DELETE', path(report))).status).toBe(204);
    expect((await clinic.as('author', 'GET', path(report))).status).toBe(404);
  });

  test('has no PDF', async () => {
    expect((await clinic.as('author', 'GET', path(await clinic.draft(), '/pdf'))).status).toBe(404);
  });
});

describe('signing', () => {
  test('needs the version that was reviewed', async () => {
    const report = await clinic.draft();
    for (const headers of [undefined, { 'if-match': '*' }]) {
      expect(await clinic.as('author', 'POST', path(report, '/sign'), undefined, headers)).toMatchObject({
        status: 428,
        body: { error: 'precondition_required' },
      });
    }
    await clinic.as('other', 'PATCH', path(report), { confidentiality: 'V' });
    expect(await clinic.sign(report)).toMatchObject({
      status: 409,
      body: { error: 'version_conflict', currentVersion: 2 },
    });
    expect((await clinic.as('author', 'GET', path(report))).body.status).toBe('draft');
  });

  test('is for the author alone', async () => {
    const report = await clinic.draft();
    for (const who of ['other', 'manager'] as const)
      expect(await clinic.sign(report, who)).toMatchObject({ status: 403, body: { error: 'not_author' } });
  });

  test('renders the PDF once; it is served whole, in ranges, and always the same', async () => {
    const report = await clinic.signed();
    expect(report).toMatchObject({
      status: 'signed',
      version: 2,
      signature: { kind: 'simple', signerId: report.authorId },
      pdf: { url: `${CLINIC}/medical-reports/${report.id}/pdf` },
    });
    const token = await clinic.platform.token();
    const get = (headers: Record<string, string> = {}) =>
      clinic.platform.call('GET', report.pdf.url, { token, headers });
    const whole = await get();
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-type')).toBe('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const hash = createHash('sha256').update(bytes);
    const digest = hash.copy().digest('base64');
    expect(report.pdf).toMatchObject({ bytes: bytes.length, sha256: hash.digest('hex') });
    expect(report.signature.sha256).toBe(report.pdf.sha256);
    expect(whole.headers.get('digest')).toBe(`sha-256=${digest}`);
    expect(whole.headers.get('repr-digest')).toBe(`sha-256=:${digest}:`);
    const part = await get({ range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect((await get({ range: `bytes=${bytes.length}-` })).status).toBe(416);
    expect((await get({ 'if-none-match': whole.headers.get('etag')! })).status).toBe(304);
    // Other names since then: the document stays what was signed.
    await clinic.as('author', 'PATCH', `/patients/${clinic.patientId}`, { phone: '+390600000000' });
    expect(Buffer.from(await (await get()).arrayBuffer())).toEqual(bytes);
  });

  test('refuses a character that the PDF could not show, and names where', async () => {
    const report = await clinic.draft({ sections: [{ title: 'Esame', text: 'Esito: 正常' }] });
    expect(await clinic.sign(report)).toMatchObject({
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'sections.0.text', code: 'not_printable' }] },
    });
    expect((await clinic.as('author', 'GET', path(report))).body).toEqual(report);
  });

  test('happens once', async () => {
    const report = await clinic.signed();
    expect(await clinic.sign(report)).toMatchObject({
      status: 422,
      body: { error: 'invalid_transition', from: 'signed', to: 'signed' },
    });
  });
});

describe('a signed report', () => {
  test('never changes and is never deleted', async () => {
    const report = await clinic.signed();
    for (const [method, body] of [
      ['PUT', report],
      ['PATCH', { confidentiality: 'V' }],
      ['DELETE', undefined],
    ] as const)
      expect(await clinic.as('author', method, path(report), body)).toMatchObject({
        status: 409,
        body: { error: 'report_signed' },
      });
    expect((await clinic.as('author', 'GET', path(report))).body).toEqual(report);
  });

  test.each([
    [`update medical_reports set details = '{}' where id = $1`],
    [`update medical_reports set confidentiality = 'V' where id = $1`],
    [`update medical_reports set signed_at = now() where id = $1`],
    [`update medical_reports set status = 'draft', signed_at = null, signature = null where id = $1`],
    [
      `update medical_reports set patient_id = (select min(id) from patients where tenant_id = 'sandbox-clinic') where id = $1`,
    ],
    ['delete from medical_reports where id = $1'],
  ])('is kept by the database itself: %s', async (statement) => {
    const { id } = await clinic.signed();
    await expect(clinic.sql(statement, [id])).rejects.toThrow(/signed medical report/);
  });

  test('is kept as a PDF that the server may not touch', async () => {
    const rights = await clinic.sql(
      `select privilege_type from information_schema.role_table_grants
        where table_name = 'medical_report_pdfs' and grantee = 'corsia_app' order by 1`,
    );
    expect(rights.map(({ privilege_type }) => privilege_type)).toEqual(['INSERT', 'SELECT']);
  });

  test('gets an addendum, which counts once it is signed', async () => {
    const report = await clinic.signed();
    const draft = await clinic.as('author', 'POST', path(report, '/addenda'), { sections: CONTENT.sections });
    expect(draft).toMatchObject({
      status: 201,
      body: { status: 'draft', addendumOfId: report.id, documentId: report.id, type: CONTENT.type },
    });
    expect(draft.headers.get('location')).toBe(`${CLINIC}/medical-reports/${draft.body.id}`);
    expect((await clinic.as('author', 'GET', path(report))).body).toEqual(report);
    expect((await clinic.sign(draft.body)).status).toBe(200);
    expect((await clinic.as('author', 'GET', path(report))).body).toEqual({
      ...report,
      version: 3,
      addendumIds: [draft.body.id],
      updatedAt: expect.any(String),
    });
  });

  test('is superseded by its replacement, and stands again when that was an error', async () => {
    const report = await clinic.signed();
    const draft = await clinic.as('author', 'POST', path(report, '/replacement'), { sections: CONTENT.sections });
    const second = await clinic.as('author', 'POST', path(report, '/replacement'), { sections: CONTENT.sections });
    expect(second).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
    const replacement = (await clinic.sign(draft.body)).body;
    const superseded = (await clinic.as('author', 'GET', path(report))).body;
    expect(superseded).toMatchObject({ status: 'superseded', replacedById: replacement.id, pdf: report.pdf });
    const late = await clinic.as('author', 'POST', path(report, '/addenda'), { sections: CONTENT.sections });
    expect(late).toMatchObject({ status: 422, body: { error: 'invalid_transition', from: 'superseded' } });
    const taken = await clinic.as('author', 'POST', path(replacement, '/entered-in-error'), {
      reason: 'Altro paziente',
    });
    expect(taken).toMatchObject({
      status: 200,
      body: { status: 'entered_in_error', enteredInError: { reason: 'Altro paziente' }, pdf: replacement.pdf },
    });
    const again = (await clinic.as('author', 'GET', path(report))).body;
    expect(again.status).toBe('signed');
    expect(again.replacedById).toBeUndefined();
  });

  test('is followed by its author alone', async () => {
    const report = await clinic.signed();
    for (const [verb, body] of [
      ['/addenda', { sections: CONTENT.sections }],
      ['/replacement', { sections: CONTENT.sections }],
      ['/entered-in-error', { reason: 'x' }],
      ['/obscure', { reason: 'by_law' }],
    ] as const)
      expect(await clinic.as('other', 'POST', path(report, verb), body)).toMatchObject({
        status: 403,
        body: { error: 'not_author' },
      });
  });

  test('entered in error is left out of lists unless asked for, and never comes back', async () => {
    const report = await clinic.signed();
    await clinic.as('author', 'POST', path(report, '/entered-in-error'), { reason: 'Doppio' });
    const ids = async (query: string) =>
      (await clinic.as('other', 'GET', `/medical-reports?documentId=${report.id}${query}`)).body.items.map(
        ({ id }: Body) => id,
      );
    expect(await ids('')).toEqual([]);
    expect(await ids('&status=signed,entered_in_error')).toEqual([report.id]);
    expect(await clinic.as('author', 'POST', path(report, '/entered-in-error'), { reason: 'Doppio' })).toMatchObject({
      status: 422,
      body: { error: 'invalid_transition' },
    });
    await expect(
      clinic.sql(
        `update medical_reports set status = 'signed', entered_in_error_at = null, entered_in_error_reason = null where id = $1`,
        [report.id],
      ),
    ).rejects.toThrow(/signed medical report/);
  });

  test('is not an error as a draft, nor is its sequel signed once it is one', async () => {
    expect(
      await clinic.as('author', 'POST', path(await clinic.draft(), '/entered-in-error'), { reason: 'x' }),
    ).toMatchObject({ status: 422, body: { error: 'invalid_transition', from: 'draft' } });
    const report = await clinic.signed();
    const addendum = await clinic.as('author', 'POST', path(report, '/addenda'), { sections: CONTENT.sections });
    await clinic.as('author', 'POST', path(report, '/entered-in-error'), { reason: 'x' });
    expect(await clinic.sign(addendum.body)).toMatchObject({ status: 422, body: { error: 'invalid_transition' } });
  });
});

test('a list answers 304 until something in it changes', async () => {
  const list = () => clinic.as('other', 'GET', `/medical-reports?patientId=${clinic.patientId}`);
  await settle(clinic.platform);
  const etag = (await list()).headers.get('etag')!;
  const again = await clinic.as('other', 'GET', `/medical-reports?patientId=${clinic.patientId}`, undefined, {
    'if-none-match': etag,
  });
  expect(again.status).toBe(304);
  await clinic.draft();
  expect((await list()).headers.get('etag')).not.toBe(etag);
});

test('an unknown status is refused', async () => {
  expect(await clinic.as('other', 'GET', '/medical-reports?status=signed,final')).toMatchObject({
    status: 400,
    body: { error: 'invalid_parameter', details: [{ field: 'status' }] },
  });
});
