import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { buildAccount } from '../../src/account/app.ts';
import { clinicCatalogue } from '../../src/api/catalogue/clinic-catalogue.ts';
import { findPatient, findPatients } from '../../src/api/patients/patient-choice.service.ts';
import { fillNewClinic } from '../../src/sandbox/index.ts';
import { SECRET } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { ageSessions, signInAt } from '../second-factor/authenticator.ts';
import {
  add,
  DOCTOR,
  door,
  fieldIn,
  isIn,
  key,
  NEW,
  options,
  platform,
  post,
  registration,
  SECURITY,
  usePasskeys,
} from './passkey-desk.ts';
import { SoftwareKey, type Twist } from './software-key.ts';

usePasskeys();

const stored = () => sql(platform, 'select from passkeys');

describe('adding a passkey', () => {
  test('asks for a discoverable one, with verification, for a handle that tells nothing, without attestation', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: NEW });
    const asked = await registration(agent, visit);
    expect(asked).toMatchObject({
      rp: { id: 'localhost' },
      user: { name: DOCTOR },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    expect(Buffer.from(asked.user.id, 'base64url')).toHaveLength(32);
    expect((await registration(agent, visit)).user.id).toBe(asked.user.id);
    expect((await registration(agent, visit)).challenge).not.toBe(asked.challenge);
  });

  test('is noted, and listed on the security page', async () => {
    const visit = await add();
    expect(isIn(visit)).toBe(true);
    expect(visit.html).toContain('<strong>Key</strong>');
    const [event] = await sql<{ kind: string; detail: object }>(
      platform,
      `select kind, detail from security_events where user_id = 'sandbox-doctor' and kind like 'passkey%' order by id desc limit 1`,
    );
    expect(event).toEqual({ kind: 'passkey-added', detail: { name: 'Key' } });
  });

  test.each<[string, Twist]>([
    ['made for another origin', { origin: 'https://evil.example' }],
    ['made for another host', { rpId: 'evil.example' }],
    ['made with a challenge of somebody else', { challenge: 'AAAA' }],
    ['made without verification', { verified: false }],
  ])('refuses one %s', async (_what, twist) => {
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: NEW });
    const answer = await post({ agent, page: visit }, key.register(await registration(agent, visit), twist));
    expect(answer.status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test.each(['', '{', 'null', '[]', '{"id":"AA"}', '{"id":"AA","response":{"clientDataJSON":"e30"}}'])(
    'refuses %j',
    async (text) => {
      const { agent, visit } = await signInAt(platform, DOCTOR, { to: NEW });
      expect((await post({ agent, page: visit }, text)).status).toBe(422);
    },
  );

  test('refuses an answer that was used, one of another session, and one of five minutes ago', async () => {
    const mine = await signInAt(platform, DOCTOR, { to: NEW });
    const used = key.register(await registration(mine.agent, mine.visit));
    await post({ agent: mine.agent, page: mine.visit }, used);
    await sql(platform, 'delete from passkeys');
    const page = await mine.agent.open(NEW);
    expect((await post({ agent: mine.agent, page }, used)).status).toBe(422);

    const other = await signInAt(platform, 'manager@sandbox.test', { to: NEW });
    const foreign = key.register(await registration(mine.agent, mine.visit));
    expect((await post({ agent: other.agent, page: other.visit }, foreign)).status).toBe(422);

    const late = key.register(await registration(mine.agent, mine.visit));
    await sql(platform, 'update passkey_challenges set expires_at = now()');
    expect((await post({ agent: mine.agent, page }, late)).status).toBe(422);
    expect(await stored()).toEqual([]);
  });

  test('refuses a credential that somebody has', async () => {
    await add();
    expect((await add('manager@sandbox.test')).status).toBe(422);
    expect(await sql(platform, 'select user_id from passkeys')).toEqual([{ user_id: 'sandbox-doctor' }]);
  });

  test('ends at twenty, however many are added at once', async () => {
    await add();
    await sql(
      platform,
      `insert into passkeys (user_id, credential_id, public_key, counter, transports, synced, backed_up, name)
       select user_id, int4send(n), public_key, 0, '{}', false, false, 'filler' from passkeys, generate_series(1, 17) n`,
    );
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: NEW });
    const made = await Promise.all(
      Array.from({ length: 6 }, async () =>
        new SoftwareKey(platform.accountUrl).register(await registration(agent, visit)),
      ),
    );
    const answers = await Promise.all(made.map((text) => post({ agent, page: visit }, text)));
    expect(answers.filter(isIn)).toHaveLength(2);
    expect(await stored()).toHaveLength(20);
  });

  test('needs a sign-in of the last ten minutes, and the token of its form', async () => {
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: NEW });
    const made = key.register(await registration(agent, visit));
    await post({ agent, page: visit }, made, { xsrf: 'none' });
    expect(await stored()).toEqual([]);
    await ageSessions(platform, 601);
    expect((await post({ agent, page: visit }, made)).url.pathname).toBe('/sign-in');
    expect((await agent.open(NEW)).url.pathname).toBe('/sign-in');
    expect(await stored()).toEqual([]);
  });

  test('gives no challenge to who is not signed in, or has no page of ours', async () => {
    const stranger = new UserAgent(platform.accountUrl);
    expect(await options(stranger, `${SECURITY}/passkeys/options`, { xsrf: 'x' })).toMatchObject({ status: 303 });
    const { agent } = await signInAt(platform, DOCTOR);
    expect(await options(agent, `${SECURITY}/passkeys/options`, { xsrf: 'x' })).toMatchObject({ status: 403 });
    expect(await options(stranger, '/passkeys/options', { door: 'x' })).toMatchObject({ status: 400 });
    expect(await options(stranger, '/passkeys/options', {})).toMatchObject({ status: 400 });
    expect(await sql(platform, 'select from passkey_challenges')).toEqual([]);
  });
});

