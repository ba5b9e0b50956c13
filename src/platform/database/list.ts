import { createLandmarks, SPACING } from './landmarks.ts';
import { type Queryable, type Statement, statement } from './statement.ts';

/** One condition of a list, on the row `r`. */
export interface Condition {
  /** Must depend on what is compared with, and on nothing that is not in the text, through `parameter` alone. */
  sql(parameter: (value: unknown) => string): string;
  /**
   * The column of one that has an index and mostly leaves few rows. PostgreSQL cannot know how its rows lie in the list's
   * order, nor how many they are among those of all tenants, and may read all of a list to find those at its end; so it is
   * asked for these rows first, in the order of their index.
   */
  leavesFew?: string | undefined;
}

interface Page {
  offset: number;
  limit: number;
}

/** Behind a row of a list, wherever that stands by now, and also when it is gone. */
export interface Place {
  id: number;
  /** What the list is ordered by before the id, as text; absent in the order of the ids. */
  key?: string | undefined;
}

interface ListOptions {
  /** Prefix of the statements' names. */
  name: string;
  table: string;
  /** What is answered of the row `r`. */
  columns: string;
  /** The columns by which the table finds a row, beside the tenant; the id when left out. */
  key?: readonly string[];
  /** Orders that may be asked for, by name; each ends with the id, so that pages never overlap. */
  orders?: Record<string, string>;
  /**
   * SQL of a text that differs after every committed change of the tenant $1's rows: pages that lie deep are then found from
   * landmarks. Everybody who may list the table must see the same rows, and columns of `orders` must not be null.
   */
  state?: string;
}

interface ListShape<Row> {
  page: Statement<Row>;
  /** The same of a list that a condition has made short; undefined when none of its conditions does. */
  few: Statement<Row & { list_few: boolean }> | undefined;
  /** The same with the state that it belongs to. */
  stated: Statement<Row & { list_state: string }>;
  /** The same, counted from a row of a state; nothing in any other state. */
  behind: Statement<Row>;
  /** Rows at equal distances behind a row of a state; nothing in any other state. */
  survey: Statement<{ id: number; position: number }>;
  count: Statement<{ total: number }>;
  /** The first rows, each with what it is ordered by. */
  keyed: Statement<Row & { id: number; list_key: string }>;
}

/** Offsets above this are worth landmarks. */
const DEEP = 10_000;
/** More rows than this are not looked up before the page. */
const FEW = 10_000;

/**
 * Lists of one table within a tenant. Statements are built once for each set of conditions, prepared once per connection, and
 * planned each time, as a plan for tenants of average size is a bad one for a large tenant. A page has one row more than its
 * limit if there are more behind it.
 */
