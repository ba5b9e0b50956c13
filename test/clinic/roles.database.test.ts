import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../src/platform/database/index.ts';
import { linkOf, mailsTo, newBrowser } from '../accounts/accounts.ts';
import { MANAGER, signedIn } from '../developer/console.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

let platform: Platform;
let manager: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  manager = await signedIn(platform, MANAGER);
});
afterAll(() => platform.close());

const everyRole = statement<unknown>(
  'test_every_role',
  `select r.key, r.name, r.version,
          array(select p.permission from role_permissions p where p.role_key = r.key order by 1) as permissions
     from roles r order by 1`,
);
const PATIENTS = '/v2/tenants/sandbox-clinic/patients?limit=1';

/** Saves a role as its page offers it, with these changes. */
const save = async (
  key: string,
  change: { fields?: Record<string, string>; tick?: string[]; untick?: string[] },
): Promise<Visit> => {
  const path = `/clinic/roles/${key}`;
  return manager.submit(await manager.open(path), { action: path, ...change });
};
async function make(name: string, tick: string[]): Promise<{ key: string; page: Visit }> {
  const page = await manager.submit(await manager.open('/clinic/roles/new'), { fields: { name }, tick });
  const key = decodeURIComponent(/\/clinic\/roles\/([^/]+)$/.exec(page.url.pathname)?.[1] ?? '');
  return { key, page };
}
const remove = async (key: string) => {
  const path = `/clinic/roles/${key}/delete`;
  const ask = await manager.open(path);
  return ask.url.pathname === path ? manager.submit(ask, { action: path }) : ask;
};
const permissionsOf = async (key: string): Promise<string[]> =>
  [...(await manager.open(`/clinic/roles/${key}`)).html.matchAll(/name="permission" value="([\w.]+)" checked/g)].map(
    (match) => match[1]!,
  );
async function readPatients(token: string): Promise<{ status: number; error?: string }> {
  const response = await platform.call('GET', PATIENTS, { token });
  const { error } = (await response.json()) as { error?: string };
  return { status: response.status, ...(error !== undefined && { error }) };
}

describe('a role', () => {
  test('that is made is given to somebody, by its name, and allows what was ticked and no more', async () => {
    const { key, page } = await make('Studi  clinici', ['patients.read', 'treatments.read']);
    expect(page.html).toContain('The role is made.');
    expect(key).toMatch(/^studi-clinici-[0-9a-f]{6}$/);
    expect((await manager.open('/clinic/roles')).html).toContain('2 of 17');

    const invite = await manager.open('/clinic/users/invite');
    expect(invite.html).toContain('>Studi clinici</option>');
    await manager.submit(invite, { fields: { name: 'Rita', email: 'rita@invited.test', role: key } });
    const stays = await remove(key);
    expect(stays.url.pathname).toBe(`/clinic/roles/${key}`);
    expect(stays.html).toContain('It can be deleted once nobody has it');
    expect((await manager.open('/clinic/roles')).html).toContain('1 invited');
    const [mail] = await mailsTo(platform, 'rita@invited.test');
    expect(mail!.text).toContain('Studi clinici');
    const rita = newBrowser(platform);
    const link = await rita.open(linkOf(mail!, platform));
    expect(link.html).toContain('with the role Studi clinici');
    const inside = await rita.submit(link, { fields: { name: 'Rita', password: 'quattro parole messe insieme' } });
    expect(inside.html).toContain('<dd>Studi clinici</dd>');
    expect((await manager.open('/clinic/users')).html).toContain('Studi clinici');

    const token = await platform.token({ email: 'rita@invited.test' });
    expect(await readPatients(token)).toEqual({ status: 200 });
    const agendas = await platform.call('GET', '/v2/tenants/sandbox-clinic/agendas', { token });
    expect(await agendas.json()).toMatchObject({ error: 'insufficient_permission', permission: 'agendas.read' });
  });

  test('that loses and gets a permission says so to tokens that were given before, and is written down', async () => {
    const token = await platform.token({ email: 'billing@sandbox.test' });
    expect(await readPatients(token)).toEqual({ status: 200 });
    const saved = await save('billing', { untick: ['patients.read', 'treatments.read'], tick: ['agendas.read'] });
    expect(saved.html).toContain('The role is saved.');
    expect(saved.html).toContain('Role edited');
    expect(saved.html).toContain('May now: See agendas. May no longer: See patients, See treatments and price lists');
    await expect
      .poll(() => readPatients(token), { timeout: 10_000 })
      .toEqual({ status: 403, error: 'insufficient_permission' });
    const back = await save('billing', { tick: ['patients.read', 'treatments.read'], untick: ['agendas.read'] });
    expect(back.status).toBe(200);
    await expect.poll(() => readPatients(token), { timeout: 10_000 }).toEqual({ status: 200 });
    const actions = await sql<{ actor_id: string; detail: unknown }>(
      platform,
      `select actor_id, detail from console_actions where action = 'clinic-role.changed' order by id`,
    );
    expect(actions).toEqual([
      {
        actor_id: 'sandbox-manager',
        detail: { role: 'billing', name: 'Billing', added: 'agendas.read', removed: 'patients.read treatments.read' },
      },
      {
        actor_id: 'sandbox-manager',
        detail: { role: 'billing', name: 'Billing', added: 'patients.read treatments.read', removed: 'agendas.read' },
      },
    ]);
  });

  test('of the same name in the other clinic stays as it is', async () => {
    const theirs = () => platform.database.forTenant({ tenantId: 'other-clinic', timeZone: 'UTC' }).query(everyRole);
    const before = await theirs();
    await save('receptionist', { fields: { name: 'Accettazione' }, untick: ['episodes.read'] });
    expect(await theirs()).toEqual(before);
    expect((await manager.open('/clinic/users/sandbox-reception')).html).toContain('Accettazione');
    const italian = await manager.open('/clinic/roles?ui_locales=it');
    expect(italian.html).toContain('Accettazione');
    expect(italian.html).toContain('Responsabile');
    await manager.open('/clinic/roles?ui_locales=en');
  });

  test('that two edit at once is the first one’s; the second sees how it is now', async () => {
    const mine = await manager.open('/clinic/roles/practitioner');
    const other = await signedIn(platform, MANAGER);
    await other.submit(await other.open('/clinic/roles/practitioner'), {
      action: '/clinic/roles/practitioner',
      tick: ['invoices.read'],
    });
    const late = await manager.submit(mine, { action: '/clinic/roles/practitioner', untick: ['patients.write'] });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Something changed meanwhile');
    expect(await permissionsOf('practitioner')).toEqual(expect.arrayContaining(['patients.write', 'invoices.read']));
  });

  test('needs a name that no other has', async () => {
    for (const [name, words] of [
      ['', 'Enter a name'],
      ['x'.repeat(61), 'At most 60 characters'],
      ['Tasti\u200bera', 'no invisible ones'],
      ['manager', 'Another role is called so already'],
      ['ACCETTAZIONE', 'Another role is called so already'],
    ] as const) {
      const { page } = await make(name, ['patients.read']);
      expect(page.status, name).toBe(422);
      expect(page.html).toContain(words);
    }
  });

  test('takes no permission that there is not', async () => {
    const page = await manager.open('/clinic/roles/new');
    const xsrf = page.forms.flatMap((form) => form.controls).find(({ name }) => name === 'xsrf')!.value;
    const made = await manager.post('/clinic/roles/new', [
      ['name', 'Tutto'],
      ['permission', 'patients.read'],
      ['permission', 'tenants.delete'],
      ['xsrf', xsrf],
    ]);
    expect(await permissionsOf(made.url.pathname.split('/').at(-1)!)).toEqual(['patients.read']);
  });
});

