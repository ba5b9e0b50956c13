/** What a server needs to speak https itself. */
export interface Tls {
  certificate: Buffer;
  key: Buffer;
  /** Suites in OpenSSL's names, with colons between. */
  ciphers: string;
}

/** Suites with forward secrecy and authenticated encryption alone: what RFC 9325 section 4.2 recommends, and those of TLS 1.3. */
export const MODERN_CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

export const httpsOptions = ({ certificate, key, ciphers }: Tls) => ({
  cert: certificate,
  key,
  ciphers,
  minVersion: 'TLSv1.2' as const,
});

const YEAR_SECONDS = 31_536_000;

/**
 * The header that makes browsers come back by https only (RFC 6797), as a name and a value.
 * @param origin the public one; nothing may be said for http
 */
export function strictTransport(origin: string): readonly [name: string, value: string] | undefined {
  return origin.startsWith('https:') ? ['strict-transport-security', `max-age=${YEAR_SECONDS}`] : undefined;
}
