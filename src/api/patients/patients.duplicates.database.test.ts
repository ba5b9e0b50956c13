import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../platform/database/index.ts';
import { PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';

let api: PatientsApi;
/** A person who may write patients and not read them. */
let writer: string;
beforeAll(async () => {
  api = await startPatientsApi();
  const { database } = api.platform;
  await database.forTenant({ tenantId: 'sandbox-clinic', timeZone: 'UTC' }).query(
    statement(
      'test_writer_role',
      `with role as (insert into roles (tenant_id, key, name) values ('sandbox-clinic', 'writer', 'Writer'))
         insert into role_permissions (tenant_id, role_key, permission) values ('sandbox-clinic', 'writer', 'patients.write')`,
    ),
  );
  await database.query(
    statement('test_writer', `update users set role_key = 'writer' where id = 'sandbox-integrator'`),
  );
  writer = await api.platform.token({ email: 'integrator@sandbox.test' });
});
afterAll(() => api.platform.close());

const DUPLICATE = {
  error: 'duplicate_patient',
  details: [{ field: 'fiscalCode', code: 'duplicate' }],
};

describe('a fiscal code that another patient of the clinic has', () => {
  test('is refused on create, and the other patient is named', async () => {
    const person = somebody();
    const { id } = await api.create(person);
    const spaced = ` ${person.fiscalCode.toLowerCase().slice(0, 6)} ${person.fiscalCode.slice(6)}`;
    for (const fiscalCode of [person.fiscalCode, spaced]) {
      const answer = await api.call('POST', PATIENTS, {
        body: { firstName: 'Altra', lastName: 'Persona', fiscalCode },
      });
      expect(answer).toMatchObject({ status: 409, body: { ...DUPLICATE, existingId: id } });
    }
  });

  test('is refused on replace and on patch', async () => {
    const person = somebody();
    const existing = await api.create(person);
    const { id, version } = await api.create({});
    const body = { firstName: 'Anna', lastName: 'Prova', fiscalCode: person.fiscalCode };
    const replaced = await api.call('PUT', `${PATIENTS}/${id}`, { body });
    const patched = await api.call('PATCH', `${PATIENTS}/${id}`, { body: { fiscalCode: person.fiscalCode } });
    for (const answer of [replaced, patched])
      expect(answer).toMatchObject({ status: 409, body: { ...DUPLICATE, existingId: existing.id } });
    expect((await api.call('GET', `${PATIENTS}/${id}`)).body.version).toBe(version);
  });

  test('is not told apart from the missing one to who may not read patients', async () => {
    const person = somebody();
    await api.create(person);
    const answer = await api.call('POST', PATIENTS, { body: person, token: writer });
    expect(answer).toMatchObject({ status: 409, body: DUPLICATE });
    expect(answer.body).not.toHaveProperty('existingId');
  });

  test('may stay with its own patient', async () => {
    const person = somebody();
    const { id } = await api.create(person);
    expect(await api.call('PUT', `${PATIENTS}/${id}`, { body: person })).toMatchObject({ status: 200 });
  });

  test('is free again once its patient is deleted or has another', async () => {
    const [person, next] = [somebody(), somebody()];
    const first = await api.create(person);
    await api.call('DELETE', `${PATIENTS}/${first.id}`);
    const second = await api.create(person);
    await api.call('PATCH', `${PATIENTS}/${second.id}`, { body: { fiscalCode: next.fiscalCode } });
    await api.create(person);
    expect(await api.call('POST', PATIENTS, { body: next })).toMatchObject({
      status: 409,
      body: { existingId: second.id },
    });
  });

  test('may be a patient of another clinic', async () => {
    const person = somebody();
    await api.create(person);
    const token = await api.platform.token({ email: 'manager@other.test' });
    const answer = await api.call('POST', '/v2/tenants/other-clinic/patients', { body: person, token });
    expect(answer.status).toBe(201);
  });

  test('also an archived one', async () => {
    const person = somebody();
    const { id } = await api.create(person);
    await api.alter('update patients set archived_at = now() where id = $1', id);
    expect(await api.call('POST', PATIENTS, { body: person })).toMatchObject({ status: 409, body: { existingId: id } });
  });
});

test('any number of patients have no code', async () => {
  expect((await api.create({})).id).not.toBe((await api.create({})).id);
});

test('of 20 creates of one code at once exactly one wins, and all others name it', async () => {
  const body = somebody();
  const answers = await Promise.all(Array.from({ length: 20 }, () => api.call('POST', PATIENTS, { body })));
  const won = answers.filter(({ status }) => status === 201);
  expect(won).toHaveLength(1);
  for (const answer of answers.filter((other) => other !== won[0])) {
    expect(answer).toMatchObject({ status: 409, body: { ...DUPLICATE, existingId: won[0]!.body.id } });
  }
  const found = await api.call('GET', `${PATIENTS}?fiscalCode=${body.fiscalCode}`);
  expect(found.body.items).toHaveLength(1);
});

test('of 10 patients that take one code at once exactly one gets it', async () => {
  const { fiscalCode } = somebody();
  const patients = await Promise.all(Array.from({ length: 10 }, () => api.create({})));
  const answers = await Promise.all(
    patients.map(({ id }) => api.call('PATCH', `${PATIENTS}/${id}`, { body: { fiscalCode } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
});
