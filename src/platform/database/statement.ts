/**
 * One SQL statement, prepared once per connection under its name.
 * `Row` is the shape of what it returns; the name must be unique in the program.
 */
export interface Statement<Row = unknown> {
  readonly name: string;
  readonly text: string;
  /** Carries the row type; never set. */
  readonly row?: Row;
}

export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** Anything a statement can run on: the pool, a tenant's view of it, or a transaction. */
export interface Queryable {
  query<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
}
