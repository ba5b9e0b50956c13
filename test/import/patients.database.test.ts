import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Body, CLINIC, type ImportClinic, type ImportOptions, person, startImportClinic } from './importing.ts';

let clinic: ImportClinic;
beforeAll(async () => {
  clinic = await startImportClinic();
});
afterAll(() => clinic.close());

const find = (value: string) => clinic.list(`/patients?externalId=${encodeURIComponent(value)}`);
const countAll = async () => (await clinic.sql(`select count(*)::int as count from patients`))[0].count;

const ITALIAN = [
  'Codice;Cognome;Nome;Nato il;Sesso;Cellulare;Via;CAP;Comune;Privacy TS;Note',
  'A1;"D\'Alò";Łucja;01/02/1980;F;333 000 0001;"Via Roma;12";00100;Roma;Sì;"due',
  'righe"',
  'A2;Biancossi;Bruno;31/12/1975;M;;;;;no;',
  ';;;;;;;;;;',
  '',
].join('\r\n');
const COLUMNS = {
  Codice: 'externalId',
  Cognome: 'lastName',
  Nome: 'firstName',
  'Nato il': 'birthDate',
  Sesso: 'sex',
  Cellulare: 'mobile',
  Via: 'residence.street',
  CAP: 'residence.zip',
  Comune: 'residence.municipality',
  'Privacy TS': 'tsOpposition',
  Note: '',
};
const EXCEL: ImportOptions = { system: 'urn:gestionale', dayFirst: true, columns: COLUMNS };

