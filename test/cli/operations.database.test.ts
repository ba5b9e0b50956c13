import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertApplication, putStatus, updateApplication } from '../../src/account/developer/applications.queries.ts';
import { insertRequest } from '../../src/account/support/support.queries.ts';
import { environmentOf } from '../harness/server-processes.ts';
import { runCli } from '../lifecycle/server-process.ts';
import { CLINIC, PNG, type ReportClinic, startReportClinic } from '../medical-reports/reports.ts';

let clinic: ReportClinic;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  clinic = await startReportClinic();
  folder = await mkdtemp(join(tmpdir(), 'corsia-operations-'));
  environment = environmentOf(clinic.platform, folder);
  await symlink(clinic.platform.fileFolder, join(folder, 'files'));
});
afterAll(async () => {
  await clinic.close();
  await rm(folder, { recursive: true, force: true });
});

const corsia = (...args: string[]) => runCli(args, environment);
const BY = ['--as', 'admin@sandbox.test', '--reason', 'Contract 14'] as const;

/** A registration as its developer hands it in. */
function handIn(name: string): Promise<string> {
  return clinic.platform.database.transaction(async (tx) => {
    const registration = { name, scopes: ['openid', 'giponext.patients'], grantTypes: ['authorization_code'] };
    const id = await insertApplication(
      tx,
      { ...registration, developerId: 'sandbox-developer', applicationType: 'web', public: false },
      20,
    );
    await updateApplication(tx, id!, {
      ...registration,
      description: 'For a test',
      homeUrl: '',
      privacyUrl: '',
      redirectUris: ['https://app.example.org/callback'],
    });
    await insertRequest(tx, {
      type: 'application',
      authorId: 'sandbox-developer',
      clientId: id!,
      reason: 'For a test',
      detail: {},
    });
    await putStatus(tx, id!, 'submitted');
    return id!;
  });
}

test('app approve decides as the page does, and prints the first secret once', async () => {
  const id = await handIn('Agenda viva');
  const listed = await corsia('app', 'list', '--status', 'submitted', '--json');
  expect(JSON.parse(listed.output)).toEqual([
    {
      client_id: id,
      status: 'submitted',
      since: expect.any(String),
      name: 'Agenda viva',
      developer: expect.any(String),
    },
  ]);
  const stranger = await corsia('app', 'approve', id, '--as', 'doctor@sandbox.test', '--reason', 'x');
  expect(stranger).toEqual({ code: 1, output: 'There is no active administrator doctor@sandbox.test.\n' });
  const approved = await corsia('app', 'approve', id, ...BY, '--json');
  expect(approved.code, approved.output).toBe(0);
  const { client_secret: secret, ...others } = JSON.parse(approved.output);
  expect(others).toEqual({ client_id: id, name: 'Agenda viva', status: 'approved' });
  const [kept] = await clinic.sql('select hash, sealed from client_secrets where client_id = $1', [id]);
  expect(kept).toEqual({ hash: createHash('sha256').update(secret).digest(), sealed: null });
  expect(
    await clinic.sql(
      `select action, actor_id, acting_as, reason, address from console_actions where client_id = $1 order by id`,
      [id],
    ),
  ).toEqual(
    ['application.approved', 'secret.shown'].map((action) => ({
      action,
      actor_id: 'sandbox-admin',
      acting_as: 'administrator',
      reason: 'Contract 14',
      address: 'local',
    })),
  );
  const mails = async () =>
    (await clinic.platform.outbox.list()).filter(
      ({ to, text }) => to === 'developer@sandbox.test' && text.includes(id),
    );
  await expect.poll(mails, { timeout: 10_000 }).toHaveLength(1);
  const again = await corsia('app', 'approve', id, ...BY);
  expect(again).toEqual({ code: 1, output: 'Agenda viva is approved: nothing waits for a decision.\n' });
});

