import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { create, PATIENTS, poll, settle } from './poller.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const write = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
  const response = await platform.call(method, path, { headers, ...(body && { body }) });
  await response.text();
  return response.status;
};

describe('the entity tag of a list', () => {
  test('is weak, and answered 304 without a body while nothing changes', async () => {
    await settle(platform);
    const { etag } = await poll(platform);
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    for (const tag of [etag, etag.replace('W/', ''), `"x", ${etag}`, '*']) {
      const response = await platform.call('GET', PATIENTS, { headers: { 'if-none-match': tag } });
      expect({ status: response.status, text: await response.text() }).toEqual({ status: 304, text: '' });
      expect(response.headers.get('etag')).toBe(etag);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  test('is the same for whoever asks, and for every page', async () => {
    await settle(platform);
    const { etag } = await poll(platform);
    const token = await platform.token({ email: 'doctor@sandbox.test' });
    expect((await poll(platform, undefined, { token })).etag).toBe(etag);
    expect((await poll(platform, undefined, { path: `${PATIENTS}?offset=10&limit=5` })).etag).toBe(etag);
  });

  test('changes with every create, replace, patch and delete', async () => {
    const seen = new Set<string>();
    let { etag } = await poll(platform);
    const changed = async () => {
      seen.add(etag);
      const next = await poll(platform, etag);
      expect(next.status).toBe(200);
      expect(seen).not.toContain(next.etag);
      await settle(platform);
      etag = (await poll(platform)).etag;
      expect(await poll(platform, etag)).toMatchObject({ status: 304, etag });
      return next.ids;
    };
    const id = await create(platform);
    expect(await changed()).toContain(id);
    expect(await write('PUT', `${PATIENTS}/${id}`, { firstName: 'Anna', lastName: 'Polled' })).toBe(200);
    expect(await changed()).toContain(id);
    expect(await write('PATCH', `${PATIENTS}/${id}`, { sex: 'F' })).toBe(200);
    expect(await changed()).toContain(id);
    expect(await write('DELETE', `${PATIENTS}/${id}`)).toBe(204);
    expect(await changed()).not.toContain(id);
  });

  test('does not change with what was refused', async () => {
    const id = await create(platform);
    await settle(platform);
    const { etag } = await poll(platform);
    expect(await write('POST', PATIENTS, { firstName: 'Anna' })).toBe(400);
    expect(await write('POST', PATIENTS, { firstName: 'Anna', lastName: 'Polled', fiscalCode: 'x' })).toBe(422);
    expect(await write('PATCH', `${PATIENTS}/${id}`, {}, { 'if-match': '"9"' })).toBe(409);
    expect(await write('DELETE', `${PATIENTS}/9999999`)).toBe(404);
    expect(await poll(platform, etag)).toMatchObject({ status: 304, etag });
  });

  test('does not change with what is only read', async () => {
    const id = await create(platform);
    await settle(platform);
    const { etag } = await poll(platform);
    expect(await write('GET', `${PATIENTS}/${id}`)).toBe(200);
    expect(await write('GET', `${PATIENTS}?q=anna`)).toBe(200);
    expect(await poll(platform, etag)).toMatchObject({ status: 304, etag });
  });

  test('does not change with a replayed create', async () => {
    const headers = { 'idempotency-key': 'polled-once' };
    const body = { firstName: 'Anna', lastName: 'Polled' };
    expect(await write('POST', PATIENTS, body, headers)).toBe(201);
    await settle(platform);
    const { etag } = await poll(platform);
    expect(await write('POST', PATIENTS, body, headers)).toBe(201);
    expect(await poll(platform, etag)).toMatchObject({ status: 304, etag });
  });

  test('does not change with what another clinic writes', async () => {
    const token = await platform.token({ email: 'manager@other.test' });
    const otherPatients = '/v2/tenants/other-clinic/patients';
    await settle(platform);
    const mine = (await poll(platform)).etag;
    const theirs = (await poll(platform, undefined, { path: otherPatients, token })).etag;
    expect(theirs).not.toBe(mine);
    await create(platform, { token }, otherPatients);
    expect(await poll(platform, mine)).toMatchObject({ status: 304, etag: mine });
    expect(await poll(platform, theirs, { path: otherPatients, token })).toMatchObject({ status: 200 });
  });
});

describe('who has written reads it', () => {
  test('while many others poll', async () => {
    let running = true;
    const others = Array.from({ length: 4 }, async () => {
      for (let tag = '"none"'; running; ) tag = (await poll(platform, tag)).etag;
    });
    try {
      let { etag } = await poll(platform);
      for (let round = 0; round < 50; round += 1) {
        const id = await create(platform);
        const next = await poll(platform, etag);
        expect({ round, status: next.status, read: next.ids.includes(id) }).toEqual({ round, status: 200, read: true });
        etag = next.etag;
        expect(await write('DELETE', `${PATIENTS}/${id}`)).toBe(204);
        const last = await poll(platform, etag);
        expect({ round, status: last.status, read: last.ids.includes(id) }).toEqual({
          round,
          status: 200,
          read: false,
        });
        etag = last.etag;
      }
    } finally {
      running = false;
      await Promise.all(others);
    }
  });

  test('while many others write', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        let { etag } = await poll(platform);
        for (let round = 0; round < 10; round += 1) {
          const id = await create(platform);
          const next = await poll(platform, etag);
          expect({ status: next.status, read: next.ids.includes(id) }).toEqual({ status: 200, read: true });
          etag = next.etag;
        }
      }),
    );
  });
});
