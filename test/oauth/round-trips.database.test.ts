import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Tx } from '../../src/platform/database/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { askForDevice, connect, poll, typeCode } from './device.ts';
import { type App, authorize, NATIVE, OFFLINE, redeem, refresh, WEB } from './flow.ts';
import { type SecondServer, startSecondServer } from './second-server.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

let platform: Platform;
let server: SecondServer;
let agent: UserAgent;
let roundTrips = 0;

beforeAll(async () => {
  platform = await startPlatform();
  agent = new UserAgent(platform.accountUrl);
  server = await startSecondServer(platform, { database: counting(platform.database) });
});
beforeEach(() => sql(platform, 'update client_secrets set last_used_at = now()'));
afterAll(async () => {
  server.close();
  await platform.close();
});

/** The same database; each time that it is waited for counts one. */
function counting(database: Database): Database {
  const countedTx = (tx: Tx): Tx => ({
    ...tx,
    query: (...work) => {
      roundTrips++;
      return tx.query(...work);
    },
  });
  return {
    ...database,
    query: (...work) => {
      roundTrips++;
      return database.query(...work);
    },
    batch: (work) => {
      roundTrips++;
      return database.batch(work);
    },
    transaction: (work) => {
      // `begin` and `commit`.
      roundTrips += 2;
      return database.transaction((tx) => work(countedTx(tx)));
    },
    forTenant: () => {
      throw new Error('the authorization server enters no tenant');
    },
  };
}

async function tripsOf<Result>(work: () => Promise<Result>): Promise<{ trips: number; result: Result }> {
  const before = roundTrips;
  const result = await work();
  return { trips: roundTrips - before, result };
}

const applications: [string, App][] = [
  ['a confidential application', WEB],
  ['a public application', NATIVE],
];

describe.each(applications)('%s', (_what, app) => {
  const exchange = async (parameters = {}) => {
    const callback = await authorize(platform, { agent, app, parameters });
    return tripsOf(() => redeem(server.platform, callback, app));
  };

  test('exchanges a code with eight round trips at most, refresh token included', async () => {
    const { trips, result } = await exchange(OFFLINE);
    expect(result).toMatchObject({ status: 200, body: { refresh_token: expect.any(String) } });
    expect(trips).toBeGreaterThan(0);
    expect(trips).toBeLessThanOrEqual(3);
    const without = await exchange();
    expect(without.result.status).toBe(200);
    expect(without.trips).toBeLessThanOrEqual(trips);
  });

  test('refreshes with three round trips at most, again and again, and when it is a retry', async () => {
    const { result: first } = await exchange(OFFLINE);
    const refreshed = await tripsOf(() => refresh(server.platform, first.body.refresh_token, app));
    expect(refreshed.result.status).toBe(200);
    expect(refreshed.trips).toBe(2);
    const retried = await tripsOf(() => refresh(server.platform, first.body.refresh_token, app));
    expect(retried.result.body.refresh_token).toBe(refreshed.result.body.refresh_token);
    expect(retried.trips).toBeLessThanOrEqual(3);
  });
});

test('that a secret was used is noted once a minute, which is the third round trip of a refresh', async () => {
  const callback = await authorize(platform, { agent, parameters: OFFLINE });
  const { body } = await redeem(platform, callback);
  await sql(platform, `update client_secrets set last_used_at = now() - interval '2 minutes'`);
  const first = await tripsOf(() => refresh(server.platform, body.refresh_token));
  const second = await tripsOf(() => refresh(server.platform, first.result.body.refresh_token));
  expect([first.result.status, second.result.status]).toEqual([200, 200]);
  expect([first.trips, second.trips]).toEqual([3, 2]);
});

test('a device asks with two round trips, and is answered with eight at most', async () => {
  const { body } = await askForDevice(platform);
  const waiting = await tripsOf(() => poll(server.platform, body.device_code));
  expect(waiting.result.body.error).toBe('authorization_pending');
  expect(waiting.trips).toBeLessThanOrEqual(2);
  await connect(agent, await typeCode(agent, body.user_code));
  const answered = await tripsOf(() => poll(server.platform, body.device_code));
  expect(answered.result).toMatchObject({ status: 200, body: { refresh_token: expect.any(String) } });
  expect(answered.trips).toBeLessThanOrEqual(8);
});
