/** The embedded PostgreSQL cannot start or stop. `message` is one public sentence, `cause` the internal detail. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** The system error code (`ENOENT`, ...) or SQLSTATE of whatever was thrown. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
