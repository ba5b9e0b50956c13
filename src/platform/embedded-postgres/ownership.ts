import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { connect } from './superuser.ts';

/** Advisory locks are per database: this one lives in "postgres", which the application does not use. */
const OWNER_LOCK = 1_668_248_179;

/** After `kill -9` of the owner its backend notices the broken socket only shortly after. */
const RELEASE_LIMIT_MS = 2_000;

export interface Ownership {
  /** Whether this process still owns the cluster; takes it back when the connection broke and nobody else did. */
  confirm(): Promise<boolean>;
  release(): Promise<void>;
}

/** Makes this process the one owner of the cluster for as long as it lives, or returns undefined when another one is. */
export async function takeOwnership(url: string): Promise<Ownership | undefined> {
  let holder = await lock(url);
  if (!holder) return undefined;
  return {
    async confirm() {
      if (holder && (await answers(holder))) return true;
      holder = await lock(url).catch(() => undefined);
      return holder !== undefined;
    },
    async release() {
      await holder?.end();
    },
  };
}

async function lock(url: string): Promise<pg.Client | undefined> {
  const client = await connect(url);
  const deadline = Date.now() + RELEASE_LIMIT_MS;
  try {
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [OWNER_LOCK]);
      if (rows[0]?.taken) return client;
      if (Date.now() > deadline) break;
      await sleep(50);
    }
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
  return undefined;
}

function answers(client: pg.Client): Promise<boolean> {
  return client.query('select 1').then(
    () => true,
    () => false,
  );
}
