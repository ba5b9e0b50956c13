import pg from 'pg';
import type { Platform } from '../harness/platform.ts';
import { tenantTables } from '../tenancy/tenant-tables.ts';

/** A fingerprint of everything that clinics have stored, but for the audit, which also holds refusals. */
export async function storedRows(platform: Platform): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  try {
    const stored: Record<string, string> = {};
    for (const table of await tenantTables(client)) {
      if (table === 'audit_events') continue;
      const { rows } = await client.query(
        `select count(*) || ' rows, ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as print from ${table} t`,
      );
      stored[table] = rows[0].print;
    }
    return stored;
  } finally {
    await client.end();
  }
}
