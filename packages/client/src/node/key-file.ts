import { readFile } from 'node:fs/promises';
import type { KeychainEntry } from './file-store.ts';
import { isCode } from './lock.ts';
import { replaceFile } from './replace-file.ts';

/**
 * A key in a file of its own, such as a secret that is mounted into a container; made there with the first sign-in where
 * there is none. It protects copies of the other file, and nothing from whoever reads both.
 */
export function keyFile(path: string): KeychainEntry {
  return {
    async getPassword() {
      try {
        return (await readFile(path, 'utf8')).trim();
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    setPassword: (key) => replaceFile(path, `${key}\n`),
  };
}
