import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueSandboxTokens } from '../../src/account/oidc/sandbox-tokens.ts';
import { SCOPES } from '../../src/catalogue/scopes.ts';
import { SECRET } from '../harness/platform.ts';
import { startReportClinic } from '../medical-reports/reports.ts';
import { type Body, CLINIC, EXPORTS, type ExportClinic, startExportClinic } from './exporting.ts';

let clinic: ExportClinic;
beforeAll(async () => {
  clinic = await startExportClinic();
});
afterAll(() => clinic.close());

const token = (wanted: Parameters<ExportClinic['platform']['token']>[0]) => clinic.platform.token(wanted);

/** A token of a grant of its own. */
async function freshToken(email: string, scope: string): Promise<{ token: string; grantId: string }> {
  const { access_token } = await issueSandboxTokens(
    { ...clinic.platform, cookieKeys: [SECRET] },
    { email, clientId: 'sandbox-web', scope },
  );
  const { gid } = JSON.parse(Buffer.from(access_token.split('.')[1]!, 'base64url').toString());
  return { token: access_token, grantId: gid };
}

describe('what is asked for', () => {
  test('is what the token and the role allow, and no more', async () => {
    const scoped = await token({ scope: 'openid giponext.patients giponext.episodes' });
    expect((await clinic.exported({}, scoped)).resources).toEqual(['episodes', 'patients']);
    const reception = await token({ email: 'reception@sandbox.test' });
    const { resources } = await clinic.exported({}, reception);
    expect(resources).toContain('appointments');
    expect(resources).not.toContain('medical_reports');
  });

  test('is refused when it is not allowed', async () => {
    const narrow = await token({ scope: 'openid giponext.patients' });
    expect(await clinic.begin({ resources: ['patients', 'invoices'] }, narrow)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.invoices' },
    });
    const reception = await token({ email: 'reception@sandbox.test' });
    expect(await clinic.begin({ resources: ['medical_reports'] }, reception)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_permission', permission: 'medical_reports.read' },
    });
    expect(await clinic.begin({}, await token({ scope: 'openid' }))).toMatchObject({ status: 403 });
  });

  test.each<[string, object, string]>([
    ['unknown', { resources: ['nothing'] }, 'resources.0'],
    ['twice', { resources: ['rooms', 'rooms'] }, 'resources'],
    ['nothing', { resources: [] }, 'resources'],
    ['no instant', { updatedSince: 'yesterday' }, 'updatedSince'],
    ['a member that is not known', { everything: true }, 'everything'],
  ])('is refused when it is wrong: %s', async (_name, body, field) => {
    const answer = await clinic.begin(body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(answer.body.details.map((detail: Body) => detail.field)).toContain(field);
  });
});

describe('an export', () => {
  let mine: Body;
  beforeAll(async () => {
    mine = await clinic.exported({ resources: ['patients', 'rooms'] });
  });

  test.each([
    ['another person', { email: 'doctor@sandbox.test' }],
    ['another application', { clientId: 'sandbox-native' }],
  ])('does not exist for %s', async (_name, who) => {
    const other = await token(who);
    for (const path of [`${EXPORTS}/${mine.id}`, mine.files[0].url]) {
      expect(await clinic.call('GET', path, { token: other })).toMatchObject({
        status: 404,
        body: { error: 'not_found' },
      });
    }
    expect((await clinic.call('DELETE', `${EXPORTS}/${mine.id}`, { token: other })).status).toBe(404);
    expect((await clinic.call('GET', `${EXPORTS}/${mine.id}`)).status).toBe(200);
  });

  test('does not exist in another clinic', async () => {
    const other = await token({ email: 'manager@other.test' });
    const elsewhere = EXPORTS.replace('sandbox-clinic', 'other-clinic');
    expect((await clinic.call('GET', `${elsewhere}/${mine.id}`, { token: other })).status).toBe(404);
    expect((await clinic.call('GET', `${elsewhere}/${mine.id}/files/rooms.ndjson`, { token: other })).status).toBe(404);
    expect((await clinic.call('DELETE', `${elsewhere}/${mine.id}`, { token: other })).status).toBe(404);
  });

  test('has no file of another name', async () => {
    for (const name of ['treatments.ndjson', 'rooms', '..%2Frooms.ndjson', '%00'])
      expect([400, 404]).toContain((await clinic.call('GET', `${EXPORTS}/${mine.id}/files/${name}`)).status);
  });

  test('is downloaded by whoever may still read the resource', async () => {
    const url = mine.files.find(({ resource }: Body) => resource === 'patients').url;
    const narrow = await token({ scope: 'openid giponext.agenda' });
    expect(await clinic.call('GET', url, { token: narrow })).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.patients' },
    });
    expect((await clinic.call('GET', `${EXPORTS}/${mine.id}`, { token: narrow })).status).toBe(200);
    const lost = `from role_permissions where tenant_id = 'sandbox-clinic' and role_key = 'manager' and permission = 'patients.read'`;
    await clinic.sql(`delete ${lost}`);
    try {
      const { token: fresh } = await freshToken('manager@sandbox.test', SCOPES.join(' '));
      expect(await clinic.call('GET', url, { token: fresh })).toMatchObject({
        status: 403,
        body: { error: 'insufficient_permission', permission: 'patients.read' },
      });
    } finally {
      await clinic.sql(`insert into role_permissions values ('sandbox-clinic', 'manager', 'patients.read')`);
    }
  });
});

