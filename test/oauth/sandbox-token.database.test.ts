import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, SECRET, startPlatform } from '../harness/platform.ts';
import { apiAnswer, NATIVE, refresh, type TokenBody, WEB } from './flow.ts';
import { sql } from './sql.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/corsia.js');

let platform: Platform;
let dataDir: string;

beforeAll(async () => {
  platform = await startPlatform();
  dataDir = await mkdtemp(join(tmpdir(), 'corsia-cli-'));
});
afterAll(async () => {
  await platform.close();
  await rm(dataDir, { recursive: true });
});

/** `corsia sandbox token` as a program of its own, beside the running platform. */
function sandboxToken(args: string[], changes: Record<string, string> = {}) {
  const env = {
    PATH: process.env.PATH,
    CORSIA_MODE: 'sandbox',
    CORSIA_DATA_DIR: dataDir,
    DATABASE_URL: platform.applicationUrl,
    DATABASE_MIGRATION_URL: platform.ownerUrl,
    ACCOUNT_URL: platform.accountUrl,
    API_URL: platform.apiUrl,
    ENCRYPTION_KEY: SECRET,
    COOKIE_KEYS: SECRET,
    ...changes,
  };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, 'sandbox', 'token', ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout: stdout.trim(), stderr: stderr.trim() }),
    );
  });
}

const doctor = ['--user', 'doctor@sandbox.test', '--app', WEB.id];

describe('corsia sandbox token', () => {
  test('prints a token that the API accepts, and nothing else on standard output', async () => {
    const { code, stdout, stderr } = await sandboxToken(doctor);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^refresh token: [\w-]+$/) });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await apiAnswer(platform, stdout)).toMatchObject({ status: 200 });
  });

  test('says when nothing is at the address that the token is for', async () => {
    const { code, stdout, stderr } = await sandboxToken(doctor, { ACCOUNT_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:9\. /);
    expect(await apiAnswer(platform, stdout)).toMatchObject({ status: 401 });
  });

  test('narrows the scopes', async () => {
    const { stdout, stderr } = await sandboxToken([...doctor, '--scope', 'openid giponext.invoices']);
    expect(stderr).toBe('');
    expect(await apiAnswer(platform, stdout)).toMatchObject({
      status: 403,
      body: { error: 'insufficient_scope', scope: 'giponext.patients' },
    });
  });

  test.each([
    ['a confidential application', WEB],
    ['a native application', NATIVE],
  ])('prints JSON whose refresh token works at the token endpoint, for %s', async (_kind, app) => {
    const { stdout } = await sandboxToken(['--user', 'reception@sandbox.test', '--app', app.id, '--json']);
    const tokens = JSON.parse(stdout) as TokenBody;
    const { status, body } = await refresh(platform, tokens.refresh_token, app);
    expect({ status, scope: body.scope }).toEqual({ status: 200, scope: tokens.scope });
    expect(await apiAnswer(platform, body.access_token, '/v2/userinfo')).toMatchObject({
      body: { sub: 'sandbox-reception', clientId: app.id },
    });
  });

  test('leaves no secret behind, and no consent that the person never gave', async () => {
    const left = async () => [
      await sql(platform, 'select client_id, hash from client_secrets order by 1, 2'),
      await sql(platform, 'select * from consented_scopes'),
    ];
    const before = await left();
    await sandboxToken(doctor);
    expect(await left()).toEqual(before);
  });

  test.each([
    [
      'an unknown person',
      ['--user', 'nobody@sandbox.test', '--app', WEB.id],
      'There is no active user nobody@sandbox.test.',
    ],
    [
      'an unknown application',
      ['--user', 'doctor@sandbox.test', '--app', 'nothing'],
      'There is no approved application nothing',
    ],
    [
      'an application without a code flow',
      ['--user', 'doctor@sandbox.test', '--app', 'sandbox-device'],
      'sandbox-device',
    ],
    [
      'an unknown scope',
      [...doctor, '--scope', 'openid giponext.everything'],
      'may not ask for the scope giponext.everything.',
    ],
  ])('with %s ends with one sentence and 1', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await sandboxToken(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/\.$/);
  });

  test('without arguments ends with its usage and 2', async () => {
    const { code, stderr } = await sandboxToken([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: corsia sandbox token');
  });

  test('is refused in production', async () => {
    const { code, stdout, stderr } = await sandboxToken(doctor, {
      CORSIA_MODE: 'production',
      ACCOUNT_URL: 'https://account.clinic.example',
      API_URL: 'https://api.clinic.example',
      SMTP_URL: 'smtp://mail.clinic.example',
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Tokens without a sign-in exist in sandbox mode only.',
    });
  });
});
