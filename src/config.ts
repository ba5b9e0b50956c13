import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { MODERN_CIPHERS, type Tls } from './platform/http/secure-transport.ts';

type Mode = 'sandbox' | 'production';

export interface Config {
  mode: Mode;
  dataDir: string;
  /** Where the server connects; undefined starts the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** Where migrations connect, as the owner of the schema. */
  databaseMigrationUrl: string | undefined;
  databasePoolSize: number;
  databasePreparedStatements: boolean;
  redisUrl: string | undefined;
  /** Requests per application that has no value of its own; 0 for no limit at all. */
  rateLimitPerMinute: number;
  /** Exchanges at the token endpoint per application; an address has ten times as many failures. 0 for no limit. */
  tokenRateLimitPerMinute: number;
  accessTokenMinutes: number;
  /** After how many unused days a refresh token ends. */
  refreshTokenDays: number;
  /** After how many days a chain of refresh tokens ends, however much it is used; 0 for never. */
  refreshTokenMaxDays: number;
  /** After how many days of signing a key is followed by the next; 0 for never. */
  signingKeyDays: number;
  /** How long audit events are kept. */
  auditRetentionDays: number;
  host: string;
  accountPort: number;
  apiPort: number;
  accountUrl: string;
  apiUrl: string;
  metricsPort: number;
  /** Proxies whose `X-Forwarded-*` headers are believed: false, or what Fastify's `trustProxy` takes. */
  trustProxy: boolean | string;
  logLevel: string;
  tls: Tls | undefined;
  /** Newest first; the first signs cookies, all verify. Empty in a sandbox, which keeps generated ones in its data folder. */
  cookieKeys: string[];
  /** Encrypts private signing keys and session ids at rest. */
  encryptionKey: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Where attached files are kept; undefined keeps them in the data folder. */
  s3: S3 | undefined;
}

interface S3 {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A setting that cannot be used; the message is one sentence for the person who set it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Reads every setting of the program; nothing else reads the environment.
 * @param serving false for commands that only work on the database, which need no addresses, keys or mail
 * @throws ConfigError naming the variable
 */
export function readConfig(environment: Environment = process.env, { serving = true } = {}): Config {
  const read = reader(environment);
  const databaseUrl = read.text('DATABASE_URL');
  const mode = read.oneOf('CORSIA_MODE', ['sandbox', 'production'], databaseUrl ? 'production' : 'sandbox');
  const accountPort = read.integer('ACCOUNT_PORT', 5001, 65535);
  const apiPort = read.integer('API_PORT', 5002, 65535);
  const tls = read.tls();
  const scheme = tls ? 'https' : 'http';
  const config: Config = {
    mode,
    dataDir: resolve(read.text('CORSIA_DATA_DIR') ?? './data'),
    databaseUrl,
    databaseMigrationUrl: read.text('DATABASE_MIGRATION_URL') ?? databaseUrl,
    databasePoolSize: read.integer('DATABASE_POOL_SIZE', 10, 1000),
    databasePreparedStatements: read.flag('DATABASE_PREPARED_STATEMENTS', true),
    redisUrl: read.text('REDIS_URL'),
    rateLimitPerMinute: read.integer('RATE_LIMIT_PER_MINUTE', 600, 1_000_000),
    tokenRateLimitPerMinute: read.integer('TOKEN_RATE_LIMIT_PER_MINUTE', 120, 1_000_000),
    accessTokenMinutes: read.integer('ACCESS_TOKEN_MINUTES', 60, 1440, 1),
    refreshTokenDays: read.integer('REFRESH_TOKEN_DAYS', 30, 3650, 1),
    refreshTokenMaxDays: read.integer('REFRESH_TOKEN_MAX_DAYS', 0, 3650),
    signingKeyDays: read.integer('SIGNING_KEY_DAYS', 90, 3650),
    auditRetentionDays: read.integer('AUDIT_RETENTION_DAYS', 730, 36_500, 730),
    host: read.text('HOST') ?? '127.0.0.1',
    accountPort,
    apiPort,
    accountUrl: read.origin('ACCOUNT_URL', `${scheme}://localhost:${accountPort}`),
    apiUrl: read.origin('API_URL', `${scheme}://localhost:${apiPort}`),
    metricsPort: read.integer('METRICS_PORT', 0, 65535),
    trustProxy: read.trustProxy(),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, mode === 'sandbox' ? 'warn' : 'info'),
    tls,
    cookieKeys: read.list('COOKIE_KEYS'),
    encryptionKey: read.text('ENCRYPTION_KEY'),
    smtpUrl: read.text('SMTP_URL'),
    mailFrom: read.text('MAIL_FROM') ?? 'Corsia <no-reply@localhost>',
    s3: read.s3(),
  };
  if (mode === 'production' && serving) refuseUnsafeProduction(config);
  return config;
}

