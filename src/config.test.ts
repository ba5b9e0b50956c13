import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const production = {
  DATABASE_URL: 'postgres://app:pw@db.example.org/corsia',
  DATABASE_MIGRATION_URL: 'postgres://owner:pw@db.example.org/corsia',
  ACCOUNT_URL: 'https://account.example.org',
  API_URL: 'https://api.example.org',
  COOKIE_KEYS: 'k'.repeat(32),
  ENCRYPTION_KEY: 'e'.repeat(32),
  SMTP_URL: 'smtps://mail.example.org',
};

test('.env.example lists every variable that is read, and no other', () => {
  const names: string[] = [];
  readConfig(new Proxy({}, { get: (_target, name) => void names.push(String(name)) }));
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(names));
});

test('the values shown in .env.example are the defaults', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const shown = Object.fromEntries([...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  expect(readConfig(shown)).toEqual(readConfig({}));
});

test('without settings it is a sandbox on localhost', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'sandbox',
    host: '127.0.0.1',
    accountUrl: 'http://localhost:5001',
    apiUrl: 'http://localhost:5002',
    metricsPort: 0,
  });
});

test('public addresses follow the ports and TLS', () => {
  expect(readConfig({ ACCOUNT_PORT: '6001', API_PORT: '6002' })).toMatchObject({
    accountUrl: 'http://localhost:6001',
    apiUrl: 'http://localhost:6002',
  });
});

test('DATABASE_URL makes it production, which is complete with these settings', () => {
  expect(readConfig(production)).toMatchObject({ mode: 'production', logLevel: 'info' });
});

test('audit events are kept for 24 months at least', () => {
  expect(readConfig({}).auditRetentionDays).toBe(730);
  expect(readConfig({ AUDIT_RETENTION_DAYS: '3650' }).auditRetentionDays).toBe(3650);
  expect(() => readConfig({ AUDIT_RETENTION_DAYS: '729' })).toThrow(
    new ConfigError('AUDIT_RETENTION_DAYS must be a whole number from 730 to 36500, not "729".'),
  );
});

test('files go to a bucket once it is named with its keys, at AWS unless said otherwise', () => {
  const named = { FILES_BUCKET: 'reports', FILES_ACCESS_KEY_ID: 'id', FILES_SECRET_ACCESS_KEY: 'secret' };
  expect(readConfig({}).s3).toBeUndefined();
  expect(readConfig({ ...named, FILES_REGION: 'eu-south-1' }).s3).toEqual({
    endpoint: 'https://s3.eu-south-1.amazonaws.com',
    region: 'eu-south-1',
    bucket: 'reports',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  });
  for (const missing of Object.keys(named))
    expect(() => readConfig({ ...named, [missing]: '' })).toThrow(/FILES_BUCKET.*go together/);
});

test.each([
  ['DATABASE_URL', { CORSIA_MODE: 'production', DATABASE_URL: '' }],
  ['ACCOUNT_URL', { ACCOUNT_URL: 'http://account.example.org' }],
  ['ACCOUNT_URL', { ACCOUNT_URL: '' }],
  ['API_URL', { API_URL: 'http://api.example.org' }],
  ['COOKIE_KEYS', { COOKIE_KEYS: '' }],
  ['COOKIE_KEYS', { COOKIE_KEYS: 'short' }],
  ['ENCRYPTION_KEY', { ENCRYPTION_KEY: 'short' }],
  ['SMTP_URL', { SMTP_URL: '' }],
])('production refuses to start without a safe %s', (name, change) => {
  expect(() => readConfig({ ...production, ...change })).toThrow(ConfigError);
  expect(() => readConfig({ ...production, ...change })).toThrow(name);
});

test.each([
  ['ACCOUNT_PORT', 'five'],
  ['ACCOUNT_PORT', '70000'],
  ['DATABASE_PREPARED_STATEMENTS', 'maybe'],
  ['LOG_LEVEL', 'loud'],
  ['CORSIA_MODE', 'demo'],
  ['API_URL', 'localhost:5002'],
  ['API_URL', 'https://api.example.org/v2'],
  ['ACCOUNT_URL', 'https://user@account.example.org'],
  ['TLS_CERT_FILE', '/no/such/file'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
  expect(() => readConfig({ [name]: value })).toThrow(name);
});

test('suites are modern ones unless others are named, which OpenSSL must know', () => {
  const files = { TLS_CERT_FILE: import.meta.filename, TLS_KEY_FILE: import.meta.filename };
  expect(readConfig(files).tls!.ciphers).not.toMatch(/CBC|(^|:)AES|RC4|DHE-RSA-AES128-SHA(:|$)/);
  const named = 'ECDHE-ECDSA-AES256-GCM-SHA384:TLS_AES_256_GCM_SHA384';
  expect(readConfig({ ...files, TLS_CIPHERS: named }).tls!.ciphers).toBe(named);
  expect(() => readConfig({ ...files, TLS_CIPHERS: 'BEST' })).toThrow(
    new ConfigError('TLS_CIPHERS must name suites as OpenSSL does, with colons between, not "BEST".'),
  );
});
