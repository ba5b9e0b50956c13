import { createCorsia, memoryStore, pages } from '@corsia/client';

/** A page without a server of its own: it signs somebody in and goes through all patients. Tokens are in its memory alone. */

declare const document: { body: { dataset: Record<string, string>; textContent: string } };
declare const location: { href: string; pathname: string; search: string; assign(url: string): void };
declare const history: { replaceState(state: null, title: string, url: string): void };

const { issuer, clientId } = document.body.dataset as { issuer: string; clientId: string };
const corsia = createCorsia({ issuer, clientId, store: memoryStore() });
const PENDING = 'sign-in';

async function start(): Promise<void> {
  const redirectUri = location.href;
  const { url, pending } = await corsia.startSignIn({ redirectUri, scopes: ['giponext.patients'], offline: false });
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  location.assign(String(url));
}

async function finish(): Promise<void> {
  const pending = JSON.parse(sessionStorage.getItem(PENDING)!);
  sessionStorage.removeItem(PENDING);
  const callback = location.href;
  history.replaceState(null, '', location.pathname);
  const { user } = await corsia.finishSignIn(callback, pending);
  let requests = 0;
  let patients = 0;
  for await (const page of pages((query) => corsia.patients.list({ query }))) {
    requests += 1;
    patients += page.length;
  }
  document.body.textContent = `${user.name} of ${user.tenants[0]?.id}: ${patients} patients in ${requests} requests`;
}

await (location.search.includes('code=') ? finish() : start()).catch((error) => {
  document.body.textContent = `failed: ${error}`;
});
