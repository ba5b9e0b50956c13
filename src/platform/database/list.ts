import { type Queryable, type Statement, statement } from './statement.ts';

/** One condition of a list, on the row `r`. */
export interface Condition {
  /** Tells one shape of statement from another; values do not matter. */
  shape: string;
  sql(parameter: (value: unknown) => string): string;
}

interface Page {
  offset: number;
  limit: number;
}

interface ListOptions {
  /** Prefix of the statements' names. */
  name: string;
  table: string;
  /** What is answered of the row `r`. */
  columns: string;
  /** Orders that may be asked for, by name; each ends with the id, so that pages never overlap. */
  orders?: Record<string, string>;
}

/**
 * Lists of one table within a tenant. Statements are built once for each set of conditions, prepared once per connection;
 * a page has one row more than its limit if there are more behind it.
 */
export function listStatements<Row>({ name, table, columns, orders = {} }: ListOptions) {
  const known = new Map<string, { page: Statement<Row>; count: Statement<{ total: number }> }>();

  function prepare(conditions: readonly Condition[], values: unknown[], order: string) {
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const where = ['r.tenant_id = $1', ...conditions.map(({ sql }) => sql(parameter))].join(' and ');
    const shape = [order, ...conditions.map((condition) => condition.shape)].join(' ');
    let statements = known.get(shape);
    if (!statements) {
      const next = values.length + 1;
      const number = known.size;
      const sorting = orders[order] ?? 'r.id';
      statements = {
        // The page is found by ids alone; only the rows answered are read whole.
        page: statement<Row>(
          `${name}_list_${number}`,
          `select ${columns}
             from ${table} r join (select r.id from ${table} r where ${where} order by ${sorting} limit $${next} offset $${next + 1}) page
               on r.tenant_id = $1 and r.id = page.id
            order by ${sorting}`,
        ),
        count: statement<{ total: number }>(
          `${name}_count_${number}`,
          `select count(*) as total from ${table} r where ${where}`,
        ),
      };
      known.set(shape, statements);
    }
    return statements;
  }

  return {
    page(db: Queryable, tenantId: string, conditions: readonly Condition[], { offset, limit }: Page, order = '') {
      const values: unknown[] = [tenantId];
      const statements = prepare(conditions, values, order);
      return db.query(statements.page, [...values, limit + 1, offset]);
    },
    async count(db: Queryable, tenantId: string, conditions: readonly Condition[]): Promise<number> {
      const values: unknown[] = [tenantId];
      const statements = prepare(conditions, values, '');
      return (await db.query(statements.count, values))[0]!.total;
    },
  };
}

/** A condition that holds when `value` is undefined, and else compares: `sql` gets the parameter's name. */
export function given(shape: string, value: unknown, sql: (parameter: string) => string): Condition[] {
  return value === undefined ? [] : [{ shape, sql: (parameter) => sql(parameter(value)) }];
}
