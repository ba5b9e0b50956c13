import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Returns the path, or throws: pg_ctl and initdb hand paths to a shell between double quotes. */
export function assertPlainPath(path: string): string {
  if (process.platform === 'win32' || !/["$`\\\n]/.test(path)) return path;
  throw new EmbeddedPostgresError(
    `The path of the folder ${path} has one of the characters " $ \` \\, which PostgreSQL's programs cannot handle: use another folder.`,
  );
}
