import { expect } from 'vitest';
import { newBrowser, signInAt } from '../accounts/accounts.ts';
import type { Platform } from '../harness/platform.ts';
import type { UserAgent, Visit } from '../oauth/user-agent.ts';

export const DEVELOPER = 'developer@sandbox.test';
export const ADMINISTRATOR = 'admin@sandbox.test';
export const MANAGER = 'manager@sandbox.test';

export async function signedIn(platform: Platform, email: string): Promise<UserAgent> {
  const agent = newBrowser(platform);
  await signInAt(agent, email);
  return agent;
}

/** What a complete registration says, by the names of the form. */
export const COMPLETE = {
  name: 'Referti Facili',
  description: 'Shows patients their medical reports once they are signed.',
  homeUrl: 'https://referti.example/',
  privacyUrl: 'https://referti.example/privacy',
  redirectUris: 'https://referti.example/callback',
};

const SCOPES = ['giponext.patients', 'offline_access', 'profile'];

/** @returns the id of a new draft */
export async function createDraft(
  developer: UserAgent,
  { kind = 'web', name = COMPLETE.name }: { kind?: 'web' | 'native' | 'device'; name?: string } = {},
): Promise<string> {
  const page = await developer.open('/developer/applications/new');
  const draft = await developer.submit(page, { fields: { kind, name } });
  const id = /applications\/([\w-]+)\/edit/.exec(draft.url.pathname)?.[1];
  if (!id) throw new Error(`no draft but ${draft.status} on ${draft.url}:\n${draft.html}`);
  return id;
}

/** Fills in a draft and hands it in. */
export async function handIn(
  developer: UserAgent,
  id: string,
  fields: Partial<typeof COMPLETE> = {},
  tick: readonly string[] = SCOPES,
): Promise<Visit> {
  const page = await developer.open(`/developer/applications/${id}/edit`);
  const form = page.html.includes('name="redirectUris"') ? COMPLETE : withoutUris(COMPLETE);
  return developer.submit(page, { fields: { ...form, ...fields }, tick, press: 'do=submit' });
}

function withoutUris({ redirectUris: _none, ...rest }: typeof COMPLETE): Omit<typeof COMPLETE, 'redirectUris'> {
  return rest;
}

/** Decides the open request that is about `subject`. */
export async function decide(
  administrator: UserAgent,
  subject: string,
  decision: 'grant' | 'refuse',
  reason = 'As agreed by telephone.',
): Promise<Visit> {
  const queue = await administrator.open(`/administration/requests?q=${encodeURIComponent(subject)}`);
  const path = /\/administration\/requests\/[0-9a-f-]{36}/.exec(queue.html)?.[0];
  expect(path, queue.html).toBeDefined();
  const page = await administrator.open(path!);
  return administrator.submit(page, { fields: { reason }, press: `do=${decision}` });
}

/** An application from the first draft to approval. @returns its client_id */
export async function approvedApplication(
  platform: Platform,
  options: Parameters<typeof createDraft>[1] & { fields?: Partial<typeof COMPLETE>; tick?: readonly string[] } = {},
): Promise<string> {
  const developer = await signedIn(platform, DEVELOPER);
  const id = await createDraft(developer, options);
  const name = options.name ?? COMPLETE.name;
  const done = await handIn(developer, id, { name, ...options.fields }, options.tick);
  expect(done.url.pathname, done.html).toBe(`/developer/applications/${id}`);
  const decided = await decide(await signedIn(platform, ADMINISTRATOR), name, 'grant');
  expect(decided.status, decided.html).toBe(200);
  return id;
}

/** The secret that waits, shown. */
export async function revealSecret(developer: UserAgent, clientId: string): Promise<string> {
  const list = await developer.open(`/developer/applications/${clientId}/secrets`);
  const path = /\/developer\/applications\/[\w-]+\/secrets\/\d+(?=")/.exec(list.html)?.[0];
  const shown = await developer.submit(await developer.open(path!), { action: path! });
  const secret = /<code>([\w-]{43})<\/code>/.exec(shown.html)?.[1];
  if (!secret) throw new Error(`no secret on ${shown.url}:\n${shown.html}`);
  return secret;
}
