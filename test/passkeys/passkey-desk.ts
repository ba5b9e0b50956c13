import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sql } from '../oauth/sql.ts';
import { UserAgent, type Visit } from '../oauth/user-agent.ts';
import { signInAt } from '../second-factor/authenticator.ts';
import { SoftwareKey } from './software-key.ts';

export const DOCTOR = 'doctor@sandbox.test';
export const SECURITY = '/profile/security';
export const NEW = `${SECURITY}/passkeys/new`;

/** A platform for the tests of a file, and a key that is new for each of them. */
export let platform: Platform;
export let key: SoftwareKey;

/** Starts and ends them with the tests of the file. */
export function usePasskeys(): void {
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    for (const table of ['passkey_holders', 'passkey_challenges', 'sign_in_failures']) {
      await sql(platform, `delete from ${table}`);
    }
    key = new SoftwareKey(platform.accountUrl);
  });
}

export const fieldIn = (visit: Visit, action: string | undefined, name: string) =>
  visit.forms
    .filter((form) => action === undefined || form.action === action)
    .flatMap(({ controls }) => controls)
    .find((control) => control.name === name)!.value;

/** Asks for what the browser needs, as the script of a page does. */
export async function options(agent: UserAgent, path: string, body: Record<string, string>) {
  const cookie = [...agent.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
  const response = await fetch(platform.accountUrl + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what the browser would take as it is
  return { status: response.status, body: response.ok ? ((await response.json()) as any) : undefined };
}

export const registration = async (agent: UserAgent, page: Visit) =>
  (await options(agent, `${SECURITY}/passkeys/options`, { xsrf: fieldIn(page, NEW, 'xsrf') })).body;

/** A page with a button for passkeys, and its challenge. */
export async function door(address = `/sign-in?${new URLSearchParams({ to: SECURITY })}`) {
  const agent = new UserAgent(platform.accountUrl);
  const page = await agent.open(address);
  const answer = await options(agent, '/passkeys/options', { door: fieldIn(page, undefined, 'door') });
  return { agent, page, options: answer.body as { challenge: string } };
}

export type Door = Awaited<ReturnType<typeof door>>;

/** Posts the form that holds the script's field. */
export function post(
  { agent, page }: Pick<Door, 'agent' | 'page'>,
  passkey: string,
  more: Record<string, string> = {},
) {
  const form = page.forms.find(({ controls }) => controls.some(({ name }) => name === 'passkey'))!;
  const xsrf = form.controls.find(({ name }) => name === 'xsrf')!.value;
  return agent.post(new URL(form.action, page.url), Object.entries({ xsrf, ...more, passkey }));
}

export async function add(email = DOCTOR, made = key): Promise<Visit> {
  const { agent, visit } = await signInAt(platform, email, { to: NEW });
  return post({ agent, page: visit }, made.register(await registration(agent, visit)), { name: 'Key' });
}

export const isIn = (visit: Visit) => visit.url.pathname === SECURITY;
