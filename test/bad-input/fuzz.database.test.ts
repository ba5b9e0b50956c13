import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sample } from './right-values.ts';
import { routesWithBody } from './routes.ts';
import { resolve, type Schema } from './schemas.ts';

const PATIENTS = '/v2/tenants/sandbox-clinic/patients';
/** The same bodies in every run; another seed finds others. */
const RUNS = { seed: Number(process.env.FUZZ_SEED ?? 20_261_120), numRuns: 200 };

let platform: Platform;
let call: CheckedCall<{ id: number; warnings?: unknown }>;
beforeAll(async () => {
  platform = await startPlatform();
  call = await checkedCalls(platform);
});
afterAll(() => platform.close());

const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });

const year = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
const instant = fc.date(year).map((date) => date.toISOString());

/** Mostly what the schema describes, with something else here and there. */
function likely(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 200, arbitrary: right(resolve(schema)) }, { weight: 1, arbitrary: anything });
}

function right({
  type,
  enum: values,
  format,
  pattern,
  minLength,
  maxLength = 30,
  ...schema
}: Schema): fc.Arbitrary<unknown> {
  if (values) return fc.constantFrom(...values);
  if (type === 'integer') return fc.integer({ min: 1 });
  if (type === 'boolean') return fc.boolean();
  if (type === 'array') return fc.uniqueArray(likely(schema.items!), { maxLength: 3 });
  if (type === 'object') {
    const { properties = {}, required = [] } = schema;
    const optional = Object.keys(properties).filter((name) => !required.includes(name));
    // A few members at a time: with all of them something is always wrong.
    return fc.subarray(optional, { maxLength: Math.min(5, optional.length) }).chain((chosen) => {
      const members = [...required, ...chosen].map((name) => [name, likely(properties[name]!)] as const);
      return fc.record<Record<string, unknown>>(Object.fromEntries(members));
    });
  }
  if (format === 'date') return instant.map((text) => text.slice(0, 10));
  if (format === 'date-time') return instant;
  if (format) return fc.constant(sample({ type: 'string', format }));
  if (pattern && pattern !== '\\S') {
    return fc
      .stringMatching(new RegExp(pattern))
      .filter(({ length }) => length >= (minLength ?? 0) && length <= maxLength);
  }
  return fc
    .string({ unit: 'grapheme', minLength: minLength ?? 0, maxLength: Math.min(maxLength, 30) })
    .filter((text) => text.trim() !== '' || !minLength);
}

/** What may be answered to a body, whatever it is; whatever was stored can be read and written back as it is. */
async function expectSense(body: unknown): Promise<number> {
  const created = await call('POST', PATIENTS, { body: JSON.stringify(body) });
  expect([201, 400, 409, 422]).toContain(created.status);
  if (created.status !== 201) {
    expect(created.body.details.length).toBeGreaterThan(0);
    return created.status;
  }
  const { warnings: _, ...stored } = created.body;
  const path = `${PATIENTS}/${stored.id}`;
  const read = await call('GET', path);
  expect(read.body).toEqual(stored);
  expect(await call('PUT', path, { body: read.body })).toMatchObject({
    status: 200,
    body: { ...stored, version: 2, updatedAt: expect.any(String) },
  });
  expect((await call('PATCH', path, { body: {} })).status).toBe(200);
  return created.status;
}

test('any JSON at all is refused or stored, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (body) => {
      await expectSense(body);
    }),
    RUNS,
  );
});

test('anything that looks like a patient is refused or stored, and never fails', async () => {
  const [, { schema }] = routesWithBody.find(([operation]) => operation === 'Patients_Create')!;
  const { version: _, ...properties } = schema.properties!;
  const statuses: number[] = [];
  await fc.assert(
    fc.asyncProperty(likely({ ...schema, properties }), async (body) => {
      statuses.push(await expectSense(body));
    }),
    RUNS,
  );
  expect(new Set(statuses)).toEqual(new Set([201, 400, 422]));
});

test('a name of any letters is stored and found', async () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }).filter((value) => /\p{L}/u.test(value));
  await fc.assert(
    fc.asyncProperty(name, async (lastName) => {
      const created = await call('POST', PATIENTS, { body: { firstName: 'A', lastName } });
      fc.pre(created.status === 201);
      expect(await call('GET', `${PATIENTS}/${created.body.id}`)).toMatchObject({
        body: { lastName: lastName.trim() },
      });
    }),
    RUNS,
  );
});
