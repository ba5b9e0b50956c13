import type { FastifyInstance } from 'fastify';
import { periodically } from '../platform/periodically.ts';
import type { AccountOptions } from './account-options.ts';
import { registerInvitation } from './clinic/invitation.routes.ts';
import { announceEnds } from './clinic/reminders.ts';
import { consolePages } from './console/console-pages.ts';
import { registerPages } from './console/register-pages.ts';
import { registerLogos } from './developer/logos.routes.ts';
import { registerInteractions } from './interactions/interactions.routes.ts';
import { createAccountMail } from './mail/account-mail.ts';
import { registerOutbox } from './mail/outbox.routes.ts';
import type { AuthorizationServer } from './oidc/authorization-server.ts';
import { DEFAULT_LIFETIMES } from './oidc/lifetimes.ts';
import { homePage } from './pages/home.page.ts';
import { registerPasskeySignIn } from './passkeys/passkeys.routes.ts';
import { createPasskeyWay } from './passkeys/passkeys.way.ts';
import { relyingPartyOf } from './passkeys/relying-party.ts';
import { registerForgottenPassword } from './password/password.routes.ts';
import { createPasswords } from './password/password.ts';
import { createSecondFactorStep } from './second-factor/second-factor.step.ts';
import { createArrivals } from './security/arrival.ts';
import { createSecurity } from './security/security.ts';
import { registerSignIn } from './sign-in/sign-in.routes.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { registerSignUp } from './sign-up/sign-up.routes.ts';
import { createBrowserKey } from './web/browser-key.ts';
import { createBrowserSessions } from './web/browser-session.ts';
import { createFormTokens } from './web/csrf.ts';
import { pageContext } from './web/page-context.ts';
import { type PortalServices, personContext } from './web/portal.ts';
import { sendPage } from './web/send-page.ts';

const ANNOUNCE_EVERY_MS = 60_000;

/** Makes what the pages work with, and puts up each group of them. */
export function registerRooms(
  app: FastifyInstance,
  { provider, clients }: AuthorizationServer,
  options: AccountOptions,
): void {
  const { database, accountUrl, apiUrl, cookieKeys, sandbox } = options;
  const secure = accountUrl.startsWith('https:');
  const { sealer } = options;
  const mail = createAccountMail({ sealer, wake: () => options.wakeMail?.() });
  const security = createSecurity({ mail, accountUrl });
  const passwords = createPasswords({ database, sealer, mail, security, accountUrl });
  const noteArrival = createArrivals({ database, security, secure });
  const relyingParty = relyingPartyOf(accountUrl);
  const signIn = createSignIn({
    database,
    sealer,
    security,
    otherWays: relyingParty ? [createPasskeyWay({ database, sealer, relyingParty })] : [],
    steps: [createSecondFactorStep({ database, sealer, security })],
    signUp: options.createDemoClinic !== undefined,
    sandboxAccounts: sandbox?.accounts,
  });
  const pages = {
    database,
    sealer,
    formTokens: createFormTokens(cookieKeys),
    sessions: createBrowserSessions({ provider, database, secure }),
    browserKey: createBrowserKey(secure),
    mail,
    security,
    accountUrl,
    sandbox: sandbox !== undefined,
  };
  const { patients } = options;
  registerInteractions(app, { ...pages, provider, clients, apiUrl, patients, signIn, noteArrival });
  registerSignIn(app, { ...pages, signIn, noteArrival });
  if (options.createDemoClinic) {
    registerSignUp(app, { ...pages, noteArrival, createDemoClinic: options.createDemoClinic });
  }
  if (options.outbox) registerOutbox(app, options.outbox);
  registerInvitation(app, { ...pages, noteArrival });
  registerForgottenPassword(app, { ...pages, passwords });
  if (relyingParty) registerPasskeySignIn(app, { ...pages, relyingParty });
  registerLogos(app, pages);
  const { lifetimes = DEFAULT_LIFETIMES, requestsPerMinute, fillNewClinic, resetClinic, clinicCatalogue } = options;
  const forConsoles = { apiUrl, lifetimes, requestsPerMinute, fillNewClinic, resetClinic, clinicCatalogue };
  registerPages(app, { ...pages, passwords, relyingParty, ...forConsoles }, consolePages);
  registerHome(app, pages, options);
  const stopAnnouncing = periodically(
    ANNOUNCE_EVERY_MS,
    () => announceEnds(pages),
    (error) => options.logger.error({ err: error }, 'announcing the end of access'),
  );
  app.addHook('onClose', stopAnnouncing);
}

function registerHome(
  app: FastifyInstance,
  pages: PortalServices,
  { accountUrl, apiUrl, sandbox }: AccountOptions,
): void {
  app.get('/', async (request, reply) => {
    const person = await pages.sessions.signedInPerson(request, reply);
    const context = person ? personContext(pages, request, person) : pageContext(request.raw, sandbox !== undefined);
    const page = homePage({
      context,
      ...(!person && { signInHref: '/sign-in' }),
      issuer: accountUrl,
      apiOrigin: apiUrl,
      ...(sandbox && { sandbox }),
    });
    return sendPage(reply, page);
  });
}
