import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createClient } from '@redis/client';
import { createTransport } from 'nodemailer';
import type { Config } from '../../config.ts';
import { openFileStore } from '../../installation.ts';
import { newFileKey } from '../../platform/files/index.ts';
import { type Finding, ill, lookAt, well } from './finding.ts';

const WAIT_MS = 5000;
const DAY_MS = 86_400_000;
const RENEW_WITHIN_DAYS = 14;

/** What the installation works with besides its database. */
export function checkServices(config: Config): Promise<Finding[]> {
  return Promise.all([
    lookAt('tls', 'TLS_CERT_FILE must be a certificate in PEM, TLS_KEY_FILE its private key.', async () => tls(config)),
    lookAt('mail', 'Check SMTP_URL: its host, port, user and password.', () => mail(config)),
    lookAt('redis', 'Start Redis or Valkey, and check REDIS_URL.', () => redis(config)),
    lookAt('files', 'Make CORSIA_DATA_DIR writable, or check the FILES_ settings.', () => files(config)),
  ]);
}

function tls({ tls: pair, accountUrl, apiUrl }: Config): Finding {
  if (!pair) {
    const secure = accountUrl.startsWith('https:');
    return well('tls', secure ? 'left to a proxy' : 'none: plain HTTP, for this machine alone');
  }
  const certificate = new X509Certificate(pair.certificate);
  const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / DAY_MS);
  if (!certificate.checkPrivateKey(createPrivateKey(pair.key)))
    return ill('tls', 'key and certificate do not belong together', 'Set TLS_KEY_FILE to the key of the certificate.');
  if (days < RENEW_WITHIN_DAYS)
    return ill('tls', `the certificate ends on ${certificate.validTo}`, 'Renew the certificate, and restart.');
  if (Date.parse(certificate.validFrom) > Date.now())
    return ill('tls', `the certificate begins on ${certificate.validFrom}`, 'Check the clock, or wait.');
  const unnamed = [accountUrl, apiUrl]
    .map((url) => new URL(url).hostname)
    .filter((host) => !certificate.checkHost(host));
  if (unnamed.length > 0)
    return ill('tls', `the certificate is not for ${unnamed.join(', ')}`, 'Get one that names both origins.');
  return well('tls', `good for ${days} days`);
}

async function mail({ smtpUrl, mode }: Config): Promise<Finding> {
  if (!smtpUrl) {
    if (mode === 'sandbox') return well('mail', 'kept in the outbox folder');
    return ill('mail', 'no mail server', 'Set SMTP_URL.');
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
  });
  try {
    await transport.verify();
    return well('mail', 'the mail server answers and lets us in');
  } finally {
    transport.close();
  }
}

async function redis({ redisUrl }: Config): Promise<Finding> {
  if (!redisUrl) return well('redis', 'none: each process limits requests for itself');
  const client = createClient({ url: redisUrl, socket: { connectTimeout: WAIT_MS, reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
    return well('redis', 'answers');
  } finally {
    client.destroy();
  }
}

async function files({ s3, dataDir }: Config): Promise<Finding> {
  const store = openFileStore({ s3, dataDir });
  const folder = await mkdtemp(join(tmpdir(), 'corsia-doctor-'));
  const key = newFileKey();
  const content = Buffer.from('corsia doctor');
  const path = join(folder, 'probe');
  try {
    await writeFile(path, content);
    await store.put(key, { path, bytes: content.length, sha256: createHash('sha256').update(content).digest() });
    const stored = await buffer(await store.read(key, { start: 0, end: content.length - 1 }));
    await store.remove(key);
    if (!stored.equals(content)) return ill('files', 'what is read is not what was written', 'Check the file store.');
    return well('files', s3 ? `the bucket ${s3.bucket} can be written` : `${join(dataDir, 'files')} can be written`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
