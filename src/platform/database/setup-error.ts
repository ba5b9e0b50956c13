/** Why the program cannot use its database; the message is one sentence for the operator. */
export class DatabaseSetupError extends Error {
  override name = 'DatabaseSetupError';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Says in one sentence why a connection failed, without the password. */
export function describeConnectionFailure(url: string, error: Error & { code?: string }): DatabaseSetupError {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: 'the server', pathname: '/' };
  const place = `PostgreSQL at ${host}`;
  const reason = error.message || error.code || 'no answer';
  if (error.code === '3D000') return new DatabaseSetupError(`${place} has no database "${pathname.slice(1)}".`, error);
  if (error.code?.startsWith('28'))
    return new DatabaseSetupError(`${place} refused the credentials: ${reason}.`, error);
  return new DatabaseSetupError(`Cannot reach ${place}: ${reason}.`, error);
}
