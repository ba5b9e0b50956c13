import pg from 'pg';
import type { CallOptions, Platform } from '../harness/platform.ts';

export const PATIENTS = '/v2/tenants/sandbox-clinic/patients';

export interface Polled {
  status: number;
  etag: string;
  /** Of the items; empty when nothing changed. */
  ids: number[];
}

/** Reads the newest patients as a poller does, with the entity tag of its last answer. */
export async function poll(
  platform: Platform,
  tag?: string,
  {
    path = `${PATIENTS}?limit=200&updatedSince=2000-01-01T00:00:00Z&q=polled`,
    token,
  }: { path?: string; token?: string } = {},
): Promise<Polled> {
  const options: CallOptions = { headers: tag === undefined ? {} : { 'if-none-match': tag }, ...(token && { token }) };
  const response = await platform.call('GET', path, options);
  const text = await response.text();
  const etag = response.headers.get('etag');
  if ((response.status !== 200 && response.status !== 304) || !etag) throw new Error(`${response.status} ${text}`);
  const ids = text === '' ? [] : (JSON.parse(text) as { items: { id: number }[] }).items.map(({ id }) => id);
  return { status: response.status, etag, ids };
}

/** Stores a patient whom `poll` lists. */
export async function create(platform: Platform, options: CallOptions = {}, path = PATIENTS): Promise<number> {
  const response = await platform.call('POST', path, { body: { firstName: 'Anna', lastName: 'Polled' }, ...options });
  const { id } = (await response.json()) as { id: number };
  if (response.status !== 201) throw new Error(`not created: ${response.status}`);
  return id;
}

/**
 * Resolves once no transaction of the whole server is older than the last change. Until then the tag of a list may change
 * without a change of the list: a poller reads once too often, never too seldom.
 */
export async function settle(platform: Platform): Promise<void> {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  const sql = 'select from change_log where xid >= pg_snapshot_xmin(pg_current_snapshot()) limit 1';
  while ((await client.query(sql)).rowCount !== 0);
  await client.end();
}
