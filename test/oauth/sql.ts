import { createHash } from 'node:crypto';
import { statement } from '../../src/platform/database/index.ts';
import type { Platform } from '../harness/platform.ts';

/** Reads or changes what is stored behind the server's back, with the server's own rights. */
export function sql<Row = unknown>(
  { database }: Platform,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = `test_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  return database.query(statement<Row>(name, text), values);
}
