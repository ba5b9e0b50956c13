import type { Appointment, Bundle, OperationOutcome, Patient } from '@medplum/fhirtypes';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import {
  asksForConsent,
  asksToSignIn,
  authorizationUrl,
  authorize,
  obtainTokens,
  redeem,
  refresh,
  requestTokens,
  shownScopes,
  signIn,
  type TokenBody,
  WEB,
} from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent } from '../oauth/user-agent.ts';

const BASE = '/v2/tenants/sandbox-clinic/fhir';
let platform: Platform;
let agent: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from consented_scopes');
  agent = new UserAgent(platform.accountUrl);
});

async function fhir<Body>(token: string, path: string, options: { method?: string; body?: unknown } = {}) {
  const response = await platform.call(options.method ?? 'GET', BASE + path, { token, body: options.body });
  return { status: response.status, body: (await response.json()) as Body };
}

/** Runs SQL as the server does it for the clinic. */
const inClinic = <Row>(text: string) =>
  platform.database
    .forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' })
    .query(statement<Row>(`test_smart_${text.length}`, text));

const payload = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
const ask = (scope: string, parameters = {}) => agent.open(authorizationUrl(platform, WEB, { scope, ...parameters }));

/** Looks for a patient on the consent page and allows everything. @returns the application's tokens and whom they are about */
async function choose(scope: string, name: string) {
  const opened = await ask(scope);
  const consent = asksToSignIn(opened) ? await signIn(agent, opened) : opened;
  const found = await agent.submit(consent, { fields: { 'patient-name': name }, press: 'decision=search' });
  const id = found.forms.flatMap(({ controls }) => controls).find((one) => one.name === 'patient')!.value;
  const done = await agent.submit(found, { fields: { patient: id }, press: 'decision=allow' });
  const { body } = await redeem(platform, done.url);
  return { tokens: body as TokenBody & { patient?: string }, id };
}

