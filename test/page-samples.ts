import type { Account } from '../src/account/pages/components/account-box.ts';
import type { SandboxAccounts } from '../src/account/pages/components/sandbox-accounts.ts';
import { consentPage } from '../src/account/pages/consent.page.ts';
import { deviceCodePage, deviceConfirmPage, deviceOutcomePage } from '../src/account/pages/device.page.ts';
import { type ErrorKind, errorPage } from '../src/account/pages/error.page.ts';
import { formPostPage } from '../src/account/pages/form-post.page.ts';
import { homePage } from '../src/account/pages/home.page.ts';
import type { PageContext } from '../src/account/pages/layout.ts';
import { messages } from '../src/account/pages/messages.ts';
import { scopeGroups } from '../src/account/pages/scopes.ts';
import { signInPage } from '../src/account/pages/sign-in.page.ts';
import { signOutPage } from '../src/account/pages/sign-out.page.ts';
import { signedOutPage } from '../src/account/pages/signed-out.page.ts';
import type { Html } from '../src/platform/html.ts';
import type { Language } from '../src/platform/i18n.ts';
import { accountSamples } from './accounts/page-samples.ts';
import { administrationSamples } from './administration/page-samples.ts';
import { clinicSamples } from './clinic/page-samples.ts';
import { roleSamples } from './clinic/roles-page-samples.ts';
import { catalogueSamples } from './clinic-catalogue/page-samples.ts';
import { applicationSamples } from './developer/application-page-samples.ts';
import { developerSamples } from './developer/page-samples.ts';
import { secondFactorSamples } from './second-factor/page-samples.ts';

/** The text that people and developers choose, which the pages must survive. */
type Names = {
  application: string;
  developer: string;
  person: string;
  email: string;
  clinic: string;
  /** Of a link that a developer registers. */
  url: string;
  host: string;
  logo?: string;
  description: string;
};

export const plainNames: Names = {
  application: 'Referti Facili',
  developer: 'Studio Rossi S.r.l.',
  person: 'Giulia Bianchi',
  email: 'giulia.bianchi@poliambulatorio-aurora.example',
  clinic: 'Poliambulatorio Aurora',
  url: 'https://referti-facili.example/privacy',
  host: 'app.referti-facili.example',
  description: "redirect_uri did not match any of the client's registered redirect_uris",
};

export const longNames: Names = {
  application: 'Gestione Integrata Agende, Referti e Fatturazione per Poliambulatori Specialistici Convenzionati',
  developer: 'Consorzio Interregionale per l’Informatica Sanitaria Territoriale, Società Cooperativa a r.l.',
  person: 'Massimiliano Bartolomeo Della Santissima Annunziata Castelnuovo-Tedesco',
  email: 'massimiliano.bartolomeo.castelnuovo-tedesco@poliambulatorio-specialistico-convenzionato.example',
  clinic: 'Poliambulatorio Specialistico Convenzionato San Bartolomeo all’Isola di Roma Capitale',
  url: 'https://a.example/',
  host: 'accesso.gestione-integrata-agende-referti-fatturazione.poliambulatori-convenzionati.example:8443',
  logo: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  description: 'invalid_redirect_uri '.repeat(12),
};

