import type { Temporal } from 'temporal-polyfill';
import type { TSchema } from 'typebox';
import type { Access } from '../api/access/access.ts';
import type { Tx } from '../platform/database/index.ts';
import type { ErrorDetail } from '../platform/errors.ts';

/** One row of a file: members as the API names them, not checked yet. */
export type Row = Record<string, unknown>;

export interface ImportContext {
  tx: Tx;
  tenant: NonNullable<Access['tenant']>;
  now: Temporal.ZonedDateTime;
}

/** What became of a row, or why it is rejected. */
export type Outcome = 'created' | 'updated' | 'unchanged' | readonly ErrorDetail[];

/** Something that can be imported. */
export interface Importable {
  /** As it stands on the command line. */
  name: string;
  /** What tells that a row is of something that is there already, in words. */
  identity: string;
  /** Everything that a row may have; tells how the text of a cell is read. */
  members: TSchema;
  open(context: ImportContext): Promise<RowStore>;
}

export interface RowStore {
  /** Stores some rows. @returns what became of each, in order */
  store(rows: readonly Row[]): Promise<Outcome[]>;
}
