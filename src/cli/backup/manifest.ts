import type { Sealer } from '../../platform/crypto.ts';
import { ArchiveError } from './archive-error.ts';

/** The first entry of an archive: what it is a copy of. */
export const MANIFEST = 'MANIFEST.json';
const FORMAT = 'corsia-backup-1';
const SEALED = { text: 'corsia', context: 'backup' };

export interface TableCopy {
  name: string;
  columns: string[];
}

export interface Manifest {
  format: typeof FORMAT;
  /** Of the program that wrote it. */
  version: string;
  copiedAt: string;
  /** Migrations that made the schema, by name, with their checksums. */
  schema: Record<string, string>;
  tables: TableCopy[];
  /** The next value of each sequence. */
  sequences: Record<string, string>;
  /** Place of the change log below which the copy has everything. */
  changesUpTo: string;
  /** Place of the change log that nothing in the copy reaches. */
  changesBefore: string;
  /** A word that the key of the installation can open, in hex; the key itself is not in the archive. */
  sealed: string;
  needed: string[];
}

export const NEEDED = [
  'ENCRYPTION_KEY, or secrets.json of a sandbox: without it nothing that is sealed can be opened',
  'COOKIE_KEYS: with others, people sign in again',
];

export const sealedWord = (sealer: Sealer): string => sealer.seal(SEALED.text, SEALED.context).toString('hex');

export function writeManifest(content: Omit<Manifest, 'format'>): Buffer {
  return Buffer.from(`${JSON.stringify({ format: FORMAT, ...content }, null, 2)}\n`);
}

/** @throws ArchiveError for what is no manifest of a backup */
export function readManifest(content: Buffer): Manifest {
  const manifest = parsed(content);
  if (manifest?.format === FORMAT) return manifest as Manifest;
  throw new ArchiveError('The file is no backup that this program knows.');
}

function parsed(content: Buffer): Partial<Manifest> | undefined {
  try {
    return JSON.parse(content.toString()) as Partial<Manifest>;
  } catch {
    return undefined;
  }
}

/** @throws ArchiveError when the installation has another key than the one that sealed what is in the archive */
export function requireSameKey({ sealed }: Manifest, sealer: Sealer): void {
  try {
    sealer.unseal(Buffer.from(sealed, 'hex'), SEALED.context);
  } catch {
    throw new ArchiveError(
      'The backup was made with another ENCRYPTION_KEY; set it to that of the installation (a sandbox keeps it in secrets.json of its data folder).',
    );
  }
}
