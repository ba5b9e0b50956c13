import type { Logger } from 'pino';
import type { Sealer } from '../platform/crypto.ts';
import type { Database } from '../platform/database/index.ts';
import type { Measure } from '../platform/http/server.ts';
import type { StoredMail } from '../platform/mail/outbox.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import type { Lifetimes } from './oidc/lifetimes.ts';
import type { HomePage } from './pages/home.page.ts';
import type { CreateDemoClinic } from './sign-up/sign-up.ts';

export interface AccountOptions {
  database: Database;
  logger: Logger;
  sealer: Sealer;
  accountUrl: string;
  apiUrl: string;
  cookieKeys: string[];
  trustProxy: boolean | string;
  measure?: Measure | undefined;
  lifetimes?: Lifetimes;
  /** Counts requests to the token endpoint and its neighbours, per application and per address; none for no limit. */
  rateLimiter?: RateLimiter | undefined;
  /** After how many days of signing a key is followed by the next; none, or 0, for never. */
  signingKeyDays?: number;
  tls?: { certificate: Buffer; key: Buffer } | undefined;
  /** Demo accounts and applications to show, in a sandbox. */
  sandbox?: HomePage['sandbox'];
  /** Lets anybody open an account with a clinic of invented data. */
  createDemoClinic?: CreateDemoClinic;
  /** Told that a mail was queued. */
  wakeMail?(): void;
  /** Where mails are shown instead of sent. */
  outbox?: { list(): Promise<StoredMail[]> };
}