describe('the page of a passkey', () => {
  const addressOf = async () =>
    `${SECURITY}/passkeys/${(await sql<{ id: string }>(platform, 'select id from passkeys'))[0]!.id}`;

  test.each(['not-an-id', '00000000-0000-4000-8000-000000000000'])('%s is not found', async (id) => {
    const { agent } = await signInAt(platform, DOCTOR, { to: NEW });
    expect((await agent.open(`${SECURITY}/passkeys/${id}`)).status).toBe(404);
  });

  test('of another person is not found, and neither renamed nor removed', async () => {
    await add();
    const address = await addressOf();
    const { agent, visit } = await signInAt(platform, 'manager@sandbox.test', { to: NEW });
    const xsrf = fieldIn(visit, NEW, 'xsrf');
    expect((await agent.open(address)).status).toBe(404);
    for (const entry of [
      ['name', 'Mine'],
      ['remove', 'yes'],
    ] as [string, string][]) {
      expect((await agent.post(address, [['xsrf', xsrf], entry])).status).toBe(404);
    }
    expect(await sql(platform, 'select name from passkeys')).toEqual([{ name: 'Key' }]);
  });

  test('takes a name, cuts it to sixty letters, and refuses an empty one', async () => {
    await add();
    const address = await addressOf();
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: address });
    expect((await agent.submit(visit, { fields: { name: ' \u0007\u200b ' } })).status).toBe(422);
    await agent.submit(visit, { fields: { name: `${'è'.repeat(80)}` } });
    expect(await sql(platform, 'select name from passkeys')).toEqual([{ name: 'è'.repeat(60) }]);
  });

  test('removes it only with the token of its form and a sign-in of the last ten minutes', async () => {
    await add();
    const address = await addressOf();
    const { agent, visit } = await signInAt(platform, DOCTOR, { to: address });
    await agent.post(address, [['remove', 'yes']]);
    expect(await stored()).toHaveLength(1);
    await ageSessions(platform, 601);
    expect((await agent.submit(visit, { press: 'remove=yes' })).url.pathname).toBe('/sign-in');
    expect(await stored()).toHaveLength(1);
    const again = await signInAt(platform, DOCTOR, { to: address });
    expect(isIn(await again.agent.submit(again.visit, { press: 'remove=yes' }))).toBe(true);
    expect(await stored()).toEqual([]);
  });
});

test('challenges that nobody answered are swept by those that come', async () => {
  for (let time = 0; time < 3; time++) await door();
  await sql(platform, `update passkey_challenges set expires_at = now() - interval '1 second'`);
  await door();
  expect(await sql(platform, 'select from passkey_challenges')).toHaveLength(1);
});

test.each([
  ['http://192.0.2.7:5001', false],
  ['http://account.corsia.example', false],
  ['https://account.corsia.example', true],
])('at %s passkeys are offered: %s', async (accountUrl, offered) => {
  const { database, sealer, apiUrl } = platform;
  const logger = pino({ level: 'silent' });
  const app = await buildAccount({
    database,
    sealer,
    logger,
    accountUrl,
    apiUrl,
    cookieKeys: [SECRET],
    trustProxy: false,
    fillNewClinic,
    clinicCatalogue,
    patients: { findPatients, findPatient },
    resetClinic: async () => {},
  });
  const page = await app.inject('/sign-in');
  expect(page.statusCode).toBe(200);
  expect(page.body.includes('passkey')).toBe(offered);
  const challenge = await app.inject({ method: 'POST', url: '/passkeys/options' });
  expect(challenge.statusCode).toBe(offered ? 400 : 404);
  await app.close();
});
