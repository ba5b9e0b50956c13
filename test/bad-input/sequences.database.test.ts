import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fhirResources } from '../../src/fhir/resources.ts';
import type { SearchParameter } from '../../src/fhir/search/parameters.ts';
import { parametersOf } from '../../src/fhir/search/query.ts';
import { BASE } from '../fhir/calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sample } from './right-values.ts';
import { pathOf, rightQuery, routesWithQuery } from './routes.ts';

/** The same questions in every run; another seed finds others. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const PER_ROUTE = 4;
const PER_TYPE = 6;
const AT_ONCE = 10;
/** What may be sent as any parameter, at the edges of what is stored and beside them. */
const ODD = ['', '1', '-1', 'ro', 'a,b', '%', 'İ', 'id', 'true', '9007199254740991', '2026-10-25', '9999-12-31'];
const INSTANTS = ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00', '2026-10-25T02:30:00+01:00'];
const FHIR_VALUES: Record<SearchParameter['type'], string[]> = {
  string: ['ro', 'ro,\\,', 'İ'],
  token: ['true', 'active', 'x|y', '|y', 'x|', '-1'],
  reference: ['Patient/1', 'Practitioner/1,Location/1', '1', 'x'],
  date: ['0001', 'lt0001', 'ap0001', 'gt9999', 'ne2026-10-25', '2026,le2027-01', '0000'],
};

let platform: Platform;
beforeAll(async () => {
  const now = Temporal.Now.instant();
  platform = await startPlatform({ clock: () => now });
});
afterAll(() => platform.close());

/** At most three of these. */
function some(each: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const chosen = fc.subarray([...each], { maxLength: Math.min(3, each.length) });
  return chosen.chain((pairs) => fc.tuple(...pairs)).map((pairs) => pairs.join('&'));
}

function pair(name: string, values: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...values).map((value) => `${name}=${encodeURIComponent(value)}`);
}

function ofRoutes(): string[] {
  const reads = routesWithQuery.filter(([, { route }]) => route.method === 'GET');
  return reads.flatMap(([, { route, parameters }]) => {
    const pairs = Object.entries(parameters).map(([name, schema]) => {
      const right = String(sample(schema));
      // As often right as odd.
      const odd = schema.format === 'date-time' ? [...ODD, ...INSTANTS] : ODD;
      return fc.oneof(pair(name, [right]), pair(name, odd));
    });
    const path = `${pathOf(route)}?${rightQuery(route).slice(1)}`;
    return fc.sample(some(pairs), { seed: SEED, numRuns: PER_ROUTE }).map((query) => `${path}&${query}`);
  });
}

function ofSearches(): string[] {
  return [...fhirResources.values()]
    .filter(({ search }) => search)
    .flatMap((resource) => {
      const parameters = Object.entries(parametersOf(resource));
      const named = parameters.flatMap(([name, { type, modifiers }]) =>
        [name, ...modifiers.map((modifier) => `${name}:${modifier}`)].map((full) => pair(full, FHIR_VALUES[type])),
      );
      const missing = parameters.filter(([, parameter]) => parameter.missing).map(([name]) => `${name}:missing=true`);
      const queries = [...missing, ...fc.sample(some(named), { seed: SEED, numRuns: PER_TYPE })];
      return queries.map((query) => `${BASE}/${resource.type}?_count=3&${query}`);
    });
}

async function ask(path: string) {
  const response = await platform.call('GET', path);
  const text = await response.text();
  // What each answer has of its own, and the horizon, which lies behind whatever else runs on the server.
  const content = text.replaceAll(/"(requestId|diagnostics|nextCursor|lastUpdated|timestamp)":"[^"]*"/g, '');
  return { path, status: response.status, content };
}

/** The answers in the order of the questions, of which so many are under way at once. */
async function askAll(questions: readonly string[], atOnce: number) {
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  const rest = questions.entries();
  const askOn = async () => {
    for (const [index, question] of rest) answers[index] = await ask(question);
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  return answers;
}

test('no question makes another one fail or answers otherwise, in whatever order they come', async () => {
  const all = [...new Set([...ofRoutes(), ...ofSearches()])];
  const shuffled = fc.shuffledSubarray(all, { minLength: all.length });
  const [questions] = fc.sample(shuffled, { seed: SEED, numRuns: 1 });
  const answers = await askAll(questions!, AT_ONCE);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
  expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThan(20);
  // The audit grows with every read.
  const steady = answers.filter(({ path }) => !path.includes('/AuditEvent?'));
  const again = await askAll(
    steady.map(({ path }) => path),
    1,
  );
  expect(again).toEqual(steady);
});
