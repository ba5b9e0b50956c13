import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceError } from '../errors.ts';
import type { FileStore } from './file-store.ts';

/** Files in a folder, which several processes may share. */
export function createLocalFileStore(folder: string): FileStore {
  const pathOf = (key: string) => {
    if (!/^[0-9a-f]+$/.test(key)) throw new Error('a key of the file store has hexadecimal digits alone');
    return join(folder, key.slice(0, 2), key);
  };
  return {
    async put(key, { path }) {
      const target = pathOf(key);
      const part = `${target}.part`;
      try {
        await mkdir(dirname(target), { recursive: true, mode: 0o700 });
        await copyFile(path, part, constants.COPYFILE_EXCL);
        const file = await open(part, 'r+');
        await file.chmod(0o600);
        await file.sync().finally(() => file.close());
        await rename(part, target);
      } catch (error) {
        await rm(part, { force: true });
        throw unavailable(error);
      }
    },
    async read(key, { start, end }) {
      const file = await open(pathOf(key), 'r').catch((error) => {
        throw unavailable(error);
      });
      return file.createReadStream({ start, end });
    },
    async remove(key) {
      const target = pathOf(key);
      // The part is what a process that was killed while it stored the file has left.
      await Promise.all([rm(target, { force: true }), rm(`${target}.part`, { force: true })]).catch((error) => {
        throw unavailable(error);
      });
    },
  };
}

function unavailable(cause: unknown): ServiceError {
  return new ServiceError('unavailable', 'The file store is not available; please retry.', { cause });
}
