import { expect, test } from 'vitest';
import type { Criterion } from '../../api/search.ts';
import type { FhirCall } from '../call.ts';
import { inMemory } from './in-memory.ts';
import { unionOf } from './union.ts';

interface Thing {
  id: number;
  name: string;
  of?: number;
}

const call = {} as FhirCall;
const listOf = (things: readonly Thing[], fields: readonly string[]) =>
  inMemory<Thing>(
    fields,
    () => things,
    (thing) => ({ ...thing }),
  );
const houses = [1, 2, 3].map((id) => ({ id, name: `House ${id}` }));
const rooms = [1, 2, 3, 4].map((id) => ({ id, name: `Room ${id}`, of: id % 2 }));
const union = unionOf<Thing>([
  { search: listOf(houses, ['id', 'name']), idField: 'id' },
  { search: listOf([], ['id', 'name']), idField: 'noId' },
  { search: listOf(rooms, ['id', 'name', 'of']), idField: 'roomId' },
]);

async function all(criteria: readonly Criterion[], limit: number): Promise<string[]> {
  const names: string[] = [];
  let after: { id: number; key?: string | undefined } | undefined;
  do {
    const page = await union.find(call, criteria, { after, limit });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    names.push(...page.items.map(({ name }) => name));
    after = page.next;
  } while (after);
  return names;
}

test.each([1, 2, 3, 4, 5, 7, 100])('of pages of %i everything comes once, one list after the other', async (limit) => {
  const names = [...houses, ...rooms].map(({ name }) => name);
  expect(await all([], limit)).toEqual(names);
  expect(await union.count(call, [])).toBe(names.length);
});

const within = (field: string, ...values: number[]): Criterion => ({ anyOf: [{ field, op: 'in', values }] });

test.each([
  ['ids of each list', [{ anyOf: [...within('id', 2).anyOf, ...within('roomId', 3).anyOf] }], ['House 2', 'Room 3']],
  ['what one list alone knows', [within('of', 1)], ['Room 1', 'Room 3']],
  ['not that', [{ ...within('of', 1), not: true }], ['House 1', 'House 2', 'House 3', 'Room 2', 'Room 4']],
  ['what has none', [{ anyOf: [{ field: 'of', op: 'missing' }] }], ['House 1', 'House 2', 'House 3']],
  ['what has one', [{ anyOf: [{ field: 'of', op: 'missing' }], not: true }], ['Room 1', 'Room 2', 'Room 3', 'Room 4']],
  ['beginnings', [{ anyOf: [{ field: 'name', op: 'starts', text: 'ROOM 4' }] }], ['Room 4']],
] as [string, Criterion[], string[]][])('%s are found', async (_name, criteria, names) => {
  expect(await all(criteria, 2)).toEqual(names);
  expect(await union.count(call, criteria)).toBe(names.length);
});