describe('a scope of SMART', () => {
  test('is shown in plain words, and what is left unticked is not granted', async () => {
    const visit = await signIn(
      agent,
      await ask('openid user/Patient.rs user/Appointment.cruds user/Nonsense user/x.rs'),
    );
    expect(shownScopes(visit)).toEqual({ 'user/Patient.rs': true, 'user/Appointment.cruds': true });
    expect(visit.html).toContain('See patients of your clinic, through the FHIR standard.');
    expect(visit.html).toContain('Add, see, change and delete appointments of your clinic, through the FHIR standard.');
    const done = await agent.submit(visit, { press: 'decision=allow', untick: ['user/Appointment.cruds'] });
    const { body } = await redeem(platform, done.url);
    expect(body.scope.split(' ')).toContain('user/Patient.rs');
    expect(body.scope).not.toContain('Appointment');
  });

  test('allows what it names and nothing else, at FHIR and at /v2', async () => {
    const { access_token: token } = await obtainTokens(platform, { parameters: { scope: 'openid user/Patient.rs' } });
    const { body: found } = await fhir<Bundle<Patient>>(token, '/Patient?_count=1');
    const { id } = found.entry![0]!.resource!;
    expect((await fhir(token, `/Patient/${id}`)).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/Patient'],
      ['PUT', `/Patient/${id}`],
      ['GET', '/Appointment'],
      ['GET', `/Patient?_revinclude=Appointment:patient`],
      ['GET', '/Practitioner'],
    ]) {
      const { status, body } = await fhir<OperationOutcome>(token, path!, {
        method: method!,
        ...(method !== 'GET' && { body: { resourceType: 'Patient' } }),
      });
      expect(status, `${method} ${path}`).toBe(403);
      expect(body.resourceType).toBe('OperationOutcome');
    }
    const other = await platform.call('GET', '/v2/tenants/sandbox-clinic/patients', { token });
    expect(other.status).toBe(403);
    await other.text();
  });

  test('narrows giponext.fhir, and what stands in version 1 means the same', async () => {
    const scope = 'openid giponext.fhir user/Patient.read';
    const { access_token: token } = await obtainTokens(platform, { parameters: { scope } });
    expect((await fhir(token, '/Patient?_count=1')).status).toBe(200);
    expect((await fhir(token, '/Appointment?_count=1')).status).toBe(403);
  });

  test('gives no more than the role', async () => {
    const options = { email: 'billing@sandbox.test', parameters: { scope: 'openid user/*.cruds' } };
    const { access_token: token } = await obtainTokens(platform, options);
    expect((await fhir(token, '/Patient?_count=1')).status).toBe(200);
    const { status } = await fhir(token, '/Patient', { method: 'POST', body: { resourceType: 'Patient' } });
    expect(status).toBe(403);
  });

  test('outlives a refresh, and may be dropped by it', async () => {
    const scope = 'openid offline_access user/Patient.rs user/Appointment.rs';
    const tokens = await obtainTokens(platform, { parameters: { scope, prompt: 'consent' } });
    const narrower = await refresh(platform, tokens.refresh_token, WEB, { scope: 'openid user/Patient.rs' });
    expect(narrower.body.scope.split(' ').sort()).toEqual(['openid', 'user/Patient.rs']);
    expect((await fhir(narrower.body.access_token, '/Appointment?_count=1')).status).toBe(403);
    const whole = await refresh(platform, narrower.body.refresh_token);
    expect((await fhir(whole.body.access_token, '/Appointment?_count=1')).status).toBe(200);
  });

  test('is remembered: the next authorization asks nothing', async () => {
    const scope = 'openid user/Patient.rs';
    await authorize(platform, { agent, parameters: { scope } });
    const again = await ask(scope);
    expect(again.left).toBe(true);
    expect((await redeem(platform, again.url)).body.scope.split(' ')).toContain('user/Patient.rs');
  });

  test('is unknown to an application that is not registered for FHIR', async () => {
    await sql(platform, `update clients set scopes = array_remove(scopes, 'giponext.fhir') where id = 'sandbox-web'`);
    try {
      const visit = await signIn(agent, await ask('openid giponext.patients user/Patient.rs'));
      expect(shownScopes(visit)).toEqual({ 'giponext.patients': true });
      const done = await agent.submit(visit, { press: 'decision=allow' });
      expect((await redeem(platform, done.url)).body.scope).not.toContain('user/');
    } finally {
      await sql(platform, `update clients set scopes = array_append(scopes, 'giponext.fhir') where id = 'sandbox-web'`);
    }
  });

  test('is for a server of ours', async () => {
    const scope = 'openid user/Patient.rs';
    const right = await ask(scope, { aud: platform.apiUrl + BASE });
    expect(right.left).toBe(false);
    const wrong = await ask(scope, { aud: 'https://fhir.example.test/r4' });
    expect(wrong.url.searchParams.get('error')).toBe('invalid_request');
  });
});

