import type { Logger } from 'pino';
import type { Sealer } from '../platform/crypto.ts';
import type { Database } from '../platform/database/index.ts';
import type { Tls } from '../platform/http/secure-transport.ts';
import type { Measure } from '../platform/http/server.ts';
import type { StoredMail } from '../platform/mail/outbox.ts';
import type { RateLimiter } from '../platform/rate-limit/index.ts';
import type { ClinicCatalogue } from './clinic/catalogue/clinic-catalogue.ts';
import type { ResetClinic } from './clinic/sandbox.service.ts';
import type { PatientFinder } from './interactions/patient-choice.ts';
import type { FillNewClinic } from './invitations/invitations.ts';
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
  tls?: Tls | undefined;
  /** Demo accounts and applications to show, in a sandbox. */
  sandbox?: HomePage['sandbox'];
  /** Lets anybody open an account with a clinic of invented data. */
  createDemoClinic?: CreateDemoClinic;
  /** What the clinics begin with that administrators make. */
  fillNewClinic: FillNewClinic;
  resetClinic: ResetClinic;
  /** Of an application that has no value of its own, on the API; none for no limit. */
  requestsPerMinute?: number | undefined;
  /** How the API keeps a clinic's catalogue, for the pages of its managers. */
  clinicCatalogue: ClinicCatalogue;
  /** How the API finds patients, for applications that ask for one. */
  patients: PatientFinder;
  /** Told that a mail was queued. */
  wakeMail?(): void;
  /** Where mails are shown instead of sent. */
  outbox?: { list(): Promise<StoredMail[]> };
}