test('two are under way for an application in a clinic, and a third is refused until one is over', async () => {
  const release = await clinic.hold('treatments');
  const begun = await Promise.all(Array.from({ length: 6 }, () => clinic.begin({ resources: ['treatments'] })));
  const answers = begun.map(({ status, body }) => `${status} ${body.error ?? body.status}`);
  expect(answers.sort()).toEqual([
    '202 queued',
    '202 queued',
    ...Array.from({ length: 4 }, () => '409 too_many_exports'),
  ]);
  const [one, other] = begun.filter(({ status }) => status === 202).map(({ body }) => body.id);
  // Another person with the same application is the same application; another application is not.
  expect(
    (await clinic.begin({ resources: ['treatments'] }, await token({ email: 'doctor@sandbox.test' }))).status,
  ).toBe(409);
  const native = await token({ clientId: 'sandbox-native' });
  const elsewhere = await clinic.begin({ resources: ['treatments'] }, native);
  expect(elsewhere.status).toBe(202);
  expect((await clinic.call('DELETE', `${EXPORTS}/${one}`)).status).toBe(204);
  const next = await clinic.begin({ resources: ['treatments'] });
  expect(next.status).toBe(202);
  await release();
  await clinic.until(other, ['completed']);
  await clinic.until(next.body.id, ['completed']);
  await clinic.until(elsewhere.body.id, ['completed'], native);
});

describe('an export under way stops', () => {
  const scope = 'openid giponext.patients giponext.treatments';
  const cases: [string, (grantId: string) => Promise<() => Promise<unknown>>, string][] = [
    [
      'when its grant is revoked',
      async (grantId) => {
        await clinic.sql('delete from grants where id = $1', [grantId]);
        return async () => {};
      },
      'invalid_token',
    ],
    [
      'when its person is disabled',
      async () => {
        await clinic.sql(`update users set status = 'disabled' where email = 'integrator@sandbox.test'`);
        return () => clinic.sql(`update users set status = 'active' where email = 'integrator@sandbox.test'`);
      },
      'invalid_token',
    ],
    [
      'when its application is not approved any more',
      async () => {
        await clinic.sql(`update clients set status = 'suspended' where id = 'sandbox-web'`);
        return () => clinic.sql(`update clients set status = 'approved' where id = 'sandbox-web'`);
      },
      'invalid_token',
    ],
    [
      'when its role loses a permission',
      async () => {
        await clinic.sql(
          `delete from role_permissions where tenant_id = 'sandbox-clinic' and role_key = 'integrator' and permission = 'treatments.read'`,
        );
        return () =>
          clinic.sql(`insert into role_permissions values ('sandbox-clinic', 'integrator', 'treatments.read')`);
      },
      'insufficient_permission',
    ],
  ];
  test.each(cases)('%s', async (_name, revoke, code) => {
    const { token: used, grantId } = await freshToken('integrator@sandbox.test', scope);
    const release = await clinic.hold('patients');
    const begun = await clinic.begin({ resources: ['patients', 'treatments'] }, used);
    await clinic.waiting('%from patients r%');
    const restore = await revoke(grantId);
    await release();
    const status = async () =>
      (await clinic.sql('select status, error from exports where id = $1', [begun.body.id]))[0] as Body;
    while ((await status()).status !== 'failed');
    expect((await status()).error.code).toBe(code);
    await restore();
    const { token: another } = await freshToken('integrator@sandbox.test', scope);
    const answer = await clinic.call('GET', `${EXPORTS}/${begun.body.id}`, { token: another });
    expect(answer.body).toMatchObject({ status: 'failed', files: [], error: { code } });
  });
});

test('an obscured report leaves no trace for anybody but its author', async () => {
  const reports = await startReportClinic();
  try {
    const shown = await reports.signed();
    const hidden = await reports.signed({ obscuredFor: 'patient_request' });
    const exported = async (email: string) => {
      const { platform, call } = reports;
      const as = await platform.token({ email });
      const { body } = await call('POST', EXPORTS, { token: as, body: { resources: ['medical_reports'] } });
      let ended: Body;
      do {
        ended = (await call('GET', `${EXPORTS}/${body.id}`, { token: as })).body;
      } while (ended.status !== 'completed');
      const text = await (await platform.call('GET', ended.files[0].url, { token: as })).text();
      const listed = await call('GET', `${CLINIC}/medical-reports?includeTotal=true`, { token: as });
      expect(ended.files[0].count).toBe(listed.body.total);
      expect(ended.progress).toEqual({ done: listed.body.total, total: listed.body.total });
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).id as number);
    };
    const author = await exported('doctor@sandbox.test');
    expect(author).toEqual(expect.arrayContaining([shown.id, hidden.id]));
    expect(await exported('integrator@sandbox.test')).toEqual(author.filter((id) => id !== hidden.id));
    expect(await exported('manager@sandbox.test')).toEqual(author.filter((id) => id !== hidden.id));
    const audited = await reports.sql(
      `select distinct user_id from audit_events where action = 'exports.create' and document_id = $1`,
      [hidden.documentId],
    );
    expect(audited).toEqual([{ user_id: 'sandbox-doctor' }]);
  } finally {
    await reports.close();
  }
});
