import { CorsiaError } from '@corsia/client';
import { ConfigError } from '../config.ts';
import { FileError } from '../import/file-error.ts';
import { DatabaseSetupError } from '../platform/database/index.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/index.ts';
import { ServiceError } from '../platform/errors.ts';
import { ArchiveError } from './backup/archive-error.ts';

const EXPECTED = [
  ArchiveError,
  ConfigError,
  CorsiaError,
  DatabaseSetupError,
  EmbeddedPostgresError,
  FileError,
  ServiceError,
];

/** Whether the message of an error is all that its reader needs. */
export function isExpected(error: unknown): error is Error {
  return EXPECTED.some((kind) => error instanceof kind);
}
