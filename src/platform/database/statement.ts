/**
 * One SQL statement, prepared once per connection under its name.
 * `Row` is the shape of what it returns; the name is unique in the program.
 */
export interface Statement<Row = unknown> {
  readonly name: string;
  readonly text: string;
  /**
   * Planned for its values each time that it runs outside of a transaction, not once for all: worth a fraction of a
   * millisecond where the right plan for a large tenant is the wrong one for a small tenant.
   */
  readonly plannedEachTime?: boolean;
  /** Carries the row type; never set. */
  readonly row?: Row;
}

/** PostgreSQL cuts longer names off, so that two statements would become one (NAMEDATALEN). */
const MOST_NAME_BYTES = 63;

const textsByName = new Map<string, string>();

/** @throws Error when the name is too long, or is that of another statement: connections would mistake one for the other */
export function statement<Row>(name: string, text: string, { plannedEachTime = false } = {}): Statement<Row> {
  if (Buffer.byteLength(name) > MOST_NAME_BYTES) throw new Error(`the statement name ${name} is too long`);
  if ((textsByName.get(name) ?? text) !== text) throw new Error(`two statements have the name ${name}`);
  textsByName.set(name, text);
  return { name, text, plannedEachTime };
}

/** Anything a statement can run on: the pool, a tenant's view of it, or a transaction. */
export interface Queryable {
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}
