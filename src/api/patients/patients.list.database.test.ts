import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOptions } from '../../../test/harness/platform.ts';
import { OTHER_PATIENTS, PATIENTS, type PatientsApi, startPatientsApi } from './patients.fixture.ts';

let api: PatientsApi;
/** The other clinic has 50 patients, and nobody writes there. */
let other: CallOptions;
beforeAll(async () => {
  api = await startPatientsApi();
  other = { token: await api.platform.token({ email: 'manager@other.test' }) };
});
afterAll(() => api.platform.close());

const list = async (query: string, options?: CallOptions) => {
  const answer = await api.call('GET', (options ? OTHER_PATIENTS : PATIENTS) + query, options);
  expect(answer.status).toBe(200);
  return answer.body;
};
const idsOf = ({ items }: { items: { id: number }[] }) => items.map(({ id }) => id);

describe('pages', () => {
  test('without parameters the first 50 are answered', async () => {
    const page = await list('');
    expect(page).toMatchObject({ offset: 0, limit: 50, hasMore: true });
    expect(page.items).toHaveLength(50);
    expect(page).not.toHaveProperty('total');
  });

  test('a page that ends exactly at the last one has no more', async () => {
    expect(await list('', other)).toMatchObject({ offset: 0, limit: 50, hasMore: false });
    expect(await list('?limit=49', other)).toMatchObject({ limit: 49, hasMore: true });
    expect(await list('?limit=49&offset=1', other)).toMatchObject({ offset: 1, hasMore: false });
  });

  test('a page behind the last one is empty', async () => {
    expect(await list('?offset=50', other)).toEqual({ items: [], offset: 50, limit: 50, hasMore: false });
    expect(await list('?offset=10000000&includeTotal=true', other)).toMatchObject({ items: [], total: 50 });
  });

  test('the largest limit is 200', async () => {
    expect((await list('?limit=200')).items).toHaveLength(200);
    expect((await list('?limit=1')).items).toHaveLength(1);
  });

  test('ids ascend, and pages hold every one exactly once', async () => {
    const whole = idsOf(await list('', other));
    expect(whole).toEqual([...new Set(whole)].sort((a, b) => a - b));
    const pages: number[] = [];
    for (let offset = 0, more = true; more; offset += 7) {
      const page = await list(`?limit=7&offset=${offset}`, other);
      pages.push(...idsOf(page));
      more = page.hasMore;
    }
    expect(pages).toEqual(whole);
  });

  test('a change does not move a patient', async () => {
    const before = idsOf(await list('?limit=5'));
    const patch = await api.call('PATCH', `${PATIENTS}/${before[2]}`, { body: { tsOpposition: true } });
    expect(patch.status).toBe(200);
    expect(idsOf(await list('?limit=5'))).toEqual(before);
  });

  test('the total is counted when asked for, whatever the page', async () => {
    expect(await list('?includeTotal=true&limit=1&offset=3', other)).toMatchObject({ total: 50, hasMore: true });
    expect(await list('?includeTotal=false', other)).not.toHaveProperty('total');
  });

  test('items are whole resources', async () => {
    const [first] = (await list('?limit=1', other)).items;
    const read = await api.call('GET', `${OTHER_PATIENTS}/${first!.id}`, other);
    expect(read.body).toEqual(first);
  });
});

describe('updatedSince', () => {
  test('takes the instant itself, to the millisecond', async () => {
    const { id } = await api.create({});
    await api.alter(`update patients set updated_at = '2999-05-05T10:00:00.250Z' where id = $1`, id);
    expect(idsOf(await list('?updatedSince=2999-05-05T10:00:00.250Z'))).toEqual([id]);
    expect(idsOf(await list('?updatedSince=2999-05-05T12:00:00.250%2B02:00'))).toEqual([id]);
    expect(idsOf(await list('?updatedSince=2999-05-05T10:00:00.251Z'))).toEqual([]);
    await api.alter('delete from patients where id = $1', id);
  });

  test('takes the updatedAt of an answer as it is', async () => {
    const created = await api.create({});
    const since = encodeURIComponent(created.updatedAt);
    expect(idsOf(await list(`?updatedSince=${since}&limit=200`))).toContain(created.id);
    const changed = await api.call('PATCH', `${PATIENTS}/${created.id}`, { body: { sex: 'F' } });
    const later = encodeURIComponent(changed.body.updatedAt);
    expect(idsOf(await list(`?updatedSince=${later}&limit=200`))).toContain(created.id);
  });

  test('combines with other filters and the total', async () => {
    const { id } = await api.create({ email: 'since@example.test' });
    await api.alter(`update patients set updated_at = '2999-12-31T00:00:00Z' where id = $1`, id);
    const query = '?updatedSince=2999-12-31T00:00:00Z&email=since@example.test&includeTotal=true';
    expect(await list(query)).toMatchObject({ items: [{ id }], total: 1 });
    expect(await list('?updatedSince=2999-12-31T00:00:00Z&email=x@example.test&includeTotal=true')).toMatchObject({
      items: [],
      total: 0,
    });
    await api.alter('delete from patients where id = $1', id);
  });
});

describe('archived and merged', () => {
  test('archived patients are listed with the others, alone or not at all', async () => {
    const living = await api.create({ email: 'archive@example.test' });
    const archived = await api.create({ email: 'archive@example.test' });
    await api.alter(`update patients set archived_at = '2026-01-01T00:00:00Z' where id = $1`, archived.id);
    const both = '?email=archive@example.test';
    expect(idsOf(await list(both))).toEqual([living.id, archived.id]);
    expect(idsOf(await list(`${both}&archived=false`))).toEqual([living.id]);
    const alone = await list(`${both}&archived=true&includeTotal=true`);
    expect(alone).toMatchObject({
      items: [{ id: archived.id, archivedAt: '2026-01-01T01:00:00.000+01:00' }],
      total: 1,
    });
  });

  test('merged patients are hidden, except from updatedSince and by their id', async () => {
    const winner = await api.create({ email: 'merge@example.test' });
    const loser = await api.create({ email: 'merge@example.test' });
    await api.alter(`update patients set merged_into_id = ${winner.id}, updated_at = now() where id = $1`, loser.id);
    const both = '?email=merge@example.test&includeTotal=true';
    expect(await list(both)).toMatchObject({ items: [{ id: winner.id }], total: 1 });
    const since = encodeURIComponent(winner.updatedAt);
    expect(await list(`${both}&updatedSince=${since}`)).toMatchObject({
      items: [{ id: winner.id }, { id: loser.id, mergedIntoId: winner.id }],
      total: 2,
    });
    const read = await api.call('GET', `${PATIENTS}/${loser.id}`);
    expect(read.body).toMatchObject({ id: loser.id, mergedIntoId: winner.id });
  });

  test('a merged patient gives its fiscal code up and cannot change', async () => {
    const code = { fiscalCode: 'AAAAAA80A01X999K' };
    const winner = await api.create({});
    const loser = await api.create(code);
    await api.alter(`update patients set merged_into_id = ${winner.id} where id = $1`, loser.id);
    const heir = await api.create(code);
    expect(idsOf(await list(`?fiscalCode=${code.fiscalCode}`))).toEqual([heir.id]);
    const refused = await api.call('PATCH', `${PATIENTS}/${loser.id}`, { body: { sex: 'F' } });
    expect(refused).toMatchObject({ status: 422, body: { error: 'validation_failed' } });
  });
});
