import { readFile, rm } from 'node:fs/promises';
import type { CursorStore } from '../follow.ts';
import { isCode } from './lock.ts';
import { replaceFile } from './replace-file.ts';

/** Keeps track of the change feed in a file. */
export function fileCursor(path: string): CursorStore {
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim() || undefined;
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
    write: (cursor) => (cursor === undefined ? rm(path, { force: true }) : replaceFile(path, `${cursor}\n`)),
  };
}
