import type pg from 'pg';

/** The part of the driver's connection that a copy drives (pg/lib/connection.js; not in its public types). */
interface WireConnection {
  stream: NodeJS.WritableStream & { pause(): void; resume(): void; writableNeedDrain?: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

const submit = (client: pg.Client, copy: object) => client.query(copy as unknown as pg.Submittable);

/** How many bytes of rows are in memory at once, beyond one row. */
const SEGMENT_BYTES = 4 * 1024 * 1024;

/**
 * Runs `COPY ... TO STDOUT`.
 * @param onSegment gets whole rows, some megabytes at a time and never none; the server waits until it is done with them
 * @returns how many rows there were
 */
export function copyOut(client: pg.Client, sql: string, onSegment: (rows: Buffer) => Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    let gathered: Buffer[] = [];
    let bytes = 0;
    let rows = 0;
    let work = Promise.resolve();
    const handOn = () => {
      const segment = Buffer.concat(gathered);
      gathered = [];
      bytes = 0;
      work = work.then(() => onSegment(segment));
      // Told at the end.
      work.catch(() => {});
      return work;
    };
    submit(client, {
      submit: (connection: WireConnection) => {
        connection.query(sql);
      },
      handleCopyData({ chunk }: { chunk: Buffer }, { stream }: WireConnection) {
        // The driver uses its buffer again.
        gathered.push(Buffer.from(chunk));
        bytes += chunk.length;
        rows++;
        if (bytes < SEGMENT_BYTES) return;
        stream.pause();
        const resume = () => stream.resume();
        handOn().then(resume, resume);
      },
      handleCommandComplete() {},
      handleReadyForQuery() {
        if (bytes > 0) handOn();
        work.then(() => resolve(rows), reject);
      },
      handleError: reject,
    });
  });
}

/** Runs `COPY ... FROM STDIN` with these chunks of whole rows. */
export function copyIn(client: pg.Client, sql: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    submit(client, {
      submit: (connection: WireConnection) => {
        connection.query(sql);
      },
      handleCopyInResponse(connection: WireConnection) {
        send(connection, chunks).catch((error: Error) => {
          failure = error;
          connection.sendCopyFail('the copy cannot be read');
        });
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(failure ?? error),
    });
  });
}

async function send(connection: WireConnection, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) {
    connection.sendCopyFromChunk(chunk);
    if (connection.stream.writableNeedDrain) await new Promise((resume) => connection.stream.once('drain', resume));
  }
  connection.endCopyFrom();
}