export function listStatements<Row>(options: ListOptions) {
  const shapes = new Map<string, ListShape<Row>>();
  const landmarks = createLandmarks();

  function prepare(conditions: readonly Condition[], values: unknown[], order: string) {
    const parameter = (value: unknown) => `$${values.push(value)}`;
    const where = conditions.map((condition) => ({ ...condition, text: condition.sql(parameter) }));
    // The text itself: two questions that share a statement cannot be different ones.
    const shape = JSON.stringify([order, ...where.map(({ text, leavesFew }) => [text, leavesFew])]);
    let statements = shapes.get(shape);
    if (!statements) {
      statements = buildShape<Row>(options, shapes.size, order, where, values.length);
      shapes.set(shape, statements);
    }
    return { statements, shape };
  }

  /** A page that lies deep: counted from the landmark before it while that holds, else from the beginning. */
  async function readDeep(
    db: Queryable,
    { stated, behind, survey }: ListShape<Row>,
    list: string,
    values: unknown[],
    { offset, limit }: Page,
  ): Promise<Row[]> {
    const remember = (state: string, rows: readonly Row[]) => {
      const last = rows[limit - 1] as { id: number } | undefined;
      landmarks.add(list, state, last ? [{ position: offset + limit, id: last.id }] : []);
      return [...rows];
    };
    let landmark = landmarks.before(list, offset);
    if (landmark && offset - landmark.position > 2 * SPACING) {
      const { position, id, state } = landmark;
      await landmarks.fill(list, async () => {
        landmarks.add(list, state, await db.query(survey, [...values, id, offset - position, position, state]));
      });
      landmark = landmarks.before(list, offset);
    }
    if (landmark?.id) {
      const { position, id, state } = landmark;
      const rows = await db.query(behind, [...values, id, limit + 1, offset - position, state]);
      if (rows.length > 0) return remember(state, rows);
    }
    const rows = await db.query(stated, [...values, limit + 1, offset]);
    return remember(rows[0]!.list_state, withoutFlag(rows));
  }

  return {
    async page(
      db: Queryable,
      tenantId: string,
      conditions: readonly Condition[],
      page: Page,
      order = '',
    ): Promise<Row[]> {
      const values: unknown[] = [tenantId];
      const { statements, shape } = prepare(conditions, values, order);
      if (statements.few) {
        const rows = await db.query(statements.few, [...values, page.limit + 1, page.offset]);
        if (rows[0]!.list_few) return withoutFlag(rows);
      }
      if (options.state && page.offset > DEEP)
        return readDeep(db, statements, JSON.stringify([shape, values]), values, page);
      return db.query(statements.page, [...values, page.limit + 1, page.offset]);
    },
    /**
     * The rows behind a place, or the first ones, whatever was added or removed since that place was told; one more than the
     * limit if there are more. Their keys are the places behind them.
     */
    async behind(
      db: Queryable,
      tenantId: string,
      conditions: readonly Condition[],
      { after, limit }: { after?: Place | undefined; limit: number },
      order = '',
    ): Promise<{ row: Row; place: Place }[]> {
      const sorting = options.orders?.[order] ?? 'r.id';
      const further = after ? [...conditions, behindPlace(sorting, after)] : conditions;
      if (isById(sorting)) {
        const rows = await this.page(db, tenantId, further, { offset: 0, limit }, order);
        return rows.map((row) => ({ row, place: { id: (row as { id: number }).id } }));
      }
      const values: unknown[] = [tenantId];
      const { statements } = prepare(further, values, order);
      const rows = await db.query(statements.keyed, [...values, limit + 1]);
      return rows.map((row) => ({ row, place: { id: row.id, key: row.list_key } }));
    },
    async count(db: Queryable, tenantId: string, conditions: readonly Condition[]): Promise<number> {
      const values: unknown[] = [tenantId];
      const { statements } = prepare(conditions, values, '');
      return (await db.query(statements.count, values))[0]!.total;
    },
  };
}

/** A flag comes with every row, and with a row of nulls when there is none. */
function withoutFlag<Row>(rows: readonly Row[]): Row[] {
  return (rows[0] as { id: number | null }).id === null ? [] : [...rows];
}

