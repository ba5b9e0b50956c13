import { type Queryable, type Statement, statement } from '../../platform/database/index.ts';

export interface StoredRow {
  stored_version: number;
  /** When it was superseded, or deleted. */
  stored_at: string;
  gone: boolean;
}

export interface VersionStatements<Row> {
  one: Statement<Row & StoredRow>;
  page: Statement<Row & StoredRow>;
  last: Statement<StoredRow>;
  asOf: Statement<Row & { asked_place: number }>;
}

/**
 * Reads the rows of a table as they were, with the columns that the resource reads of its own rows.
 * @param columns of the row `r`
 */
export function versionStatements<Row>(resource: string, table: string, columns: string): VersionStatements<Row> {
  const stored = 's.version as stored_version, s.at as stored_at, s.content is null as gone';
  const those = `from superseded_versions s cross join lateral jsonb_populate_record(null::${table}, s.content) r
    where s.tenant_id = $1 and s.resource = '${resource}' and s.resource_id = $2`;
  return {
    one: statement(`${resource}_version`, `select ${columns}, ${stored} ${those} and s.version = $3`),
    page: statement(
      `${resource}_versions`,
      `select ${columns}, ${stored} ${those} and s.version < $3 order by s.version desc limit $4`,
    ),
    last: statement(
      `${resource}_last_version`,
      `select ${stored} from superseded_versions s
        where s.tenant_id = $1 and s.resource = '${resource}' and s.resource_id = $2 order by s.version desc limit 1`,
    ),
    asOf: statement(
      `${resource}_as_of`,
      `select ${columns}, w.place as asked_place
         from unnest($2::bigint[], $3::timestamptz[]) with ordinality as w (id, at, place)
        cross join lateral (select content from superseded_versions
                             where tenant_id = $1 and resource = '${resource}' and resource_id = w.id
                               and at >= w.at and content is not null
                             order by version limit 1) s
        cross join lateral jsonb_populate_record(null::${table}, s.content) r`,
    ),
  };
}

export async function readVersion<Row>(
  db: Queryable,
  { one }: VersionStatements<Row>,
  values: [tenantId: string, id: number, version: number],
): Promise<(Row & StoredRow) | undefined> {
  return (await db.query(one, values))[0];
}

/** Those before a version, the latest first. */
export function readVersions<Row>(
  db: Queryable,
  { page }: VersionStatements<Row>,
  values: [tenantId: string, id: number, before: number, limit: number],
): Promise<(Row & StoredRow)[]> {
  return db.query(page, values);
}

/** Objects as they were at an instant each; those that have not changed since are missing. */
export function readAsOf<Row>(
  db: Queryable,
  { asOf }: VersionStatements<Row>,
  values: [tenantId: string, ids: readonly number[], at: readonly string[]],
): Promise<(Row & { asked_place: number })[]> {
  return db.query(asOf, values);
}

export async function readLast<Row>(
  db: Queryable,
  { last }: VersionStatements<Row>,
  values: [tenantId: string, id: number],
): Promise<StoredRow | undefined> {
  return (await db.query(last, values))[0];
}