const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)> " onmouseover="alert(1)" style="color:red`;

export const hostileNames: Names = {
  application: hostile,
  developer: hostile,
  person: hostile,
  email: hostile,
  clinic: hostile,
  url: 'javascript:alert(1)',
  host: hostile,
  logo: 'https://evil.example/pixel.png',
  description: hostile,
};

const sandboxAccounts = (names: Names): SandboxAccounts => ({
  password: 'corsia-sandbox',
  accounts: [
    { email: 'manager@sandbox.test', role: 'manager', clinic: names.clinic },
    { email: 'doctor@sandbox.test', role: 'practitioner', clinic: names.clinic },
    { email: 'reception@sandbox.test', role: 'receptionist', clinic: names.clinic },
    { email: 'billing@sandbox.test', role: 'billing', clinic: names.clinic },
    { email: 'integrator@sandbox.test', role: 'integrator', clinic: names.clinic },
    { email: 'manager@other.test', role: 'manager', clinic: 'Studio Medico Borgo' },
    { email: 'developer@sandbox.test', role: 'developer' },
    { email: 'admin@sandbox.test', role: 'administrator' },
  ],
});

const errors: [ErrorKind, code: string][] = [
  ['invalid-request', 'invalid_request'],
  ['unknown-application', 'invalid_client'],
  ['redirect-mismatch', 'invalid_redirect_uri'],
  ['expired', 'invalid_request'],
  ['not-found', 'not_found'],
  ['internal', 'server_error'],
];

/** The page that is gone as soon as its script runs. */
export const SENDS_ITSELF_ON = 'form-post';

/** Every page in every state it has, by name. */
export function pageSamples(language: Language, names: Names = plainNames): Map<string, Html> {
  const application = { name: names.application, logo: names.logo };
  const target = { action: '/interaction/Vq3bWc1', csrfToken: 'Lk2mR8tYw0' };
  const at = (name: string, sandbox = false): PageContext => ({ language, path: `/${name}`, sandbox });
  const signIn = (name: string, view: Partial<Parameters<typeof signInPage>[0]>) =>
    [name, signInPage({ ...target, context: at(name, 'sandboxAccounts' in view), application, ...view })] as const;
  const account: Account = { name: names.person, email: names.email, clinic: { name: names.clinic, sandbox: false } };
  const kept = { email: names.email };
  const consent = {
    ...target,
    account,
    application: { ...application, developer: names.developer, homeUrl: names.url, privacyUrl: names.url },
  };
  return new Map([
    signIn('sign-in', {}),
    signIn('sign-in-plain', { application: undefined, email: names.email, signUp: true }),
    signIn('sign-in-sandbox', { sandboxAccounts: sandboxAccounts(names) }),
    signIn('sign-in-wrong', { ...kept, problem: { kind: 'wrong-credentials' } }),
    signIn('sign-in-missing', { problem: { kind: 'missing', fields: ['email', 'password'] } }),
    signIn('sign-in-throttled', { ...kept, problem: { kind: 'throttled', retryAfterSeconds: 290 } }),
    signIn('sign-in-expired', { ...kept, problem: { kind: 'expired' } }),
    [
      'consent',
      consentPage({
        ...consent,
        context: at('consent', true),
        account: { ...account, clinic: { name: names.clinic, sandbox: true } },
        scopes: Object.values(scopeGroups)
          .flat()
          .map((scope) => ({
            scope,
            grantedBefore: scope === 'giponext.patients',
            ticked: scope !== 'giponext.invoices',
          })),
        redirectHost: names.host,
      }),
    ],
    [
      'consent-loopback',
      consentPage({
        ...consent,
        context: at('consent-loopback'),
        scopes: [{ scope: 'giponext.agenda' }, { scope: 'offline_access' }],
        redirectHost: '127.0.0.1:51823',
      }),
    ],
    ['device-code', deviceCodePage({ ...target, context: at('device'), code: 'BCDF-GHJK' })],
    ...(['missing', 'wrong', 'expired', 'used', 'failed'] as const).map(
      (problem) =>
        [
          `device-code-${problem}`,
          deviceCodePage({ ...target, context: at('device'), code: names.person, problem }),
        ] as const,
    ),
    [
      SENDS_ITSELF_ON,
      formPostPage({
        context: at('form-post'),
        action: names.url,
        inputs: { code: 'Vq3bWc1', state: names.person },
      }),
    ],
    [
      'device-confirm',
      deviceConfirmPage({
        ...target,
        context: at('device'),
        application: { ...application, developer: names.developer },
        code: 'BCDF-GHJK',
        scopes: ['giponext.patients', 'giponext.agenda', 'offline_access'],
      }),
    ],
    ['device-done', deviceOutcomePage(at('device'), { kind: 'done', application: names.application })],
    ['device-refused', deviceOutcomePage(at('device'), { kind: 'refused' })],
    ['device-throttled', deviceOutcomePage(at('device'), { kind: 'throttled', retryAfterSeconds: 840 })],
    [
      'consent-incremental',
      consentPage({
        ...consent,
        context: at('consent-incremental'),
        scopes: [{ scope: 'giponext.invoices' }],
        kept: ['giponext.patients', 'giponext.agenda'],
        redirectHost: names.host,
      }),
    ],
    [
      'consent-patient',
      consentPage({
        ...consent,
        context: at('consent-patient'),
        scopes: [
          { scope: 'launch/patient' },
          { scope: 'patient/Patient.rs' },
          { scope: 'user/Slot.rs' },
          { scope: 'fhirUser' },
        ],
        patient: {
          q: 'ros',
          found: [
            { id: 18, name: names.person, birthDate: '1949-05-15' },
            { id: 19, name: 'Rossi Mario', birthDate: undefined },
          ],
          chosen: undefined,
          missing: true,
        },
        redirectHost: names.host,
      }),
    ],
    [
      'consent-smart',
      consentPage({
        ...consent,
        context: at('consent-smart'),
        // What a type is called is told by the messages; one that they do not know keeps its own name.
        scopes: [...Object.keys(messages[language].smartScopes.types), 'Basic'].map((type) => ({
          scope: `user/${type}.cruds` as const,
        })),
        patient: { q: names.person, found: [], chosen: undefined, missing: false },
        noPatients: true,
        redirectHost: names.host,
      }),
    ],
    [
      'consent-device',
      consentPage({
        ...consent,
        context: at('consent-device'),
        account: { name: names.person, email: names.email },
        scopes: [{ scope: 'giponext.invoices' }],
      }),
    ],
    ...errors.map(([kind, code]) => {
      const name = `error-${kind}`;
      const description = kind === 'redirect-mismatch' ? names.description : undefined;
      const requestId = '01JD5V7Z3Q8M4K2N9T6W1X0YBC';
      return [name, errorPage({ context: at(name), kind, code, description, requestId })] as const;
    }),
    ['sign-out', signOutPage({ ...target, context: at('sign-out'), account })],
    ...secondFactorSamples(language, names),
    ...accountSamples(language, names),
    ...developerSamples(language, names),
    ...applicationSamples(language, names),
    ...administrationSamples(language, names),
    ...roleSamples(language, names),
    ...clinicSamples(language, names),
    ...catalogueSamples(language, names),
    ['signed-out', signedOutPage({ context: at('signed-out') })],
    [
      'home',
      homePage({
        context: at('home'),
        signInHref: '/profile',
        issuer: 'https://account.corsia.example',
        apiOrigin: 'https://api.corsia.example',
      }),
    ],
    [
      'home-sandbox',
      homePage({
        context: at('home-sandbox', true),
        signInHref: '/sign-in',
        issuer: 'http://localhost:5001',
        apiOrigin: 'http://localhost:5002',
        sandbox: {
          accounts: sandboxAccounts(names),
          applications: [
            { name: names.application, clientId: 'sandbox-web', clientSecret: 'sandbox-web-secret', kind: 'web' },
            { name: 'Sandbox native', clientId: 'sandbox-native', kind: 'native' },
            { name: 'Sandbox device', clientId: 'sandbox-device', kind: 'device' },
          ],
        },
      }),
    ],
  ]);
}
