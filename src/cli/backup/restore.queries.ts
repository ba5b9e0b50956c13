import pg from 'pg';
import { copyInSql } from './backup.queries.ts';
import { copyIn } from './copy-streams.ts';
import type { Manifest, TableCopy } from './manifest.ts';

const quoted = pg.escapeIdentifier;

/** Further than any database counts while it lives: places and ids that were given after the copy are not given again. */
const PLACES_BETWEEN_LIVES = 2n ** 40n;
const IDS_BETWEEN_LIVES = 1_000_000;

/** Whether somebody has begun to use this database; nobody begins until the transaction ends. */
export async function hasContent(client: pg.Client): Promise<boolean> {
  await client.query('lock table tenants, users, clients in access exclusive mode');
  const { rows } = await client.query<{ found: boolean }>(
    'select exists (select from tenants) or exists (select from users) or exists (select from clients) as found',
  );
  return rows[0]!.found;
}

interface Constraint {
  table: string;
  name: string;
  definition: string;
}

/**
 * Lets rows come in as they were: no trigger runs, no policy hides, and references are judged when all is there.
 * Within a transaction, whose end `putBack` must precede.
 * @returns brings everything back
 */
export async function layAsideRules(client: pg.Client, tables: readonly TableCopy[]): Promise<() => Promise<void>> {
  const { rows: forced } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relforcerowsecurity and relkind in ('r', 'p')`,
  );
  const { rows: references } = await client.query<Constraint>(
    `select conrelid::regclass::text as table, conname::text as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f' and conparentid = 0`,
  );
  const each = async (names: readonly string[], change: string) => {
    for (const name of names) await client.query(`alter table ${quoted(name)} ${change}`);
  };
  const bound = forced.map(({ name }) => name);
  const all = tables.map(({ name }) => name);
  await each(bound, 'no force row level security');
  await each(all, 'disable trigger user');
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  await client.query(`truncate ${all.map(quoted).join(', ')}`);
  return async () => {
    for (const { table, name, definition } of references)
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    await each(all, 'enable trigger user');
    await each(bound, 'force row level security');
  };
}

export const copyRowsIn = (client: pg.Client, table: TableCopy, rows: AsyncIterable<Buffer>): Promise<void> =>
  copyIn(client, copyInSql(table), rows);

/** Ids that were given after the copy was made are known to others: they are not given to something else. */
export async function setSequences(client: pg.Client, next: Manifest['sequences']): Promise<void> {
  for (const [name, value] of Object.entries(next))
    await client.query('select setval($1::regclass, $2::bigint + $3, false)', [quoted(name), value, IDS_BETWEEN_LIVES]);
}

/**
 * Lets the log of changes go on behind everything that was told before, however this cluster counts its transactions. What was
 * not settled when the copy was made moves to the beginning of the new life, as does whatever comes from now on.
 */
export async function beginNewLife(client: pg.Client, manifest: Manifest): Promise<void> {
  const { changesUpTo: after, changesBefore, copiedAt } = manifest;
  const first = (BigInt(changesBefore) + PLACES_BETWEEN_LIVES).toString();
  const { rows } = await client.query<{ ahead: string }>(
    'select ($1::numeric - pg_current_xact_id()::text::numeric)::text as ahead',
    [first],
  );
  // Numbers that the database itself has just written.
  const place = (transaction: string) =>
    `greatest('${BigInt(first)}'::xid8, (${transaction}::text::bigint + (${BigInt(rows[0]!.ahead)}))::text::xid8)`;
  await client.query(`
    create or replace function change_log_place() returns xid8 language sql stable
      return ${place('pg_current_xact_id()')};
    create or replace function change_log_horizon() returns xid8 language sql stable
      return ${place('pg_snapshot_xmin(pg_current_snapshot())')}`);
  await client.query('update change_log set xid = $1::text::xid8 where xid >= $2::text::xid8', [first, after]);
  await client.query(
    'insert into change_log_gaps (after, before, copied_at) values ($1::text::xid8, $2::text::xid8, $3)',
    [after, first, copiedAt],
  );
}
