import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

/** Bytes of a file, both ends included, from 0. */
interface ByteRange {
  start: number;
  end: number;
}

/** A file on the disk whose size and hash are known. */
export interface LocalFile {
  path: string;
  bytes: number;
  sha256: Buffer;
}

/** Where contents too large for the database are kept: every process of an installation sees the same. */
export interface FileStore {
  /** Stores a copy of a file; it is complete when this resolves. @throws ServiceError unavailable */
  put(key: string, file: LocalFile): Promise<void>;
  /** @throws ServiceError unavailable when it is not there or cannot be read */
  read(key: string, range: ByteRange): Promise<Readable>;
  /** Removes a file, if it is there. @throws ServiceError unavailable */
  remove(key: string): Promise<void>;
}

/** A name that nobody can guess and that says nothing. */
export function newFileKey(): string {
  return randomBytes(24).toString('hex');
}
