import type { Duplex } from 'node:stream';
import pg from 'pg';
import { Batch, type BoundStatement } from './batch.ts';
import { asUnavailable } from './failures.ts';
import { type Queryable, type Statement, statement } from './statement.ts';
import { types } from './types.ts';

/** Who acts, for the audit rows that the database writes in the same transaction as a change. */
interface Actor {
  userId: string;
  clientId: string;
  requestId: string;
  address: string;
  /** What is being done, such as `patients.create`. */
  action: string;
}

/** What row-level security and time zone rendering need to know of the tenant at hand. */
interface TenantContext {
  tenantId: string;
  timeZone: string;
  actor?: Actor;
}

/** A transaction in progress. Functions that must run inside one take this type, so that misuse does not compile. */
export interface Tx extends Queryable {
  readonly inTransaction: true;
  /** Runs within this same transaction. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs `work`; what it wrote is undone when it throws, while the transaction itself goes on. */
  savepoint<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Its statements, and the pauses between them, may last so many seconds from here on; 0 for no limit. */
  takeTime(seconds: number): Promise<void>;
}

/** One tenant's rows, and no others: every statement runs under row-level security for that tenant. */
export interface TenantDatabase extends Queryable {
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

export interface Database extends Queryable {
  /** Runs the statements in order, all in one transaction and one round trip. @returns the rows of each */
  batch(work: readonly BoundStatement[]): Promise<unknown[][]>;
  forTenant(context: TenantContext): TenantDatabase;
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Reads one state of a tenant's rows, however long that takes; nothing can be written (repeatable read, read only). */
  snapshot<Result>(context: TenantContext, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** Runs each statement within its own tenant, all in one transaction and one round trip. @returns the rows of each */
  acrossTenants(work: readonly TenantStatement[]): Promise<unknown[][]>;
  /** @throws ServiceError unavailable when no connection can be had */
  ping(): Promise<void>;
  close(): Promise<void>;
}

interface TenantStatement {
  context: TenantContext;
  statement: Statement;
  values: readonly unknown[];
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** Off behind a pooler that cannot keep prepared statements apart. */
  preparedStatements: boolean;
  /** Role to act as, for a connection whose own role may do more (sandbox only). */
  actAs?: string;
  onIdleError?: (error: Error) => void;
}

/**
 * Runs `work` in a transaction of its own; within a running one only what it wrote itself is undone when it throws, so that
 * whoever catches the error may go on.
 */
export function undoable<Result>(db: TenantDatabase | Tx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return 'inTransaction' in db ? db.savepoint(work) : db.transaction(work);
}

const enterTenant = statement<unknown>(
  'enter_tenant',
  `select set_config('corsia.tenant_id', $1, true), set_config('TimeZone', $2, true), set_config('corsia.actor', $3, true)`,
);
const enterTenantToPlan = statement<unknown>(
  'enter_tenant_to_plan',
  `${enterTenant.text}, set_config('plan_cache_mode', 'force_custom_plan', true)`,
);

const planEachTime = statement<unknown>(
  'plan_each_time',
  `select set_config('plan_cache_mode', 'force_custom_plan', true)`,
);

const takeTime = statement<unknown>(
  'take_time',
  `select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)`,
);

const ping = statement<unknown>('ping', 'select 1');

/** Milliseconds that the server lets a statement run. */
const STATEMENT_TIMEOUT = 20_000;
/** How much later its word that it gave up is here; after that nobody is at the other end, however open the connection looks. */
const GRACE = 10_000;

/** Opens a connection pool. Nothing connects before the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    types,
    connectionTimeoutMillis: 5000,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: STATEMENT_TIMEOUT,
    application_name: 'corsia',
    ...(options.actAs && { options: `-c role=${options.actAs}` }),
  });
  const onLost = (error: Error) => options.onIdleError?.(error);
  pool.on('error', onLost);
  // The pool listens only while it holds the connection: lost between two statements of a transaction, it would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  let closing: Promise<void> | undefined;
  const named = options.preparedStatements;
  const run = (statements: readonly BoundStatement[]) => runOnPool(pool, statements, named);

  return {
    query: async <Row>(sql: Statement<Row>, values: readonly unknown[] = []) => {
      const planning = sql.plannedEachTime ? [{ statement: planEachTime, values: [] }] : [];
      return (await run([...planning, { statement: sql, values }])).at(-1) as Row[];
    },
    batch: run,
    forTenant: (context) => {
      const entering = enter(context);
      return {
        query: async <Row>(sql: Statement<Row>, values: readonly unknown[] = []) =>
          (
            await run([
              sql.plannedEachTime ? { ...entering, statement: enterTenantToPlan } : entering,
              { statement: sql, values },
            ])
          )[1] as Row[],
        transaction: (work) => runTransaction(pool, named, work, entering),
      };
    },
    transaction: (work) => runTransaction(pool, named, work),
    snapshot: (context, work) => runTransaction(pool, named, work, enter(context), beginSnapshot),
    acrossTenants: async (work) => {
      const results = await run(work.flatMap(({ context, ...bound }) => [enter(context), bound]));
      return results.filter((_, index) => index % 2 === 1);
    },
    ping: async () => {
      await run([{ statement: ping, values: [] }]);
    },
    close: () => {
      closing ??= pool.end();
      return closing;
    },
  };
}

function enter({ tenantId, timeZone, actor }: TenantContext): BoundStatement {
  return { statement: enterTenant, values: [tenantId, timeZone, actor ? JSON.stringify(actor) : ''] };
}

function runOnPool(pool: pg.Pool, statements: readonly BoundStatement[], named: boolean): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    pool.connect((error, client, release) => {
      if (error || !client) return reject(asUnavailable(error ?? new Error('no connection')));
      submit(client, statements, named, STATEMENT_TIMEOUT, (failure, results) => {
        release();
        if (failure) reject(asUnavailable(failure));
        else resolve(results);
      });
    });
  });
}

function runOnClient(
  client: pg.PoolClient,
  statements: readonly BoundStatement[],
  named: boolean,
  timeout: number,
): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    submit(client, statements, named, timeout, (failure, results) =>
      failure ? reject(asUnavailable(failure)) : resolve(results),
    );
  });
}

/** @param timeout the server's, in milliseconds; 0 for none. A connection that is still without an answer then is given up. */
function submit(
  client: pg.PoolClient,
  statements: readonly BoundStatement[],
  named: boolean,
  timeout: number,
  done: (failure: Error | undefined, results: unknown[][]) => void,
): void {
  const giveUp = () => {
    const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
    stream.destroy(Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' }));
  };
  const timer = timeout === 0 ? undefined : setTimeout(giveUp, timeout + GRACE);
  const batch = new Batch(statements, named, (failure, results) => {
    clearTimeout(timer);
    done(failure, results);
  });
  client.query(batch as unknown as pg.Submittable);
}

const begin = statement<unknown>('begin', 'begin');
const beginSnapshot = statement<unknown>('begin_snapshot', 'begin isolation level repeatable read read only');
const commit = statement<unknown>('commit', 'commit');
const rollback = statement<unknown>('rollback', 'rollback');
const savepoint = statement<unknown>('savepoint', 'savepoint inner_work');
const releaseSavepoint = statement<unknown>('release_savepoint', 'release savepoint inner_work');
const rollbackToSavepoint = statement<unknown>('rollback_to_savepoint', 'rollback to savepoint inner_work');

async function runTransaction<Result>(
  pool: pg.Pool,
  named: boolean,
  work: (tx: Tx) => Promise<Result>,
  entering?: BoundStatement,
  beginning = begin,
): Promise<Result> {
  const client = await pool.connect().catch((error: Error) => {
    throw asUnavailable(error);
  });
  let timeout = STATEMENT_TIMEOUT;
  const run = (...statements: BoundStatement[]) => runOnClient(client, statements, named, timeout);
  const plain = (sql: Statement) => ({ statement: sql, values: [] });
  const tx: Tx = {
    inTransaction: true,
    query: async <Row>(sql: Statement<Row>, values: readonly unknown[] = []) =>
      (await run({ statement: sql, values }))[0] as Row[],
    transaction: (inner) => inner(tx),
    savepoint: async (inner) => {
      await run(plain(savepoint));
      try {
        const result = await inner(tx);
        await run(plain(releaseSavepoint));
        return result;
      } catch (error) {
        // A savepoint outlives the return to it: left behind, it would stand before an outer one of the same name.
        await run(plain(rollbackToSavepoint), plain(releaseSavepoint));
        throw error;
      }
    },
    takeTime: async (seconds) => {
      await run({ statement: takeTime, values: [`${seconds}s`] });
      timeout = seconds * 1000;
    },
  };
  let broken = false;
  try {
    await run(plain(beginning), ...(entering ? [entering] : []));
    const result = await work(tx);
    await run(plain(commit));
    return result;
  } catch (error) {
    await run(plain(rollback)).catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
