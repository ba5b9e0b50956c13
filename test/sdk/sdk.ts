import { type CorsiaOptions, createCorsia, memoryStore, type StartOptions, type TokenStore } from '@corsia/client';
import type { Platform } from '../harness/platform.ts';
import { type App, allow, asksForConsent, asksToSignIn, NATIVE, signIn, WEB } from '../oauth/flow.ts';
import { UserAgent } from '../oauth/user-agent.ts';

export const SCOPES = ['giponext.patients'];
export const ANNA = { firstName: 'Anna', lastName: 'Verdi' };
const MANAGER = 'manager@sandbox.test';

export interface Person {
  email?: string;
  untick?: readonly string[];
  agent?: UserAgent;
  /** Allows nothing. */
  refuse?: boolean;
}

/** What a person does in the browser. @returns the address that leads back to the application */
export async function visit({ accountUrl }: Platform, url: URL, person: Person = {}): Promise<URL> {
  const { email = MANAGER, untick, agent, refuse } = person;
  const browser = agent ?? new UserAgent(accountUrl);
  let page = await browser.open(url);
  if (asksToSignIn(page)) page = await signIn(browser, page, email);
  if (refuse) page = await browser.submit(page, { press: 'decision=refuse' });
  else if (asksForConsent(page)) page = await allow(browser, page, untick);
  if (!page.left) throw new Error(`the sign-in stopped with ${page.status} on ${page.url}:\n${page.html}`);
  return page.url;
}

/** A client of the sandbox's web application, or of another, that nobody has signed in with. */
export function clientOf(platform: Platform, options: Partial<CorsiaOptions> = {}, app: App = WEB) {
  const store: TokenStore = options.store ?? memoryStore();
  const corsia = createCorsia({
    issuer: platform.accountUrl,
    clientId: app.id,
    ...(app.secret && { clientSecret: app.secret }),
    ...options,
    store,
  });
  const enter = async (wanted: Partial<StartOptions> = {}, person?: Person) => {
    const { url, pending } = await corsia.startSignIn({ redirectUri: app.redirectUri, scopes: SCOPES, ...wanted });
    return corsia.finishSignIn(await visit(platform, url, person), pending);
  };
  return { corsia, store, enter };
}

/** The same with the manager signed in. */
export async function signedIn(
  platform: Platform,
  options: Partial<CorsiaOptions> = {},
  wanted: Partial<StartOptions> = {},
) {
  const client = clientOf(platform, options);
  await client.enter(wanted);
  return client;
}

/** `fetch` that notes what is asked, and lets a test spoil it: `spoil` answers instead, or throws; undefined lets it go. */
export function observed(
  spoil: (request: Request, count: number) => Response | undefined | Promise<Response | undefined> = () => undefined,
) {
  const requests: Request[] = [];
  const counts = new Map<string, number>();
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request.clone());
    const key = `${request.method} ${new URL(request.url).pathname}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return (await spoil(request, counts.get(key)!)) ?? fetch(request);
  };
  const to = (ending: string) => requests.filter(({ url }) => new URL(url).pathname.endsWith(ending));
  return { fetch: send, requests, to };
}

/** Makes what is kept look as if the access token were so old. */
export async function age(store: TokenStore, { renewAt = 0, expiresAt = 0, ...changes }: Record<string, unknown> = {}) {
  const kept = await store.read();
  await store.write({ ...kept!, renewAt: renewAt as number, expiresAt: expiresAt as number, ...changes });
}

export async function all<Item>(from: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of from) items.push(item);
  return items;
}

/** What a promise was rejected with, or the words `no error`. */
export const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

export { NATIVE, WEB };
