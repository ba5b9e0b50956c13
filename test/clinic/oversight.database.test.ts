import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { newBrowser, signInAt } from '../accounts/accounts.ts';
import { MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';

let platform: Platform;
let manager: UserAgent;
let otherManager: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  manager = await signedIn(platform, MANAGER);
  otherManager = newBrowser(platform);
  await signInAt(otherManager, 'manager@other.test');
});
afterAll(() => platform.close());

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
const statusWith = async (token: string, tenant = 'sandbox-clinic') =>
  (await platform.call('GET', `/v2/tenants/${tenant}/patients?limit=1`, { token })).status;
const ends = (token: string) => expect.poll(() => statusWith(token), { timeout: 10_000 }).toBe(401);

describe('connected applications', () => {
  test('are those of this clinic, and are disconnected for one person or for all', async () => {
    const doctor = await platform.token({ email: 'doctor@sandbox.test' });
    const reception = await platform.token({ email: 'reception@sandbox.test' });
    const native = await platform.token({ email: 'doctor@sandbox.test', clientId: 'sandbox-native' });
    const other = await platform.token({ email: 'manager@other.test' });
    const list = await manager.open('/clinic/applications?sort=used');
    expect(list.html).toContain('/clinic/applications/sandbox-web"');
    const page = await manager.open('/clinic/applications/sandbox-web');
    expect(page.html).toContain('doctor@sandbox.test');
    expect(page.html).toContain('reception@sandbox.test');
    expect(page.html).not.toContain('manager@other.test');
    const placesIn = ({ html }: { html: string }) =>
      ['doctor@sandbox.test', 'reception@sandbox.test'].map((email) => html.indexOf(email));
    const [doctorByName, receptionByName] = placesIn(page);
    expect(doctorByName).toBeLessThan(receptionByName!);
    const byUse = await manager.open('/clinic/applications/sandbox-web?sort=used');
    const [doctorByUse, receptionByUse] = placesIn(byUse);
    expect(receptionByUse).toBeLessThan(doctorByUse!);
    expect(byUse.html).toContain('aria-sort="descending"');

    const one = '/clinic/applications/sandbox-web/people/sandbox-doctor';
    const done = await manager.submit(await manager.open(one), { action: one });
    expect(done.html).toContain('The application is disconnected.');
    await ends(doctor);
    expect([await statusWith(native), await statusWith(reception)]).toEqual([200, 200]);
    expect((await manager.open(one)).status).toBe(404);

    const all = '/clinic/applications/sandbox-web/disconnect';
    await manager.submit(await manager.open(all), { action: all });
    await ends(reception);
    expect(await statusWith(native)).toBe(200);
    expect(await statusWith(other, 'other-clinic')).toBe(200);
    expect(
      await sql(
        platform,
        `select user_id, detail ->> 'people' as people from console_actions
          where action = 'clinic-application.disconnected' order by id`,
      ),
    ).toEqual([
      { user_id: 'sandbox-doctor', people: '1' },
      { user_id: null, people: '1' },
    ]);
  });

  test('are somebody else’s elsewhere', async () => {
    const paths = ['', '/disconnect', '/people/other-manager'];
    for (const path of paths) {
      expect((await manager.open(`/clinic/applications/unknown${path}`)).status).toBe(404);
    }
    expect((await manager.open('/clinic/applications/sandbox-web/people/other-manager')).status).toBe(404);
  });
});