describe('a file that Excel saved in Italy', () => {
  test('is imported as it is meant', async () => {
    expect(await clinic.importing('patients', `\ufeff${ITALIAN}`, EXCEL)).toEqual({
      ...{ read: 2, created: 2, updated: 0, unchanged: 0, rejected: 0, stored: true, rejections: [] },
    });
    const [one] = await find('urn:gestionale|A1');
    expect(one).toMatchObject({
      firstName: 'Łucja',
      lastName: "D'Alò",
      birthDate: '1980-02-01',
      sex: 'F',
      mobile: '+393330000001',
      residence: { street: 'Via Roma;12', zip: '00100', municipality: 'Roma' },
      tsOpposition: true,
      externalIds: [{ system: 'urn:gestionale', value: 'A1' }],
      version: 1,
    });
    const [other] = await find('A2');
    expect(other).toMatchObject({ lastName: 'Biancossi', birthDate: '1975-12-31', tsOpposition: false });
    expect(other.mobile).toBeUndefined();
    expect(await clinic.list('/patients?q=biancossi')).toHaveLength(1);
  });

  test('changes nothing when it is imported again, and is audited once', async () => {
    expect(await clinic.importing('patients', ITALIAN, EXCEL)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const [{ id }] = await find('urn:gestionale|A1');
    expect(
      await clinic.sql(
        'select user_id, client_id, action, outcome from audit_events where patient_ids = array[$1]::bigint[] and user_id = $2',
        [id, 'import'],
      ),
    ).toEqual([{ user_id: 'import', client_id: 'corsia-cli', action: 'patients.import', outcome: 'success' }]);
  });

  test('changes what differs, and keeps what it does not have', async () => {
    const changed = ITALIAN.replace('A2;Biancossi;Bruno', 'A2;Biancossi;Bruna').replace('333 000 0001', '');
    expect(await clinic.importing('patients', changed, EXCEL)).toMatchObject({ updated: 1, unchanged: 1 });
    expect((await find('urn:gestionale|A2'))[0]).toMatchObject({ firstName: 'Bruna', version: 2 });
    expect((await find('urn:gestionale|A1'))[0]).toMatchObject({ mobile: '+393330000001', version: 1 });
  });

  test('may be in an encoding of old, if that is named', async () => {
    const old = Buffer.from(ITALIAN.replaceAll('A1', 'A3').replaceAll('A2', 'A4').replace('Łucja', 'Lucìa'), 'latin1');
    await expect(clinic.importing('patients', old, EXCEL)).rejects.toThrow(/--encoding windows-1252/);
    expect(await clinic.importing('patients', old, { ...EXCEL, encoding: 'windows-1252' })).toMatchObject({
      created: 2,
    });
    expect((await find('urn:gestionale|A3'))[0]).toMatchObject({ firstName: 'Lucìa', lastName: "D'Alò" });
  });
});

describe('rows', () => {
  test('of JSON remove what is null, and gather external ids', async () => {
    await clinic.importing('patients', [
      person(1, { email: 'a@example.test', residence: { zip: '00100', street: 'Via A' } }),
    ]);
    const [before] = await find('urn:test|p-1');
    const second = {
      externalIds: [...person(1).externalIds, { system: 'urn:lab', value: '7' }],
      email: null,
      residence: { zip: '00200' },
    };
    expect(await clinic.importing('patients', JSON.stringify([second]), { file: 'list.json' })).toMatchObject({
      updated: 1,
    });
    const [after] = await find('urn:lab|7');
    expect(after).toMatchObject({
      id: before.id,
      lastName: before.lastName,
      residence: { zip: '00200', street: 'Via A' },
    });
    expect(after.externalIds).toHaveLength(2);
    expect(after.email).toBeUndefined();
  });

  test('without external id are known by their fiscal code', async () => {
    const row = { firstName: 'Mario', lastName: 'Rossi', fiscalCode: 'RSSMRA80A01H501U' };
    expect(await clinic.importing('patients', [row])).toMatchObject({ created: 1 });
    expect(
      await clinic.importing('patients', [{ ...row, fiscalCode: 'rss mra 80a01 h501u', phone: '06 123456' }]),
    ).toMatchObject({ updated: 1 });
    expect(await clinic.list('/patients?fiscalCode=RSSMRA80A01H501U')).toMatchObject([
      { phone: '+3906123456', fiscalCodeStatus: 'valid' },
    ]);
  });

  test('keep what the API wrote meanwhile', async () => {
    await clinic.importing('patients', [person(2)]);
    const [{ id }] = await find('urn:test|p-2');
    await clinic.call('PATCH', `${CLINIC}/patients/${id}`, { body: { email: 'b@example.test' } });
    await clinic.importing('patients', [person(2, { phone: '06 654321' })]);
    expect((await find('urn:test|p-2'))[0]).toMatchObject({
      id,
      email: 'b@example.test',
      phone: '+3906654321',
      version: 3,
    });
  });

  const good = person(900);
  test.each<[string, Body[], string[]]>([
    ['are known by nothing', [{ firstName: 'A', lastName: 'B' }], ['1 externalIds required']],
    ['lack what is required', [{ externalIds: good.externalIds }], ['1 firstName required', '1 lastName required']],
    ['have a member that nobody knows', [{ ...good, colour: 'red' }], ['1 colour unknown_field']],
    ['have another type', [{ ...good, firstName: 7 }], ['1 firstName invalid_type']],
    ['are no object', [good, 7 as never, [] as never], ['2  invalid_type', '3  invalid_type']],
    [
      'break the rules of the API',
      [{ ...good, birthDate: '2999-01-01', phone: '00000' }],
      ['1 birthDate out_of_range', '1 phone invalid_phone'],
    ],
    ['have a wrong fiscal code', [{ ...good, fiscalCode: 'NOTACODE' }], ['1 fiscalCode invalid_format']],
    ['have text that cannot be stored', [{ ...good, lastName: 'a\0b' }], ['1 lastName invalid_text']],
    ['are about the same', [good, person(901), good], ['3  duplicate_in_file']],
    [
      'are about a patient of the clinic, by code',
      [{ ...good, fiscalCode: 'RSSMRA80A01H501U' }],
      ['1 fiscalCode duplicate'],
    ],
    [
      'have one new code twice',
      [{ ...good, fiscalCode: 'RSSMRA80A41H501Y' }, person(902, { fiscalCode: 'RSSMRA80A41H501Y' })],
      ['2  duplicate_in_file'],
    ],
    [
      'have external ids of several patients',
      [{ ...good, externalIds: [...person(1).externalIds, ...person(2).externalIds] }],
      ['1 externalIds ambiguous'],
    ],
    ['have no system', [{ firstName: 'A', lastName: 'B', externalId: '5' }], ['1 externalId missing_system']],
  ])('that %s are rejected, and nothing is imported', async (_name, rows, rejections) => {
    const before = await countAll();
    const answer = await clinic.importing('patients', [...rows, person(999)]);
    expect(answer.rejections).toEqual(rejections);
    expect(answer).toMatchObject({ read: rows.length + 1, stored: false });
    expect(await countAll()).toBe(before);
  });

  test.each<[string, string, string[]]>([
    ['a cell too few', 'externalId,firstName,lastName\ns|1,A', ['2  column_count']],
    ['a cell too many', 'externalId,firstName,lastName\ns|1,A,B,C', ['2  column_count']],
    ['a day or a month', 'externalId,firstName,lastName,birthDate\ns|1,A,B,02/03/1980', ['2 birthDate ambiguous_date']],
    ['no day', 'externalId,firstName,lastName,birthDate\ns|1,A,B,1980-02-31', ['2 birthDate invalid_format']],
    [
      'neither yes nor no',
      'externalId,firstName,lastName,tsOpposition\ns|1,A,B,maybe',
      ['2 tsOpposition invalid_boolean'],
    ],
    ['a line of several lines before', 'externalId,firstName,lastName\ns|1,"A\nA",B\n\ns|2,A\n', ['5  column_count']],
    ['lines that end with a carriage return', 'externalId,firstName,lastName\rs|1,A\r', ['2  column_count']],
  ])('of a CSV file are rejected by line: %s', async (_name, content, rejections) => {
    expect(await clinic.importing('patients', content)).toMatchObject({ rejections, stored: false });
  });

  test('far down that are rejected undo those before, unless they are skipped', async () => {
    const rows = Array.from({ length: 1300 }, (_, index) => person(10_000 + index));
    rows[1234] = { ...rows[1234]!, lastName: '' };
    const before = await countAll();
    expect(await clinic.importing('patients', rows)).toMatchObject({
      rejected: 1,
      stored: false,
      rejections: ['1235 lastName invalid_minLength', '1235 lastName invalid_pattern'],
    });
    expect(await countAll()).toBe(before);
    expect(await clinic.importing('patients', rows, { skipRejected: true, dryRun: true })).toMatchObject({
      created: 1299,
      stored: false,
    });
    expect(await countAll()).toBe(before);
    expect(await clinic.importing('patients', rows, { skipRejected: true })).toMatchObject({
      created: 1299,
      rejected: 1,
      stored: true,
    });
    expect(await countAll()).toBe(before + 1299);
    expect(await clinic.importing('patients', rows, { skipRejected: true })).toMatchObject({
      unchanged: 1299,
      rejected: 1,
    });
    expect(await clinic.list('/patients?q=10777')).toHaveLength(1);
  });
});

test.each<[string, string | Buffer, ImportOptions, RegExp]>([
  ['of another ending', 'x', { file: 'file.xlsx' }, /ends with one of/],
  ['without content', '', {}, /is empty/],
  ['with a column that nobody knows', 'externalId,Colore\n', {}, /"Colore" is no member of patients.*--columns/],
  ['with a column for a whole object', 'externalId,residence\n', {}, /"residence" is no member/],
  ['with two columns for one member', 'firstName,firstName\n', {}, /Two columns are for "firstName"/],
  ['without a column that is renamed', 'firstName\n', { columns: { Nome: 'firstName' } }, /no column "Nome"/],
  ['with a quote that does not end', 'firstName,lastName\n"A,B\n', {}, /is no CSV/],
  ['of JSON that is none', '[{', { file: 'file.json' }, /is no JSON/],
  ['of JSON that is no list', '{}', { file: 'file.json' }, /one list of objects/],
  ['in an encoding that is none', 'firstName\n', { encoding: 'klingon' }, /no encoding "klingon"/],
  ['in UTF-16', Buffer.from('\ufefffirstName\n', 'utf16le'), {}, /is not utf-8/],
])('a file %s is refused as a whole', async (_name, content, options, message) => {
  await expect(clinic.importing('patients', content, options)).rejects.toThrow(message);
});

test('a line of NDJSON that is no JSON is rejected', async () => {
  expect(await clinic.importing('patients', '{"a":\n\n[', { file: 'file.ndjson' })).toMatchObject({
    rejections: ['1  invalid_json', '3  invalid_json'],
  });
});
