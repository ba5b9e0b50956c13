import { TOTP } from 'otpauth';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import type { Platform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent, type Visit } from '../oauth/user-agent.ts';

export const SECURITY = '/profile/security';
export const SET_UP = `${SECURITY}/second-factor`;
export const CODES = `${SECURITY}/recovery-codes`;

/** What the app on the phone shows, `steps` of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: Date.now() + steps * 30_000,
  });
}

/** A code that is none of the present ones. */
export function wrongCodeOf(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((steps) => codeOf(secret, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code))!;
}

/** Signs in at the account site with the password. @returns the page after it */
export async function signInAt(
  { accountUrl }: Platform,
  email: string,
  { to = SET_UP, agent = new UserAgent(accountUrl) } = {},
): Promise<{ agent: UserAgent; visit: Visit }> {
  const page = await agent.open(`/sign-in?${new URLSearchParams({ to })}`);
  return { agent, visit: await agent.submit(page, { fields: { email, password: SANDBOX_PASSWORD } }) };
}

/** The key that the set-up page shows for apps that cannot scan. */
export function secretOn({ html }: Visit): string {
  return /<code>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})<\/code>/.exec(html)![1]!.replaceAll(' ', '');
}

export function recoveryCodesOn({ html }: Visit): string[] {
  return [...html.matchAll(/<li><code>([\w-]+)<\/code>/g)].map(([, code]) => code!);
}

export interface Enrolled {
  agent: UserAgent;
  secret: string;
  recoveryCodes: string[];
}

/** Turns two-step sign-in on by its pages, and lets the code that confirmed it be used again. */
export async function turnOn(platform: Platform, email: string): Promise<Enrolled> {
  const { agent, visit } = await signInAt(platform, email);
  const secret = secretOn(visit);
  const done = await agent.submit(visit, { fields: { code: codeOf(secret) } });
  await forgetSteps(platform);
  return { agent, secret, recoveryCodes: recoveryCodesOn(done) };
}

/** As if the codes of the past minute had not been used yet, so that tests need not wait for the next. */
export async function forgetSteps(platform: Platform): Promise<void> {
  await sql(platform, 'update second_factors set last_step = 0');
}

export const asksForCode = (visit: Visit) => /name="code"/.test(visit.html) && /name="recovery_code"/.test(visit.html);

/** Ages the sign-in of everybody's sessions. */
export async function ageSessions(platform: Platform, seconds: number): Promise<void> {
  const rows = await sql<{ id_hash: Buffer; payload: Buffer }>(
    platform,
    `select id_hash, payload from oidc_artifacts where kind = 'Session'`,
  );
  for (const { id_hash, payload } of rows) {
    const session = JSON.parse(platform.sealer.unseal(payload, 'Session'));
    const aged = platform.sealer.seal(JSON.stringify({ ...session, loginTs: session.loginTs - seconds }), 'Session');
    await sql(platform, 'update oidc_artifacts set payload = $2 where id_hash = $1', [id_hash, aged]);
  }
}
