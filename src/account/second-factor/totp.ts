import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;
/** How many steps before and after the present one are accepted (RFC 6238 section 5.2). */
const WINDOW = 1;

/** 160 bits, as RFC 4226 section 4 recommends, in Base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that authenticator apps read from a QR code: SHA-1, 6 digits, 30 seconds. */
export function totpAddress(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** @returns the time step that `code` belongs to, or undefined when it is none of the present ones */
export function stepOfCode(secret: string, code: string, at: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totp(secret).validate({ token: code, timestamp: at, window: WINDOW });
  return delta === null ? undefined : Math.floor(at / STEP_MS) + delta;
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Corsia', label, secret, algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 });
}
