export { type Database, openDatabase, type TenantDatabase, type Tx } from './database.ts';
export { violatedConstraint } from './failures.ts';
export { APPLICATION_ROLE, migrate } from './migrate.ts';
export { type ProvisionedUrls, provisionDatabase } from './provision.ts';
export { roleProblem } from './roles.ts';
export { DatabaseSetupError } from './setup-error.ts';
export { type Queryable, type Statement, statement } from './statement.ts';