function buildShape<Row>(
  { name, table, columns, key = ['id'], orders = {}, state: ofTable = `''` }: ListOptions,
  number: number,
  order: string,
  conditions: readonly (Condition & { text: string })[],
  parameters: number,
): ListShape<Row> {
  const sorting = orders[order] ?? 'r.id';
  const where = ['r.tenant_id = $1', ...conditions.map(({ text }) => text)].join(' and ');
  const next = (place: number) => `$${parameters + place}`;
  const planned = <Result>(kind: string, text: string) =>
    statement<Result>(`${name}_${kind}_${number}`, text, { plannedEachTime: true });
  const own = key.map((column) => `r.${column}`).join(', ');
  const ids = `select ${own} from ${table} r where ${where}`;
  const isOfPage = ['r.tenant_id = $1', ...key.map((column) => `r.${column} = page.${column}`)].join(' and ');
  /** One process may work with several databases. */
  const state = `current_database() || ' ' || ${ofTable}`;
  const indexed = conditions.find(({ leavesFew }) => leavesFew)?.leavesFew;
  /** Nothing but the flag when there is no row. */
  const flagged = (flag: string, page: string) =>
    `select ${columns}, f.* from (select ${flag}) f
       left join ((${page}) page join ${table} r on ${isOfPage}) on true
      order by ${sorting}`;
  // The page is found by ids alone; only the rows answered are read whole.
  const pageOf = (page: string) =>
    `select ${columns} from ${table} r join (${page}) page on ${isOfPage} order by ${sorting}`;
  return {
    page: planned('list', pageOf(`${ids} order by ${sorting} limit ${next(1)} offset ${next(2)}`)),
    few:
      isById(sorting) && indexed !== undefined
        ? planned(
            'few',
            `with few as materialized (${ids} order by ${indexed} limit ${FEW + 1}) ${flagged(
              `(select count(*) from few) <= ${FEW} as list_few`,
              `select ${own} from few r where (select count(*) from few) <= ${FEW}
                order by ${sorting} limit ${next(1)} offset ${next(2)}`,
            )}`,
          )
        : undefined,
    stated: planned(
      'stated',
      flagged(`${state} as list_state`, `${ids} order by ${sorting} limit ${next(1)} offset ${next(2)}`),
    ),
    behind: planned(
      'behind',
      pageOf(`${ids} and ${behindRow(table, sorting, next(1))} and ${state} = ${next(4)}
               order by ${sorting} limit ${next(2)} offset ${next(3)}`),
    ),
    survey: planned(
      'survey',
      `select id, position
         from (select r.id, ${next(3)}::bigint + row_number() over (order by ${sorting}) as position
                 from ${table} r
                where ${where} and (${next(3)}::bigint = 0 or ${behindRow(table, sorting, next(1))}) and ${state} = ${next(4)}
                order by ${sorting} limit ${next(2)}) rows
        where position % ${SPACING} = 0
        order by position`,
    ),
    count: planned('count', `select count(*) as total from ${table} r where ${where}`),
    keyed: planned(
      'keyed',
      `select ${columns}, (${termsOf(sorting)[0]})::text as list_key
         from ${table} r join (${ids} order by ${sorting} limit ${next(1)}) page on ${isOfPage}
        order by ${sorting}`,
    ),
  };
}

const isById = (sorting: string) => termsOf(sorting).length === 1;

/** What an order compares, without its direction, which is the same for all of it. */
function termsOf(sorting: string): string[] {
  const end = sorting.lastIndexOf(', ');
  const terms = end < 0 ? [sorting] : [sorting.slice(0, end), sorting.slice(end + 2)];
  return terms.map((term) => term.replace(/ desc$/, ''));
}

const signOf = (sorting: string) => (sorting.endsWith(' desc') ? '<' : '>');

/** What stands behind a place. */
function behindPlace(sorting: string, { id, key }: Place): Condition {
  const sign = signOf(sorting);
  return {
    sql: (parameter) =>
      isById(sorting)
        ? `r.id ${sign} ${parameter(id)}::bigint`
        : `(${termsOf(sorting).join(', ')}) ${sign} (${parameter(key)}, ${parameter(id)}::bigint)`,
  };
}

/** What stands behind the row with this id, in an order whose columns go all in one direction. */
function behindRow(table: string, sorting: string, id: string): string {
  const terms = termsOf(sorting);
  const sign = signOf(sorting);
  if (terms.length === 1) return `r.id ${sign} ${id}::bigint`;
  const values = terms.map(
    (term) => `(select ${term} from ${table} r where r.tenant_id = $1 and r.id = ${id}::bigint)`,
  );
  return `(${terms.join(', ')}) ${sign} (${values.join(', ')})`;
}

/** A condition that holds when `value` is undefined, and else compares: `sql` gets the parameter's name. */
export function given(
  value: unknown,
  sql: (parameter: string) => string,
  { leavesFew }: Pick<Condition, 'leavesFew'> = {},
): Condition[] {
  return value === undefined ? [] : [{ sql: (parameter) => sql(parameter(value)), leavesFew }];
}

/** A condition that an expression contains a text in any case; none for an empty text. */
export function containing(expression: string, text: string): Condition[] {
  return given(text === '' ? undefined : text.toLowerCase(), (part) => `strpos(lower(${expression}), ${part}) > 0`);
}
