import * as client from 'openid-client';
import { expect } from 'vitest';
import type { messages } from '../../src/account/pages/messages.ts';
import { allow, type Browser, newVisitor, overflow, type Page, type PageLanguage, signIn } from '../harness/browser.ts';
import type { Platform } from '../harness/platform.ts';
import type { Application } from './application.ts';

/** How journeys through the portal are made: between them they have both languages, both kinds of browser and both widths. */
export const WALKS = [
  { language: 'en', javaScriptEnabled: true, viewport: { width: 1280, height: 800 } },
  { language: 'it', javaScriptEnabled: false, viewport: { width: 390, height: 800 } },
] as const;

export interface People {
  /** The page of somebody who is not known yet. */
  newPage(): Promise<Page>;
  /** The page of somebody of the sandbox, who signs in once. */
  pageOf(email: string): Promise<Page>;
  problems(): string[];
  leave(): Promise<void>;
}

/** Those who take part in a journey, each with a browser profile of their own. */
export function peopleOf(
  { language, ...look }: (typeof WALKS)[number],
  { browser, platform, application }: { browser: Browser; platform: Platform; application: Application },
): People {
  const visitors: Awaited<ReturnType<typeof newVisitor>>[] = [];
  const signedIn = new Map<string, Page>();
  const isExpected = ({ origin }: URL) => origin === platform.accountUrl || application.redirectUri.startsWith(origin);
  async function newPage(): Promise<Page> {
    const visitor = await newVisitor(browser, isExpected, { locale: language, ...look });
    visitors.push(visitor);
    return visitor.page;
  }
  return {
    newPage,
    async pageOf(email) {
      const known = signedIn.get(email);
      if (known) return known;
      const page = await newPage();
      await page.goto(`${platform.accountUrl}/sign-in`);
      await signIn(page, { email, language });
      await page.waitForURL((url) => url.pathname === '/profile');
      signedIn.set(email, page);
      return page;
    },
    problems: () => visitors.flatMap(({ problems }) => problems),
    async leave() {
      for (const visitor of visitors) await visitor.close();
    },
  };
}

export const heading = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title }).waitFor();
export const press = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true }).click();
export const follow = (page: Page, label: string) => page.getByRole('link', { name: label, exact: true }).click();
export const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);

/** Follows an item of the portal's menu, which is folded on a phone. */
export async function openMenu(
  page: Page,
  text: (typeof messages)[PageLanguage],
  item: string,
  title = item,
): Promise<void> {
  if (page.viewportSize()!.width < 800) await page.locator('.menu-fold summary').click();
  await page.getByRole('navigation', { name: text.portal.menu }).getByRole('link', { name: item, exact: true }).click();
  await heading(page, title);
  expect(await overflow(page)).toBe(0);
}

/** Goes to an application that asks for these scopes, and allows them all where that is `asked`. */
export async function signInTo(
  application: Application,
  page: Page,
  wanted: {
    platform: Platform;
    language: PageLanguage;
    clientId: string;
    authentication: client.ClientAuth;
    scope: string;
  },
) {
  const { platform, language, clientId, authentication, scope } = wanted;
  const options = { execute: [client.allowInsecureRequests] };
  const config = await client.discovery(new URL(platform.accountUrl), clientId, undefined, authentication, options);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: application.redirectUri,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ui_locales: language,
  });
  const answer = application.nextAnswer();
  await page.goto(address.href);
  const asked = page.url().startsWith(platform.accountUrl);
  if (asked) await allow(page, { language });
  const callback = new URL(application.redirectUri);
  callback.search = String(await answer);
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier });
  return { config, tokens, asked };
}