describe('deleting a role', () => {
  test('is for one that nobody has, and leaves what was done with it', async () => {
    const { key } = await make('Di passaggio', ['patients.read']);
    const done = await remove(key);
    expect(done.url.pathname).toBe('/clinic/roles');
    expect(done.html).toContain('The role is deleted.');
    expect(done.html).toContain('Role deleted');
    expect((await manager.open(`/clinic/roles/${key}`)).status).toBe(404);
  });

  test('is not done while somebody has it, even if they get it at the same moment', async () => {
    const { key } = await make('Conteso', ['patients.read']);
    const ask = await manager.open(`/clinic/roles/${key}/delete`);
    const give = await manager.open('/clinic/users/sandbox-doctor/role');
    await Promise.all([
      manager.submit(ask, { action: `/clinic/roles/${key}/delete` }),
      manager.submit(give, { fields: { role: key } }),
    ]);
    const role = await manager.open(`/clinic/roles/${key}`);
    const has = (await manager.open('/clinic/users/sandbox-doctor')).html.includes('<dd>Conteso</dd>');
    expect({ exists: role.status === 200 }).toEqual({ exists: has });
    await sql(platform, `update users set role_key = 'practitioner' where id = 'sandbox-doctor'`);
  });

  test('is never done to what the program itself gives', async () => {
    const page = await manager.open('/clinic/roles/manager');
    expect(page.html).not.toContain('/clinic/roles/manager/delete');
    const xsrf = page.forms.flatMap((form) => form.controls).find(({ name }) => name === 'xsrf')!.value;
    await sql(platform, `update users set role_key = 'practitioner' where id = 'sandbox-integrator'`);
    for (const key of ['manager', 'integrator']) {
      expect((await manager.post(`/clinic/roles/${key}/delete`, [['xsrf', xsrf]])).status).toBe(409);
    }
    await sql(platform, `update users set role_key = 'integrator' where id = 'sandbox-integrator'`);
  });
});

test('a manager whose role allows nothing any more still manages, and gives it all back', async () => {
  const all = await permissionsOf('manager');
  expect(all).toHaveLength(17);
  expect((await save('manager', { untick: all })).status).toBe(200);
  expect(await permissionsOf('manager')).toEqual([]);
  for (const path of ['/clinic/users', '/clinic/roles', '/clinic/audit']) {
    expect((await manager.open(path)).status, path).toBe(200);
  }
  await save('manager', { tick: all });
  expect(await permissionsOf('manager')).toEqual(all);
});
