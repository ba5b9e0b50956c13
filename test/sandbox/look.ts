import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { fillLivingClinic, LIVING, MANAGER, MOMENT } from './living.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
type Body = any;

export type LivingClinic = ReturnType<typeof livingClinic>;

/** A platform with the living clinic in it: rows by SQL as they are stored, and what the API answers. */
export function livingClinic() {
  let platform: Platform;
  let client: pg.Client;
  let call: CheckedCall<Body>;
  beforeAll(async () => {
    platform = await startPlatform();
    await fillLivingClinic(platform.database);
    call = await checkedCalls<Body>(platform);
    client = new pg.Client({ connectionString: platform.superuserUrl });
    await client.connect();
    await client.query(`set timezone = 'Europe/Rome'`);
    await client.query('analyze');
  }, 120_000);
  afterAll(async () => {
    await client?.end();
    await platform?.close();
  });

  /** `$1` is the clinic, this one when none is said, and `$2`, where it is written, the moment at which it is looked at. */
  const query = async (sql: string, tenantId = LIVING): Promise<Body[]> =>
    (await client.query(sql, sql.includes('$2') ? [tenantId, MOMENT] : [tenantId])).rows;
  const none = async (sql: string) => expect(await query(sql)).toEqual([]);
  const answer = async (path: string, email = MANAGER) =>
    call('GET', `/v2/tenants/${LIVING}${path}`, { token: await platform.token({ email }) });
  const get = async (path: string): Promise<Body> => {
    const { status, text, body } = await answer(path);
    expect(status, text).toBe(200);
    return body;
  };
  const bytesOf = async (path: string): Promise<Buffer> => {
    const token = await platform.token({ email: MANAGER });
    const file = await platform.call('GET', `/v2/tenants/${LIVING}${path}`, { token });
    return Buffer.from(await file.arrayBuffer());
  };
  return {
    get platform() {
      return platform;
    },
    query,
    none,
    answer,
    get,
    bytesOf,
  };
}
