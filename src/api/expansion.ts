import Type, { type Static, type TSchema } from 'typebox';
import type { Condition, listStatements } from '../platform/database/index.ts';
import type { Policy } from './access/access.ts';
import { readByIds } from './pages.ts';
import type { Expansion } from './route.ts';
import { ref } from './schema.ts';

interface Source<Row> {
  resource: string;
  access: Policy;
  list: ReturnType<typeof listStatements<Row>>;
  /** Which rows exist for the API. */
  filter?: readonly Condition[];
  toItem(row: Row): unknown;
}

/** Lets other resources expand what this list has. */
export function expansionOf<Row extends { id: number }>({
  resource,
  access,
  list,
  filter,
  toItem,
}: Source<Row>): Expansion {
  return {
    resource,
    access,
    read: ({ db, tenant }, ids) => readByIds(db, tenant.id, list, ids, toItem, filter),
  };
}

/** A member that is there with `expand`, beside the id of the same name. */
export function expanded<Schema extends TSchema & { $id: string }>(schema: Schema) {
  return Type.Optional(Type.Unsafe<Static<Schema>>(ref(schema)));
}
