import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../platform/database/index.ts';
import { hasValidCheckCharacter } from '../italy/fiscal-code.ts';
import { OTHER_PATIENTS, PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';

const MARIO = { firstName: 'Mario', lastName: 'Rossi' };
/** The example of the documented platform; its check character should be U. */
const DOCUMENTED = { ...MARIO, fiscalCode: 'RSSMRA80A01H501Z' };

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi();
  // Before anybody of that clinic calls, so that no process knows it as lenient.
  await api.platform.database.query(
    statement('test_strict_clinic', `update tenants set fiscal_code_policy = 'strict' where id = 'other-clinic'`),
  );
});
afterAll(() => api.platform.close());

test('the documented patient is stored, with a warning', async () => {
  const answer = await api.call('POST', PATIENTS, { body: DOCUMENTED });
  expect(answer).toMatchObject({
    status: 201,
    body: {
      ...DOCUMENTED,
      fiscalCodeType: 'CF',
      fiscalCodeStatus: 'checksum_invalid',
      warnings: [{ field: 'fiscalCode', code: 'checksum_invalid' }],
    },
  });
  const read = await api.call('GET', `${PATIENTS}/${answer.body.id}`);
  expect(read.body).toMatchObject({ ...DOCUMENTED, fiscalCodeStatus: 'checksum_invalid' });
  expect(read.body).not.toHaveProperty('warnings');
});

describe('a strict clinic', () => {
  const post = async (body: object) =>
    api.call('POST', OTHER_PATIENTS, { body, token: await api.platform.token({ email: 'manager@other.test' }) });

  test('refuses a wrong check character', async () => {
    expect(await post(DOCUMENTED)).toMatchObject({
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'fiscalCode', code: 'checksum_invalid' }] },
    });
    expect(await post({ ...MARIO, fiscalCode: '12345678904' })).toMatchObject({
      status: 422,
      body: { details: [{ field: 'fiscalCode', code: 'checksum_invalid' }] },
    });
  });

  test('still only warns of a code that does not agree with the person', async () => {
    const answer = await post({ ...MARIO, fiscalCode: 'RSSMRA80A01H501U', sex: 'F' });
    expect(answer).toMatchObject({ status: 201, body: { fiscalCodeStatus: 'mismatch', warnings: [{ field: 'sex' }] } });
  });

  test('keeps what it was given when it was lenient', async () => {
    await api.platform.database.forTenant({ tenantId: 'other-clinic', timeZone: 'UTC' }).query(
      statement(
        'test_lenient_past',
        `insert into patients (tenant_id, first_name, last_name, fiscal_code, fiscal_code_type, fiscal_code_status)
           values ('other-clinic', 'Mario', 'Rossi', 'RSSMRA80A01H501Z', 'CF', 'checksum_invalid')`,
      ),
    );
    const token = await api.platform.token({ email: 'manager@other.test' });
    const listed = await api.call('GET', `${OTHER_PATIENTS}?fiscalCode=RSSMRA80A01H501Z`, { token });
    expect(listed.body.items).toMatchObject([{ fiscalCodeStatus: 'checksum_invalid' }]);
  });
});

describe('each type of code', () => {
  const good = somebody();
  const omocode = withCheckCharacter('RSSMRA80A01H5LM');
  test.each([
    ['a fiscal code that agrees with the person', good, 'CF', 'valid', good.fiscalCode],
    ['one in lower case and with spaces', { fiscalCode: 'rssmra 80a01 h501u' }, 'CF', 'mismatch', 'RSSMRA80A01H501U'],
    ['an omocode', { ...MARIO, fiscalCode: omocode }, 'CF', 'valid', omocode],
    ['a provisional code', { fiscalCode: '12345678903' }, 'CF_PROVISIONAL', 'valid', '12345678903'],
    ['a wrong provisional code', { fiscalCode: '12345678904' }, 'CF_PROVISIONAL', 'checksum_invalid', '12345678904'],
    ['an STP code', { fiscalCode: 'stp1201234567890' }, 'STP', 'unverified', 'STP1201234567890'],
    ['an ENI code', { fiscalCode: 'ENI1201234567890' }, 'ENI', 'unverified', 'ENI1201234567890'],
    ['a foreign code', { fiscalCode: 'x-12 ab/34', fiscalCodeType: 'FOREIGN' }, 'FOREIGN', 'unverified', 'X-12AB/34'],
    ['no code', {}, 'NONE', 'unverified', undefined],
    ['no code, said so', { fiscalCodeType: 'NONE' }, 'NONE', 'unverified', undefined],
  ] as const)('%s', async (_name, person, type, status, code) => {
    const created = await api.create(person);
    expect(created).toMatchObject({ fiscalCodeType: type, fiscalCodeStatus: status });
    expect(created.fiscalCode).toBe(code);
    const read = await api.call('GET', `${PATIENTS}/${created.id}`);
    expect(read.body).toMatchObject({ fiscalCodeType: type, fiscalCodeStatus: status });
  });
});

