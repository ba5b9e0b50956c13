import { createHash } from 'node:crypto';
import type pg from 'pg';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Sealer } from '../../platform/crypto.ts';
import type { FileStore } from '../../platform/files/index.ts';
import { ArchiveError } from './archive-error.ts';
import * as queries from './backup.queries.ts';
import { copyOut } from './copy-streams.ts';
import { MANIFEST, NEEDED, sealedWord, writeManifest } from './manifest.ts';
import { type ArchiveWriter, writeArchive } from './write-archive.ts';

export interface Installed {
  /** Of the schema's owner. */
  url: string;
  sealer: Sealer;
  files: FileStore;
}

export interface BackupSummary {
  tables: number;
  rows: number;
  files: number;
  /** Files that were deleted while they were about to be copied. */
  gone: number;
}

interface WantedFile extends queries.StoredFile {
  tenantId: string;
}

/**
 * Copies a whole installation into one file: every row as of one moment, and then the files that these rows name, whose content
 * never changes. Servers may go on.
 * @param onProgress told how much of what is being copied is done
 * @throws ArchiveError, DatabaseSetupError
 */
export async function backUp(
  { url, sealer, files }: Installed,
  path: string,
  onProgress: (what: string, done: number, total: number) => void,
): Promise<BackupSummary> {
  const client = await queries.connectAsOwner(url);
  const summary: BackupSummary = { tables: 0, rows: 0, files: 0, gone: 0 };
  try {
    await queries.requireWholeSight(client);
    await writeArchive(path, async (archive) => {
      const wanted = await copyRows(client, archive);
      for (const file of wanted) {
        await copyFile(client, archive, file);
        onProgress('files', summary.files + summary.gone, wanted.length);
      }
    });
    return summary;
  } finally {
    await client.end();
  }

  async function copyRows(db: pg.Client, archive: ArchiveWriter): Promise<WantedFile[]> {
    await db.query('begin isolation level repeatable read read only');
    const tables = await queries.tablesOf(db);
    const tenants = await queries.tenantsOf(db);
    const manifest = {
      version: packageJson.version,
      ...(await queries.logPlaces(db)),
      schema: await queries.schemaOf(db),
      tables: tables.map(({ name, columns }) => ({ name, columns })),
      sequences: await queries.sequencesOf(db),
      sealed: sealedWord(sealer),
      needed: NEEDED,
    };
    await archive.add(MANIFEST, writeManifest(manifest));
    const wanted: WantedFile[] = [];
    for (const tenantId of tenants) {
      await queries.enterTenant(db, tenantId);
      wanted.push(...(await queries.filesOf(db, tenantId)).map((file) => ({ tenantId, ...file })));
    }
    for (const table of tables) {
      await copyTable(db, archive, table, tenants);
      onProgress('tables', ++summary.tables, tables.length);
    }
    await db.query('commit');
    return wanted;
  }

  async function copyTable(db: pg.Client, archive: ArchiveWriter, table: queries.Table, tenants: readonly string[]) {
    let part = 0;
    const add = (rows: Buffer) => archive.add(`tables/${table.name}/${String(++part).padStart(6, '0')}.copy`, rows);
    if (!table.ofTenants) {
      summary.rows += await copyOut(db, queries.copyOutSql(table, undefined), add);
      return;
    }
    for (const tenantId of tenants) {
      await queries.enterTenant(db, tenantId);
      summary.rows += await copyOut(db, queries.copyOutSql(table, tenantId), add);
    }
  }

  async function copyFile(db: pg.Client, archive: ArchiveWriter, { tenantId, store_key, bytes, sha256 }: WantedFile) {
    const content = await files.read(store_key, { start: 0, end: Math.max(0, bytes - 1) }).catch(() => undefined);
    if (!content) {
      if (await queries.isStillKept(db, tenantId, store_key))
        throw new ArchiveError(`The file ${store_key} of clinic ${tenantId} is missing from the file store.`);
      summary.gone++;
      return;
    }
    const hash = createHash('sha256');
    async function* hashed() {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    }
    await archive.addStream(`files/${store_key}`, bytes, hashed());
    if (hash.digest('hex') !== sha256)
      throw new ArchiveError(`The file ${store_key} of clinic ${tenantId} is not what was stored.`);
    summary.files++;
  }
}
