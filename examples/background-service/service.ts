import { ConnectionError, type Corsia, CorsiaError, SignInError, SignInNeededError, TenantError } from '@corsia/client';
import { daily, nextDay, type Time } from './daily.ts';
import type { Outbox } from './outbox.ts';
import { remindersOf, SCOPES } from './reminders.ts';

export interface ServiceOptions {
  corsia: Corsia;
  outbox: Outbox;
  /** When the reminders of the next day are written, on the clinic's clock. */
  remindAt: string;
  timeZone: string;
  /** Whether somebody signs in with the companion; otherwise this shows a code. */
  byCompanion: boolean;
  time: Time;
  /** For the operator. */
  print(line: string): void;
  signal: AbortSignal;
}

type SignInParts = Pick<ServiceOptions, 'corsia' | 'time' | 'print' | 'signal'>;

const RETRY_MS = 30_000;
const LOOK_EVERY_MS = 5000;

/** Works until the signal. When its sign-in ends it says so, and goes on once somebody has signed in again. */
export async function runService(options: ServiceOptions): Promise<void> {
  const { signal, print, remindAt } = options;
  try {
    for (;;) {
      await untilSignedIn(options);
      print(`Signed in. The reminders of the next day are written daily at ${remindAt}.`);
      await untilSignInEnds(options);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Writes the reminders of a day that are not written yet. */
export async function remind({ corsia, outbox, print }: ServiceOptions, day: string): Promise<void> {
  let written = 0;
  for await (const reminder of remindersOf(corsia, day)) if (outbox.add(reminder)) written++;
  print(`${written} new reminders for ${day}.`);
}

/** Tokens are renewed ahead of expiry however seldom there is work. */
async function untilSignInEnds(options: ServiceOptions): Promise<void> {
  const { corsia, time, timeZone, remindAt, print } = options;
  const round = new AbortController();
  const signal = AbortSignal.any([options.signal, round.signal]);
  const work = async (day: string) => {
    try {
      await remind(options, nextDay(day));
      return true;
    } catch (error) {
      if (!(error instanceof CorsiaError) || error instanceof SignInNeededError) throw error;
      print(`${error.message}; trying again.`);
      return false;
    }
  };
  try {
    await Promise.race([corsia.staySignedIn({ signal }), daily({ at: remindAt, timeZone, ...time, signal }, work)]);
  } catch (error) {
    if (!(error instanceof SignInNeededError)) throw error;
    print(`SIGN-IN NEEDED. ${error.message}`);
  } finally {
    round.abort();
  }
}

/** Nothing to do where a sign-in is kept from before. */
async function untilSignedIn({ corsia, byCompanion, time, print, signal }: ServiceOptions): Promise<void> {
  for (let looks = 0; ; looks++) {
    const granted = await corsia.grantedScopes();
    const missing = SCOPES.filter((scope) => !granted?.includes(scope));
    if (missing.length === 0) return;
    if (granted && looks > 0 && !byCompanion) print(`These permissions are needed, too: ${missing.join(', ')}`);
    if (!byCompanion) await signInWithCode({ corsia, time, print, signal });
    else {
      if (looks === 0) print('Waiting for somebody to sign in with the companion.');
      await time.sleep(LOOK_EVERY_MS, signal);
    }
  }
}

/** Shows a code. Whatever comes of it, the next look tells. */
async function signInWithCode({ corsia, time, print, signal }: SignInParts): Promise<void> {
  try {
    await corsia.signInWithDevice({
      scopes: SCOPES,
      signal,
      show: ({ userCode, verificationUri, expiresIn }) =>
        print(`To sign in, open ${verificationUri} and type ${userCode} within ${Math.round(expiresIn / 60)} minutes.`),
    });
  } catch (error) {
    const isPassing = error instanceof ConnectionError || error instanceof SignInError || error instanceof TenantError;
    if (!isPassing) throw error;
    print(error.message);
    await time.sleep(RETRY_MS, signal);
  }
}