function refuseUnsafeProduction(config: Config): void {
  const refuse = (sentence: string) => {
    throw new ConfigError(`${sentence} (production mode; set CORSIA_MODE=sandbox to try Corsia out).`);
  };
  if (!config.databaseUrl) refuse('DATABASE_URL must name a PostgreSQL server');
  if (!config.accountUrl.startsWith('https://'))
    refuse('ACCOUNT_URL must be the public https address of the account origin');
  if (!config.apiUrl.startsWith('https://')) refuse('API_URL must be the public https address of the API origin');
  if (!config.cookieKeys.length) refuse('COOKIE_KEYS must hold at least one random key of 32 characters or more');
  if (config.cookieKeys.some((key) => key.length < 32)) refuse('Each of COOKIE_KEYS must have 32 characters or more');
  if ((config.encryptionKey?.length ?? 0) < 32) refuse('ENCRYPTION_KEY must be a random key of 32 characters or more');
  if (!config.smtpUrl) refuse('SMTP_URL must name the mail server');
}

function reader(environment: Environment) {
  const text = (name: string) => environment[name]?.trim() || undefined;
  return {
    text,
    list: (name: string) => (text(name)?.split(',') ?? []).map((item) => item.trim()).filter(Boolean),
    integer(name: string, fallback: number, maximum: number, minimum = 0): number {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < minimum || number > maximum) {
        throw new ConfigError(`${name} must be a whole number from ${minimum} to ${maximum}, not "${value}".`);
      }
      return number;
    },
    flag(name: string, fallback: boolean): boolean {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return fallback;
      if (['true', '1', 'on', 'yes'].includes(value)) return true;
      if (['false', '0', 'off', 'no'].includes(value)) return false;
      throw new ConfigError(`${name} must be true or false, not "${value}".`);
    },
    oneOf<const Value extends string>(name: string, values: readonly Value[], fallback: NoInfer<Value>): Value {
      const value = text(name);
      if (value === undefined) return fallback;
      const known = values.find((candidate) => candidate === value);
      if (!known) throw new ConfigError(`${name} must be one of ${values.join(', ')}, not "${value}".`);
      return known;
    },
    origin(name: string, fallback: string): string {
      const value = text(name) ?? fallback;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      const plain = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
      if (!plain || url.username) {
        throw new ConfigError(`${name} must be an origin such as https://account.example.org, not "${value}".`);
      }
      return url.origin;
    },
    trustProxy(): boolean | string {
      const value = text('TRUST_PROXY');
      if (value === undefined || /^(false|0|off|no)$/i.test(value)) return false;
      return /^(true|1|on|yes)$/i.test(value) ? true : value;
    },
    s3(): Config['s3'] {
      const bucket = text('FILES_BUCKET');
      const accessKeyId = text('FILES_ACCESS_KEY_ID');
      const secretAccessKey = text('FILES_SECRET_ACCESS_KEY');
      const region = text('FILES_REGION') ?? 'us-east-1';
      const endpoint = this.origin('FILES_ENDPOINT', `https://s3.${region}.amazonaws.com`);
      if (!bucket && !accessKeyId && !secretAccessKey) return undefined;
      if (!bucket || !accessKeyId || !secretAccessKey)
        throw new ConfigError(
          'FILES_BUCKET, FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY go together: set all or none.',
        );
      return { endpoint, bucket, region, accessKeyId, secretAccessKey };
    },
    tls(): Config['tls'] {
      const certificate = text('TLS_CERT_FILE');
      const key = text('TLS_KEY_FILE');
      const ciphers = text('TLS_CIPHERS') ?? MODERN_CIPHERS;
      refuseUnknownCiphers(ciphers);
      if (!certificate && !key) return undefined;
      if (!certificate || !key)
        throw new ConfigError('TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither.');
      return {
        certificate: readSecretFile('TLS_CERT_FILE', certificate),
        key: readSecretFile('TLS_KEY_FILE', key),
        ciphers,
      };
    },
  };
}

function refuseUnknownCiphers(ciphers: string): void {
  try {
    createSecureContext({ ciphers });
  } catch {
    throw new ConfigError(`TLS_CIPHERS must name suites as OpenSSL does, with colons between, not "${ciphers}".`);
  }
}

function readSecretFile(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigError(`${name} names a file that cannot be read: ${path}.`);
  }
}
