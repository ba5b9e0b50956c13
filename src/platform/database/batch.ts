import pg from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from './statement.ts';
import { types } from './types.ts';

export interface BoundStatement {
  statement: Statement;
  values: readonly unknown[];
}

/** The part of the driver's connection that a batch drives (pg/lib/connection.js; not in its public types). */
interface WireConnection {
  stream: { writable: boolean; write(bytes: Buffer): void };
}

interface Column {
  name: string;
  parse(text: string): unknown;
}

/** What a connection knows of a statement: `columns` once described; `uncertain` after a batch that failed. */
interface Prepared {
  columns: Column[] | undefined;
  uncertain: boolean;
}

const preparedByConnection = new WeakMap<WireConnection, Map<string, Prepared>>();

/** The driver's own conversion of parameters: arrays to PostgreSQL arrays, other objects to JSON (pg/lib/utils.js). */
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/**
 * Several statements sent in one go with one Sync at the end: one round trip, and one implicit transaction
 * (PostgreSQL, "Pipelining": statements up to a Sync commit or roll back together).
 * Submitted with `client.query(batch)`; `done` gets the rows of each statement in order.
 */
export class Batch {
  private readonly results: unknown[][];
  private current = 0;
  private connection: WireConnection | undefined;
  private failure: Error | undefined;
  private readonly statements: readonly BoundStatement[];
  private readonly named: boolean;
  private readonly done: (error: Error | undefined, results: unknown[][]) => void;

  constructor(
    statements: readonly BoundStatement[],
    named: boolean,
    done: (error: Error | undefined, results: unknown[][]) => void,
  ) {
    this.statements = statements;
    this.named = named;
    this.done = done;
    this.results = statements.map(() => []);
  }

  /** Called by the driver when the connection is free. */
  submit(connection: WireConnection): undefined {
    this.connection = connection;
    const messages = this.statements.flatMap((bound) => this.messagesOf(bound));
    // One write: many small ones in a row cost more than all else that is done here. A lost connection is told by its own event.
    if (connection.stream.writable) connection.stream.write(Buffer.concat([...messages, serialize.sync()]));
  }

  private messagesOf({ statement, values }: BoundStatement): Buffer[] {
    const name = this.named ? statement.name : '';
    const messages: Buffer[] = [];
    let prepared = this.prepared(statement);
    // An unnamed statement is replaced by the next one, so it is sent again even within one batch.
    if (!prepared || prepared.uncertain || !this.named) {
      if (prepared?.uncertain) messages.push(serialize.close({ type: 'S', name }));
      messages.push(serialize.parse({ name, text: statement.text }));
      prepared = { columns: undefined, uncertain: false };
      this.remember(statement, prepared);
    }
    messages.push(serialize.bind({ statement: name, values: values as unknown[], valueMapper: prepareValue }));
    if (!prepared.columns) messages.push(serialize.describe({ type: 'P', name: '' }));
    messages.push(serialize.execute());
    return messages;
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    const prepared = this.prepared(this.statements[this.current]!.statement);
    if (!prepared) return;
    prepared.columns = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: types.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }));
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const columns = this.prepared(this.statements[this.current]!.statement)?.columns;
    if (this.failure || !columns) return;
    try {
      const row: Record<string, unknown> = {};
      for (let index = 0; index < columns.length; index++) {
        const { name, parse } = columns[index]!;
        const text = message.fields[index]!;
        row[name] = text === null ? null : parse(text);
      }
      this.results[this.current]!.push(row);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  handleCommandComplete(): void {
    const prepared = this.prepared(this.statements[this.current]!.statement);
    if (prepared) prepared.columns ??= [];
    this.current++;
  }

  handleReadyForQuery(): void {
    this.done(this.failure, this.results);
  }

  /** Also called without a connection, when the one it was meant for is gone. */
  handleError(error: Error): void {
    for (const { statement } of this.connection ? this.statements : []) {
      const prepared = this.prepared(statement);
      if (prepared) this.remember(statement, { columns: undefined, uncertain: true });
    }
    this.done(error, this.results);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handlePortalSuspended(): void {
    throw new Error('a batch never limits the rows of a portal');
  }

  private prepared(statement: Statement): Prepared | undefined {
    return this.store().get(statement.name);
  }

  private remember(statement: Statement, prepared: Prepared): void {
    this.store().set(statement.name, prepared);
  }

  /** Unnamed statements live only as long as this batch. */
  private store(): Map<string, Prepared> {
    if (!this.named) return this.unnamed;
    let prepared = preparedByConnection.get(this.connection!);
    if (!prepared) {
      prepared = new Map();
      preparedByConnection.set(this.connection!, prepared);
    }
    return prepared;
  }

  private readonly unnamed = new Map<string, Prepared>();
}