describe('a code of the wrong form', () => {
  test.each([
    ['neither 16 characters nor 11 digits', { fiscalCode: 'RSSMRA80A01' }],
    ['a day that is none', { fiscalCode: 'RSSMRA80A32H501U' }],
    ['a month that is none', { fiscalCode: 'RSSMRA80F01H501U' }],
    ['a provisional code called CF', { fiscalCode: '12345678903', fiscalCodeType: 'CF' }],
    ['a fiscal code called provisional', { fiscalCode: 'RSSMRA80A01H501U', fiscalCodeType: 'CF_PROVISIONAL' }],
    ['an STP code called ENI', { fiscalCode: 'STP1201234567890', fiscalCodeType: 'ENI' }],
    ['an STP code that is too short', { fiscalCode: 'STP120123456789' }],
    ['a code called none', { fiscalCode: 'RSSMRA80A01H501U', fiscalCodeType: 'NONE' }],
    ['a type without a code', { fiscalCodeType: 'CF' }],
    ['a foreign type without a code', { fiscalCodeType: 'FOREIGN' }],
  ])('%s is refused', async (_name, person) => {
    const answer = await api.call('POST', PATIENTS, { body: { ...MARIO, ...person } });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: 'validation_failed', details: [{ field: 'fiscalCode', code: 'invalid_format' }] },
    });
  });
});

test('a code that does not agree with the person is stored, with one warning for each fact', async () => {
  const { fiscalCode } = somebody();
  const answer = await api.call('POST', PATIENTS, {
    body: {
      firstName: 'Ugo',
      lastName: 'Bianchi',
      birthDate: '2001-02-03',
      sex: 'M',
      birthPlace: { belfioreCode: 'H501' },
      fiscalCode,
    },
  });
  expect(answer).toMatchObject({ status: 201, body: { fiscalCodeStatus: 'mismatch', fiscalCode } });
  expect(answer.body.warnings!.map(({ field }) => field)).toEqual([
    'lastName',
    'firstName',
    'birthDate',
    'sex',
    'birthPlace',
  ]);
  expect(new Set(answer.body.warnings!.map(({ code }) => code))).toEqual(new Set(['fiscal_code_mismatch']));
});

test('facts that are unknown agree with any code', async () => {
  const { firstName, lastName, fiscalCode } = somebody();
  const created = await api.create({ firstName, lastName, fiscalCode });
  expect(created.fiscalCodeStatus).toBe('valid');
  expect(created).not.toHaveProperty('warnings');
});

test('two omocodes of one base are two people, found each by its own', async () => {
  const person = somebody();
  const twin = { ...person, fiscalCode: withCheckCharacter(`${person.fiscalCode.slice(0, 14)}V`) };
  const [first, second] = [await api.create(person), await api.create(twin)];
  expect(second).toMatchObject({ fiscalCodeStatus: 'valid', fiscalCode: twin.fiscalCode });
  const found = await api.call('GET', `${PATIENTS}?fiscalCode=${twin.fiscalCode}`);
  expect(found.body.items.map(({ id }) => id)).toEqual([second.id]);
  expect(first.id).not.toBe(second.id);
});

describe('a code that changes', () => {
  test('is judged anew by a patch, type and all', async () => {
    const person = somebody();
    const { fiscalCode: _, ...without } = person;
    const { id } = await api.create(without);
    const patch = async (body: object) => (await api.call('PATCH', `${PATIENTS}/${id}`, { body })).body;
    const type = (fiscalCodeType: string, fiscalCodeStatus: string) => ({ fiscalCodeType, fiscalCodeStatus });
    expect(await patch({ fiscalCode: person.fiscalCode })).toMatchObject(type('CF', 'valid'));
    expect(await patch({ fiscalCode: 'STP9999999999999' })).toMatchObject(type('STP', 'unverified'));
    expect(await patch({ fiscalCode: 'ab 1', fiscalCodeType: 'FOREIGN' })).toMatchObject(type('FOREIGN', 'unverified'));
    expect(await patch({ tsOpposition: true })).toMatchObject(type('FOREIGN', 'unverified'));
    expect(await patch({ fiscalCode: person.fiscalCode })).toMatchObject(type('CF', 'valid'));
    const removed = await patch({ fiscalCode: null });
    expect(removed).toMatchObject(type('NONE', 'unverified'));
    expect(removed).not.toHaveProperty('fiscalCode');
  });

  test('is judged anew when the person changes', async () => {
    const { id } = await api.create(somebody());
    const changed = await api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'M' } });
    expect(changed.body).toMatchObject({ fiscalCodeStatus: 'mismatch', warnings: [{ field: 'sex' }] });
    const back = await api.call('PATCH', `${PATIENTS}/${id}`, { body: { sex: 'F' } });
    expect(back.body.fiscalCodeStatus).toBe('valid');
    expect(back.body).not.toHaveProperty('warnings');
  });
});

/** The code with the check character that belongs to its first fifteen. */
function withCheckCharacter(code: string): string {
  const candidates = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => code.slice(0, 15) + letter);
  return candidates.find(hasValidCheckCharacter)!;
}