test('app reject, suspend, reinstate and revoke keep to what the status allows', async () => {
  const [id, other] = [await handIn('Una'), await handIn('Altra')];
  const statusOf = async (of: string) => (await clinic.sql('select status from clients where id = $1', [of]))[0].status;
  expect(await corsia('app', 'reject', other, ...BY)).toEqual({ code: 0, output: 'Altra is rejected.\n' });
  expect(await statusOf(other)).toBe('rejected');
  const left = await corsia('app', 'approve', id, ...BY, '--leave-secret');
  expect(left).toEqual({ code: 0, output: `Una is approved.\nclient_id:     ${id}\n` });
  expect(
    await clinic.sql('select sealed is not null as unseen from client_secrets where client_id = $1', [id]),
  ).toEqual([{ unseen: true }]);
  expect(await corsia('app', 'reinstate', id, ...BY)).toEqual({
    code: 1,
    output: 'Una (approved) cannot be changed so, or was changed meanwhile.\n',
  });
  for (const [move, status] of [
    ['suspend', 'suspended'],
    ['reinstate', 'approved'],
    ['revoke', 'revoked'],
  ] as const) {
    expect(await corsia('app', move, id, ...BY)).toEqual({ code: 0, output: `${id} is ${status}.\n` });
    expect(await statusOf(id)).toBe(status);
  }
}, 60_000);

test('export has what the API answers, with the files, as of one moment', async () => {
  const report = await clinic.draft();
  const attached = await clinic.upload('author', `/medical-reports/${report.id}/attachments`, PNG, 'Foto.PNG');
  const signed = await clinic.signed();
  const hidden = await clinic.signed();
  await clinic.as('author', 'POST', `/medical-reports/${hidden.id}/obscure`, { reason: 'patient_request' });
  const out = join(folder, 'out');
  const done = await corsia('export', 'sandbox-clinic', '--out', out, '--json');
  expect(done.code, done.output).toBe(0);
  const outcome = JSON.parse(done.output);
  expect(outcome).toMatchObject({ clinic: 'sandbox-clinic', folder: out, items: { patients: expect.any(Number) } });

  const lines = async (resource: string, from = out) =>
    (await readFile(join(from, `${resource}.ndjson`), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const patients = await lines('patients');
  expect(patients).toHaveLength(outcome.items.patients);
  const one = await clinic.call('GET', `${CLINIC}/patients/${patients[0].id}`);
  expect(patients[0]).toEqual(one.body);
  const reports = (await lines('medical_reports')).map(({ id }) => id);
  expect(reports).toEqual(expect.arrayContaining([report.id, signed.id]));
  expect(reports).not.toContain(hidden.id);

  const pdf = await clinic.platform.call('GET', `${CLINIC}/medical-reports/${signed.id}/pdf`);
  const inFolder = (path: string) => readFile(join(out, path));
  expect((await inFolder(`medical_reports/${signed.id}.pdf`)).equals(Buffer.from(await pdf.arrayBuffer()))).toBe(true);
  const photo = await inFolder(`medical_reports/${report.id}/${attached.body.id}.png`);
  expect(photo.equals(Buffer.from(await PNG.arrayBuffer()))).toBe(true);
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sums = (await inFolder('SHA256SUMS')).toString().trim().split('\n');
  expect(sums).toHaveLength(paths.length - 1);
  expect(outcome.files).toBe(sums.length);
  for (const line of sums) {
    const [sum, path] = line.split('  ') as [string, string];
    expect(
      createHash('sha256')
        .update(await inFolder(path))
        .digest('hex'),
      path,
    ).toBe(sum);
  }
  expect((await stat(out)).mode & 0o777).toBe(0o700);
  const [{ count }] = await clinic.sql(
    `select count(*)::int from audit_events where action = 'clinic.export' and $1 = any (patient_ids)`,
    [clinic.patientId],
  );
  expect(count).toBeGreaterThan(0);
  expect((await corsia('export', 'sandbox-clinic', '--out', out)).code).toBe(1);
  expect((await corsia('export', 'nessuna', '--out', join(folder, 'none'))).output).toBe(
    'There is no clinic nessuna.\n',
  );

  const whole = await corsia('export', 'sandbox-clinic', '--out', `${out}-whole`, '--with-obscured');
  expect(whole.code, whole.output).toBe(0);
  expect((await lines('medical_reports', `${out}-whole`)).map(({ id }) => id)).toContain(hidden.id);
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
}, 60_000);
