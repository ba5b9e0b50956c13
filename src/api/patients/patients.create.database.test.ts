import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namedSchemas } from '../schema.ts';
import { fullPatient, PATIENTS, type PatientsApi, somebody, startPatientsApi } from './patients.fixture.ts';
import { PatientInput, READ_ONLY } from './patients.schema.ts';

let api: PatientsApi;
beforeAll(async () => {
  api = await startPatientsApi();
});
afterAll(() => api.platform.close());

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00$/;

test('a create answers 201 with Location, ETag and the whole resource', async () => {
  const answer = await api.call('POST', PATIENTS, { body: { firstName: 'Anna', lastName: 'Prova' } });
  expect(answer.status).toBe(201);
  const { id } = answer.body;
  expect(answer.headers.get('location')).toBe(`${PATIENTS}/${id}`);
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(answer.body).toEqual({
    id,
    version: 1,
    firstName: 'Anna',
    lastName: 'Prova',
    fiscalCodeType: 'NONE',
    fiscalCodeStatus: 'unverified',
    tsOpposition: false,
    externalIds: [],
    createdAt: expect.stringMatching(INSTANT),
    updatedAt: answer.body.createdAt,
  });
});

test('the Location leads to the same resource', async () => {
  const created = await api.call('POST', PATIENTS, { body: somebody() });
  const read = await api.call('GET', created.headers.get('location')!);
  expect(read.status).toBe(200);
  expect(read.text).toBe(created.text);
  expect(read.headers.get('etag')).toBe(created.headers.get('etag'));
});

test('ids grow', async () => {
  const first = await api.create({});
  const second = await api.create({});
  expect(second.id).toBeGreaterThan(first.id);
});

describe('every writable member', () => {
  test('is in the full example', () => {
    const { properties } = PatientInput as unknown as { properties: Record<string, unknown> };
    const writable = pathsOfSchema({ properties }).filter(
      (path) => path !== 'version' && !READ_ONLY.some((name) => path === name || path.startsWith(`${name}.`)),
    );
    expect(writable.length).toBeGreaterThan(60);
    expect(writable.filter((path) => !pathsOf(fullPatient()).has(path))).toEqual([]);
  });

  test('is answered and read as it was written', async () => {
    const written = fullPatient();
    const created = await api.call('POST', PATIENTS, { body: written });
    expect(created.status).toBe(201);
    const { id, version, fiscalCodeStatus, createdAt, updatedAt, ...answered } = created.body;
    expect(answered).toEqual(written);
    expect({ version, fiscalCodeStatus }).toEqual({ version: 1, fiscalCodeStatus: 'valid' });
    expect(createdAt).toBe(updatedAt);
    const read = await api.call('GET', `${PATIENTS}/${id}`);
    expect(read.body).toEqual(created.body);
    const listed = await api.call('GET', `${PATIENTS}?fiscalCode=${written.fiscalCode}`);
    expect(listed.body.items).toEqual([created.body]);
  });
});

test('names are trimmed, inner spaces and Unicode kept', async () => {
  const { firstName, lastName } = await api.create({ firstName: '  José  María ', lastName: '\tŁukasz 王\n' });
  expect({ firstName, lastName }).toEqual({ firstName: 'José  María', lastName: 'Łukasz 王' });
});

test('members that the server assigns are accepted and ignored', async () => {
  const answer = await api.call('POST', PATIENTS, {
    body: {
      firstName: 'Anna',
      lastName: 'Prova',
      id: 1,
      version: 7,
      fiscalCodeStatus: 'valid',
      createdAt: '2000-01-01T00:00:00Z',
      updatedAt: '2000-01-01T00:00:00Z',
      archivedAt: '2000-01-01T00:00:00Z',
      mergedIntoId: 1,
      warnings: [{ field: 'x', code: 'y', message: 'z' }],
    },
  });
  expect(answer.status).toBe(201);
  expect(answer.body.id).not.toBe(1);
  expect(answer.body.createdAt).not.toMatch(/^2000/);
  expect(answer.body).toMatchObject({ version: 1, fiscalCodeStatus: 'unverified' });
  for (const name of ['archivedAt', 'mergedIntoId', 'warnings']) expect(answer.body).not.toHaveProperty(name);
});

test('instants are answered with the offset of the clinic, winter and summer', async () => {
  const winter = await api.create({ deceasedAt: '2024-01-15T23:30:00Z' });
  const summer = await api.create({ deceasedAt: '2024-07-15T23:30:00.5-03:30' });
  expect(winter.deceasedAt).toBe('2024-01-16T00:30:00.000+01:00');
  expect(summer.deceasedAt).toBe('2024-07-16T05:00:00.500+02:00');
});

interface SchemaNode {
  $ref?: string;
  properties?: Record<string, unknown>;
  items?: SchemaNode;
}

/** The dotted paths of all properties below a schema; what is in arrays has the array's path. */
function pathsOfSchema(node: SchemaNode, path = ''): string[] {
  const schema = node.$ref
    ? (namedSchemas().find((named) => `${(named as { $id?: string }).$id}#` === node.$ref) as SchemaNode)
    : node;
  const own = path ? [path] : [];
  if (schema.items) return [...own, ...pathsOfSchema(schema.items, path).filter((inner) => inner !== path)];
  const members = Object.entries(schema.properties ?? {});
  return [
    ...own,
    ...members.flatMap(([name, member]) => pathsOfSchema(member as SchemaNode, path ? `${path}.${name}` : name)),
  ];
}

function pathsOf(value: unknown, path = ''): Set<string> {
  if (Array.isArray(value)) return new Set([path, ...value.flatMap((item) => [...pathsOf(item, path)])]);
  if (typeof value !== 'object' || value === null) return new Set([path]);
  return new Set(
    [path].concat(
      Object.entries(value).flatMap(([name, member]) => [...pathsOf(member, path ? `${path}.${name}` : name)]),
    ),
  );
}