describe('a patient chosen for an application', () => {
  const SCOPE = 'openid launch/patient patient/Patient.rs patient/Appointment.rs patient/Practitioner.rs';

  test('has to be chosen, and is named in the answer', async () => {
    const consent = await signIn(agent, await ask(SCOPE));
    const without = await agent.submit(consent, { press: 'decision=allow' });
    expect(without.status).toBe(422);
    expect(without.html).toContain('Choose a patient');
    const foreign = await agent.post(without.url, [
      ...without.forms
        .flatMap(({ controls }) => controls.filter(({ name }) => name === 'xsrf'))
        .slice(0, 1)
        .map(({ name, value }) => [name, value] as [string, string]),
      ['scope', 'patient/Patient.rs'],
      ['patient', '999999999'],
      ['decision', 'allow'],
    ]);
    expect(foreign.status).toBe(422);
    const { tokens, id } = await choose(SCOPE, 'ros');
    expect(tokens.patient).toBe(id);
    expect(payload(tokens.access_token).scope.split(' ')).toContain('patient/Patient.rs');
  });

  test('is all that the application sees', async () => {
    const { tokens, id } = await choose(SCOPE, 'ma');
    const token = tokens.access_token;
    const { body: all } = await fhir<Bundle<Patient>>(token, '/Patient?_total=accurate');
    expect(all.entry?.map(({ resource }) => resource!.id)).toEqual([id]);
    expect(all.total).toBe(1);
    expect((await fhir(token, `/Patient/${id}`)).status).toBe(200);
    const other = Number(id) === 1 ? 2 : 1;
    for (const path of [`/Patient/${other}`, `/Patient/${other}/_history`, `/Patient/${other}/_history/1`]) {
      expect((await fhir(token, path)).status, path).toBe(404);
    }
    const { body: visits } = await fhir<Bundle<Appointment>>(
      token,
      '/Appointment?_count=200&_include=Appointment:patient',
    );
    for (const { resource } of visits.entry ?? []) {
      if (resource!.resourceType !== 'Appointment') continue;
      const who = resource!.participant.map(({ actor }) => actor?.reference);
      expect(who).toContain(`Patient/${id}`);
    }
    expect((await fhir(token, `/Appointment?patient=${other}`)).body).not.toHaveProperty('entry');
    const { body: everything } = await fhir<Bundle>(token, `/Patient/${id}/$everything`);
    const types = new Set((everything.entry ?? []).map(({ resource }) => resource!.resourceType));
    expect([...types].filter((type) => !['Patient', 'Appointment', 'Practitioner'].includes(type))).toEqual([]);
    expect([...types]).toContain('Patient');
    expect((await fhir(token, `/Patient/${other}/$everything`)).status).toBe(404);
    expect((await fhir(token, '/$export')).status).toBe(403);
    const [moved] = await inClinic<{ id: number }>(
      `update appointments set patient_id = ${id}, version = version + 1 where tenant_id = 'sandbox-clinic' and id = (
         select min(id) from appointments where patient_id <> ${id} and episode_id is null and status = 'booked') returning id`,
    );
    const { body: history } = await fhir<Bundle>(token, `/Appointment/${moved!.id}/_history`);
    expect(history.entry).toHaveLength(1);
    expect((await fhir(token, `/Appointment/${moved!.id}/_history/1`)).status).toBe(404);
    expect((await fhir(token, '/Practitioner?_count=1')).status).toBe(200);
    expect((await fhir(token, '/EpisodeOfCare')).status).toBe(403);
    const written = await fhir(token, `/Patient/${id}`, { method: 'PUT', body: { resourceType: 'Patient', id } });
    expect(written.status).toBe(403);
  });

  test('is asked for again in each authorization, whatever was allowed before', async () => {
    await choose(SCOPE, 'ros');
    const again = await ask(SCOPE);
    expect(asksForConsent(again)).toBe(true);
    expect(shownScopes(again)).toEqual({});
    expect(again.html).toContain('name="patient-name"');
  });

  test('comes along with a refresh', async () => {
    const { tokens, id } = await choose(`${SCOPE} offline_access`, 'ros');
    const { body } = await requestTokens(platform, WEB, {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    });
    expect(body).toMatchObject({ patient: id });
  });

  test('cannot be chosen by who may see none', async () => {
    await inClinic(`delete from role_permissions where role_key = 'billing' and permission = 'patients.read'`);
    const consent = await signIn(agent, await ask(`${SCOPE} giponext.invoices`), 'billing@sandbox.test');
    expect(shownScopes(consent)).toEqual({ 'giponext.invoices': true });
    expect(consent.html).toContain('Your role does not let you see patients');
  });

  test('is found and chosen on the record', async () => {
    const { id } = await choose(SCOPE, 'ros');
    const events = await inClinic<{ patient_ids: number[] }>(
      `select patient_ids from audit_events where action = 'patients.choose' and client_id = 'sandbox-web' order by at desc limit 1`,
    );
    expect(events[0]!.patient_ids).toEqual([Number(id)]);
  });
});

test('a practitioner is named in the ID token as FHIR knows them', async () => {
  const { id_token: idToken, access_token: token } = await obtainTokens(platform, {
    parameters: { scope: 'openid fhirUser user/Practitioner.rs' },
  });
  const { fhirUser } = payload(idToken!);
  expect(fhirUser).toMatch(new RegExp(`^${platform.apiUrl}${BASE}/Practitioner/\\d+$`));
  const response = await fetch(fhirUser, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ resourceType: 'Practitioner' });
});