describe('the audit', () => {
  const insert = statement<unknown>(
    'test_clinic_audit',
    `insert into audit_events (tenant_id, user_id, client_id, action, outcome, patient_ids, document_id)
     values (current_tenant(), 'sandbox-doctor', 'sandbox-native', $1, 'success', array[$2::bigint], $3)`,
  );
  const inClinic = () => platform.database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'Europe/Rome' });
  const csvOf = async (agent: UserAgent, query: string) => {
    const answer = await agent.open(`/clinic/audit/export?${query}`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    return answer.html.trimEnd().split('\r\n');
  };

  test('says who saw which patient through which application, and finds it', async () => {
    const token = await platform.token({ email: 'doctor@sandbox.test', clientId: 'sandbox-native' });
    const [patient] = (
      (await (await platform.call('GET', `${PATIENTS}?limit=1`, { token })).json()) as { items: { id: number }[] }
    ).items;
    const { id } = patient!;
    expect((await platform.call('GET', `${PATIENTS}/${id}`, { token })).status).toBe(200);
    const found = await manager.open(`/clinic/audit?patient=${id}&person=medici&application=native&action=patients.`);
    expect(found.html).toContain('Dario Medici');
    expect(found.html).toContain('<code>patients.get</code>');
    for (const other of [
      `patient=${id}&person=rita`,
      `patient=${id}&application=sandbox-device`,
      `patient=${id}&action=invoices`,
      `patient=${id}&from=2001-01-01&to=2001-01-02`,
      'patient=999999999',
    ]) {
      expect((await manager.open(`/clinic/audit?${other}`)).html, other).not.toContain('<code>patients.get</code>');
    }
    expect((await otherManager.open('/clinic/audit')).html).not.toContain('Dario Medici');
    expect(await csvOf(otherManager, `patient=${id}&person=medici`)).toHaveLength(1);
  });

  test('is kept page by page with what was asked for', async () => {
    for (let count = 0; count < 26; count++) await inClinic().query(insert, ['paging.test', 1, null]);
    const first = await manager.open('/clinic/audit?patient=1&action=paging');
    const next = /rel="next" href="([^"]+)"/.exec(first.html)![1]!.replaceAll('&amp;', '&');
    expect(new URLSearchParams(next.split('?')[1]).get('patient')).toBe('1');
    const second = await manager.open(next);
    expect(second.html.match(/<code>paging.test<\/code>/g)).toHaveLength(1);
  });

  test('is downloaded as CSV in which nothing is a formula, and that is written down', async () => {
    await inClinic().query(insert, ['formula.test', 7, null]);
    await sql(platform, `update users set name = '=HYPERLINK("http://x.example","y")' where id = 'sandbox-doctor'`);
    const [head, row, ...rest] = await csvOf(manager, 'action=formula.test');
    expect(rest).toEqual([]);
    expect(head).toBe('time,person,email,application,action,outcome,patients,address,request');
    expect(row).toContain(`"'=HYPERLINK(""http://x.example"",""y"")",doctor@sandbox.test,`);
    expect(row).toContain(',formula.test,success,7,');
    expect(
      await sql(
        platform,
        `select actor_id, acting_as, detail ->> 'events' as events from console_actions
          where action = 'audit.exported' and detail ->> 'action' = 'formula.test'`,
      ),
    ).toEqual([{ actor_id: 'sandbox-manager', acting_as: 'manager', events: '1' }]);
    await sql(platform, `update users set name = 'Dario Medici' where id = 'sandbox-doctor'`);
  });

  test('leaves no trace of an obscured report for others than its author', async () => {
    const obscure = statement<unknown>(
      'test_clinic_obscure',
      `insert into obscured_documents (tenant_id, document_id, author_id, reason)
       select current_tenant(), $1, min(id), 'by_law' from practitioners`,
    );
    await inClinic().query(insert, ['reports.open', 8, 990001]);
    await inClinic().query(insert, ['reports.hidden', 8, 990002]);
    await inClinic().query(obscure, [990002]);
    const html = (await manager.open('/clinic/audit?patient=8&action=reports')).html;
    expect(html).toContain('reports.open');
    expect(html).not.toContain('reports.hidden');
    expect(await csvOf(manager, 'patient=8&action=reports')).toHaveLength(2);
    const link = statement<unknown>(
      'test_clinic_author',
      `update practitioners set user_id = $1 where id = (select min(id) from practitioners)`,
    );
    await inClinic().query(link, ['sandbox-manager']);
    expect(await csvOf(manager, 'patient=8&action=reports')).toHaveLength(3);
  });
});
