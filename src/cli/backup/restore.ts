import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { DatabaseSetupError } from '../../platform/database/index.ts';
import { newFileKey } from '../../platform/files/index.ts';
import { ArchiveError } from './archive-error.ts';
import type { Installed } from './back-up.ts';
import { connectAsOwner, requireWholeSight, schemaOf } from './backup.queries.ts';
import { MANIFEST, type Manifest, readManifest, requireSameKey } from './manifest.ts';
import { type ReadEntry, readArchive } from './read-archive.ts';
import * as queries from './restore.queries.ts';

export interface RestoreSummary {
  copiedAt: string;
  tables: number;
  files: number;
}

/**
 * Fills an empty, migrated database and the file store from a backup, whole or not at all.
 * @param onProgress told how many tables were begun, and how many files are there
 * @throws ArchiveError, DatabaseSetupError
 */
export async function restore(
  { url, sealer, files }: Installed,
  path: string,
  onProgress: (what: string, done: number, total?: number) => void,
): Promise<RestoreSummary> {
  const client = await connectAsOwner(url);
  const stored: string[] = [];
  try {
    await requireWholeSight(client);
    await client.query('begin');
    const entries = readArchive(path);
    const manifest = await readFirst(entries);
    requireSameKey(manifest, sealer);
    await requireSameSchema(client, manifest);
    if (await queries.hasContent(client))
      throw new DatabaseSetupError('The database is in use already; a backup is restored into an empty one.');
    const putBack = await queries.layAsideRules(client, manifest.tables);
    await fill(manifest, entries);
    await queries.setSequences(client, manifest.sequences);
    await queries.beginNewLife(client, manifest);
    await putBack();
    await client.query('commit');
    await client.query('analyze');
    return { copiedAt: manifest.copiedAt, tables: manifest.tables.length, files: stored.length };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    for (const key of stored) await files.remove(key).catch(() => {});
    throw error;
  } finally {
    await client.end();
  }

  async function fill(manifest: Manifest, entries: AsyncGenerator<ReadEntry>): Promise<void> {
    const tables = new Map(manifest.tables.map((table, index) => [table.name, { ...table, index }]));
    for await (const entry of entries) {
      const [kind, name = ''] = entry.name.split('/');
      const table = kind === 'tables' ? tables.get(name) : undefined;
      if (table) {
        onProgress('tables', table.index + 1, tables.size);
        await queries.copyRowsIn(client, table, entry.content());
      } else if (kind === 'files' && /^[0-9a-f]+$/.test(name)) {
        await storeFile(name, entry);
        onProgress('files', stored.length);
      } else throw new ArchiveError(`The backup has ${entry.name}, which this program does not know.`);
    }
  }

  async function storeFile(key: string, entry: ReadEntry): Promise<void> {
    const draft = join(tmpdir(), `corsia-restore-${newFileKey()}`);
    const hash = createHash('sha256');
    const file = await open(draft, 'wx', 0o600);
    try {
      for await (const chunk of entry.content()) {
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.close();
      stored.push(key);
      await files.put(key, { path: draft, bytes: entry.bytes, sha256: hash.digest() });
    } finally {
      await file.close();
      await rm(draft, { force: true });
    }
  }
}

async function readFirst(entries: AsyncGenerator<ReadEntry>): Promise<Manifest> {
  const { value: entry } = await entries.next();
  if (entry?.name === MANIFEST) return readManifest(await entry.whole());
  throw new ArchiveError('The file is no backup that this program knows.');
}

async function requireSameSchema(client: pg.Client, { schema, version }: Manifest): Promise<void> {
  const here = await schemaOf(client);
  const same = JSON.stringify(here) === JSON.stringify(schema);
  if (!same)
    throw new ArchiveError(
      `The backup is of Corsia ${version} and has another schema (${last(schema)}) than this program (${last(here)}); restore it with the version that made it, then upgrade.`,
    );
}

const last = (schema: Record<string, string>): string => Object.keys(schema).at(-1) ?? 'none';
