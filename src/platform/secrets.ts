import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Secrets of an installation that was not given any: a sandbox keeps its own beside its data. */
export interface LocalSecrets {
  databasePassword: string;
  cookieKey: string;
  encryptionKey: string;
}

/** Reads `secrets.json` of the data folder, or makes it. Of processes that start at once the first wins. */
export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  const path = join(dataDir, 'secrets.json');
  const read = async () => JSON.parse(await readFile(path, 'utf8')) as LocalSecrets;
  const known = await read().catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known) return known;
  const secret = () => randomBytes(32).toString('base64url');
  const secrets: LocalSecrets = { databasePassword: secret(), cookieKey: secret(), encryptionKey: secret() };
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${process.pid}.${secret()}`;
  await writeFile(draft, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
  // A link appears with its whole content, or not at all when another process was first.
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return read();
}
