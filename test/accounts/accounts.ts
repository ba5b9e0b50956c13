import { expect } from 'vitest';
import type { StoredMail } from '../../src/platform/mail/outbox.ts';
import { SANDBOX_PASSWORD } from '../../src/sandbox/accounts.ts';
import type { Platform } from '../harness/platform.ts';
import { DOCTOR } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent, type Visit } from '../oauth/user-agent.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
export const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

export function newBrowser({ accountUrl }: Platform, headers: Record<string, string> = {}): UserAgent {
  return new UserAgent(accountUrl, { 'user-agent': FIREFOX, ...headers });
}

/** Signs in at the account site itself. @returns the page that it leads to */
export async function signInAt(
  agent: UserAgent,
  email = DOCTOR,
  password: string = SANDBOX_PASSWORD,
  to?: string,
): Promise<Visit> {
  const page = await agent.open(to === undefined ? '/sign-in' : `/sign-in?${new URLSearchParams({ to })}`);
  return agent.submit(page, { fields: { email, password } });
}

export const isSignedIn = async (agent: UserAgent) => (await agent.open('/profile')).url.pathname === '/profile';

/** Waits until every mail is sent. @returns those to one address, the newest first */
export async function mailsTo(platform: Platform, email: string): Promise<StoredMail[]> {
  await expect.poll(() => sql(platform, 'select from mail_queue'), { timeout: 10_000 }).toEqual([]);
  return (await platform.outbox.list()).filter(({ to }) => to === email);
}

/** The path of the first link of a mail. */
export function linkOf({ text }: StoredMail, { accountUrl }: Platform): string {
  const url = text.split('\n').find((line) => line.startsWith(`${accountUrl}/`));
  if (!url) throw new Error(`no link in:\n${text}`);
  return url.slice(accountUrl.length);
}

/** Somebody who took the cookies. */
export function copyOf(platform: Platform, { cookies }: UserAgent): UserAgent {
  const copy = newBrowser(platform);
  for (const [key, cookie] of cookies) copy.cookies.set(key, cookie);
  return copy;
}

export const xsrfOf = (visit: Visit, action: string): string =>
  visit.forms.find((form) => form.action.startsWith(action))!.controls.find(({ name }) => name === 'xsrf')!.value;
