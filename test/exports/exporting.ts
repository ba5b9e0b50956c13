import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Answer, type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { runSql } from '../medical-reports/sql.ts';

export const CLINIC = '/v2/tenants/sandbox-clinic';
export const EXPORTS = `${CLINIC}/exports`;

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
export type Body = any;

export interface ExportClinic {
  platform: Platform;
  call: CheckedCall<Body>;
  sql(text: string, values?: unknown[]): Promise<Body[]>;
  /** Begins an export; `token` defaults to the manager's. */
  begin(body?: object, token?: string): Promise<Answer<Body>>;
  /** Waits until an export has one of these statuses. */
  until(id: number, statuses: readonly string[], token?: string): Promise<Body>;
  /** Begins an export and waits until it is completed. */
  exported(body?: object, token?: string): Promise<Body>;
  /** The lines of a file. */
  lines(url: string, token?: string): Promise<string[]>;
  hold: (table: string, mode?: string) => ReturnType<typeof holdTable>;
  /** Waits until a statement like this waits for a lock. */
  waiting(like: string): Promise<void>;
  close(): Promise<void>;
}

export async function startExportClinic(): Promise<ExportClinic> {
  const platform = await startPlatform();
  const call = await checkedCalls<Body>(platform);
  const sql = (text: string, values?: unknown[]) => runSql(platform.superuserUrl, text, values);
  const withToken = (token?: string) => (token === undefined ? {} : { token });
  const begin: ExportClinic['begin'] = (body = {}, token) => call('POST', EXPORTS, { body, ...withToken(token) });
  const until: ExportClinic['until'] = async (id, statuses, token) => {
    for (;;) {
      const answer = await call('GET', `${EXPORTS}/${id}`, withToken(token));
      if (answer.status !== 200) throw new Error(answer.text);
      if (statuses.includes(answer.body.status)) return answer.body;
      await sleep(50);
    }
  };
  return {
    platform,
    call,
    sql,
    begin,
    until,
    async exported(body, token) {
      const begun = await begin(body, token);
      if (begun.status !== 202) throw new Error(begun.text);
      const ended = await until(begun.body.id, ['completed', 'failed'], token);
      if (ended.status !== 'completed') throw new Error(JSON.stringify(ended));
      return ended;
    },
    async lines(url, token) {
      const response = await platform.call('GET', url, withToken(token));
      const text = await response.text();
      if (response.status !== 200) throw new Error(text);
      return text === '' ? [] : text.replace(/\n$/, '').split('\n');
    },
    async waiting(like) {
      const found = `select 1 from pg_stat_activity
                      where datname = current_database() and wait_event_type = 'Lock' and query like $1`;
      while ((await sql(found, [like])).length === 0) await sleep(20);
    },
    hold: (table, mode) => holdTable(platform.superuserUrl, table, mode),
    close: () => platform.close(),
  };
}

/** Locks a table in a transaction of its own. @returns does something in that transaction, and lets the table go */
export async function holdTable(
  url: string,
  table: string,
  mode = 'access exclusive',
): Promise<(last?: string) => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`begin; lock table ${table} in ${mode} mode`);
  return async (last = '') => {
    await client.query(`${last}; commit`);
    await client.end();
  };
}
