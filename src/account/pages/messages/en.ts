import { html } from '../../../platform/html.ts';
import { accountPages } from './en.account.ts';
import { administrationPages } from './en.administration.ts';
import { applicationPages } from './en.application.ts';
import { cataloguePages } from './en.catalogue.ts';
import { clinicPages } from './en.clinic.ts';
import { consolePages } from './en.console.ts';
import { deskPages } from './en.desk.ts';
import { developerPages } from './en.developer.ts';
import { device } from './en.device.ts';
import { rolePages } from './en.roles.ts';
import { passkeys, secondFactor } from './en.second-factor.ts';
import { smartPages } from './en.smart.ts';

export const en = {
  layout: {
    languageName: 'English',
    start: 'Corsia, start page',
    sandbox: 'Sandbox',
    darkTheme: 'Dark theme',
    errorTitle: (title: string) => `Error: ${title}`,
  },
  controls: {
    copy: 'Copy',
    copied: 'Copied',
    copyWhat: (what: string) => `Copy ${what}`,
    show: 'Show',
    hide: 'Hide',
    password: ' password',
    newTab: ' (opens in a new tab)',
  },
  roles: {
    manager: 'Manager',
    practitioner: 'Practitioner',
    receptionist: 'Receptionist',
    billing: 'Billing',
    integrator: 'Integrator',
    developer: 'Developer',
    administrator: 'Administrator',
  },
  sandboxAccounts: {
    title: 'Sandbox accounts',
    password: (password: string) => html`All with the password <code>${password}</code>`,
    withoutClinic: 'Without a clinic',
    fillIn: 'Fill in',
    filledIn: (email: string) => `${email}: e-mail and password filled in`,
    email: 'e-mail',
  },
  account: {
    signedInAs: 'Signed in as',
    switch: 'Use another account',
  },
  signIn: {
    title: 'Sign in',
    continueTo: (application: string) => html`to continue to <strong>${application}</strong>`,
    plain: 'with your Corsia account',
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    wrongTitle: 'E-mail or password not right',
    wrongEmail: 'Check the e-mail, which has been kept',
    wrongPassword: 'Enter the password again',
    missingTitle: 'Something is missing',
    missing: { email: 'Enter the e-mail address', password: 'Enter the password' },
    throttledTitle: 'Too many attempts',
    throttledText: (wait: string) => `For safety, sign-in is paused. Try again in ${wait}. The e-mail has been kept.`,
    expired: 'The page had been open for too long, so nothing was sent. Sign in again: the e-mail has been kept.',
  },
  scopes: {
    'giponext.patients': {
      name: 'Patients',
      text: 'See and change names, contacts and fiscal codes of your clinic’s patients.',
    },
    'giponext.agenda': {
      name: 'Agenda and appointments',
      text: 'See calendars and free times; book, move and cancel appointments.',
    },
    'giponext.treatments': {
      name: 'Treatments and prices',
      text: 'See the treatments your clinic offers and its price lists, without changing them.',
    },
    'giponext.episodes': {
      name: 'Episodes of care',
      text: 'See and change the course of care that links a patient’s visits, with its diagnoses.',
    },
    'giponext.medicalreports': {
      name: 'Medical reports',
      text: 'Read, write and sign patients’ clinical documents, with their attachments.',
    },
    'giponext.invoices': {
      name: 'Invoices',
      text: 'See, prepare and issue invoices and credit notes; record payments.',
    },
    'giponext.fhir': {
      name: 'FHIR data exchange',
      text: 'Exchange patients, appointments, episodes, reports and invoices with other health systems, in the FHIR standard.',
    },
    'launch/patient': {
      name: 'One patient',
      text: 'Work with the one patient whom you choose below.',
    },
    fhirUser: { name: 'Who you are in the clinic', text: 'Know which practitioner of your clinic you are.' },
    offline_access: {
      name: 'Stay connected',
      text: 'Keep working when you are not here, until you disconnect it.',
    },
    profile: { name: 'Your name', text: 'See the name in your profile.' },
    email: { name: 'Your e-mail address', text: 'See the e-mail address of your account.' },
    tenant: { name: 'Your clinic', text: 'See the name and identifier of the clinic you belong to.' },
  },
  consent: {
    title: (application: string) => `${application} wants to use Corsia as you`,
    heading: (application: string) => html`<strong>${application}</strong> wants to use Corsia as you`,
    developer: (developer: string) => html`Made by ${developer}`,
    groups: {
      clinic: 'What it may do in your clinic',
      person: 'What it may know about you',
      absence: 'Connection',
    },
    identity: 'It always learns an identifier of your account, to recognise you next time.',
    sensitive: 'Health data',
    grantedBefore: 'Allowed before',
    kept: (names: string) => html`Allowed before, and unchanged: <strong>${names}</strong>.`,
    allow: 'Allow selected',
    withReports: ', medical reports included',
    refuse: 'Refuse all',
    limits: 'Whatever you allow, it can do no more than your own role may.',
    backTo: (host: string) => html`Then you go back to <strong>${host}</strong>.`,
    backToThisComputer: (host: string) =>
      html`Then you go back to the application on this computer (<strong>${host}</strong>).`,
    backToDevice: 'Then you can go back to the device.',
    home: 'About the application',
    privacy: 'Its privacy policy',
  },
  error: {
    kinds: {
      'invalid-request': {
        title: 'This request cannot be completed',
        text: 'The application sent a request that Corsia cannot accept. Nothing was shared, and it is nothing you did.',
        next: 'Go back to the application and try again. If it happens again, send its developers the details below.',
      },
      'unknown-application': {
        title: 'Application not recognised',
        text: 'The application that sent you here is not registered with Corsia, or is no longer approved. Nothing was shared.',
        next: 'If you use it for work, tell whoever looks after it, with the details below.',
      },
      'redirect-mismatch': {
        title: 'Stopped for your safety',
        text: 'The application asked to send you back to an address that it has not registered. Nothing was shared.',
        next: 'Do not go on. If you trust the application, send its developers the details below.',
      },
      expired: {
        title: 'This sign-in is no longer open',
        text: 'It stayed open for too long, was already completed, or was started in another window. Nothing was shared.',
        next: 'Go back to the application and start again.',
      },
      'not-found': {
        title: 'Page not found',
        text: 'The address may be mistyped, or the page may have moved.',
        next: 'Check the address, or begin from the start page.',
      },
      internal: {
        title: 'Something went wrong on our side',
        text: 'The last step was not completed.',
        next: 'Try again in a moment. If it happens again, send support the details below.',
      },
    },
    details: 'Details for support',
    code: 'Error',
    description: 'Description',
    requestId: 'Request',
    start: 'Go to the start page',
  },
  ...accountPages,
  ...consolePages,
  ...developerPages,
  ...applicationPages,
  ...administrationPages,
  ...deskPages,
  ...clinicPages,
  ...cataloguePages,
  ...rolePages,
  ...smartPages,
  device,
  formPost: {
    title: 'Going back to the application',
    text: 'If nothing happens in a moment, press the button.',
    submit: 'Continue',
  },
  secondFactor,
  passkeys,
  signOut: {
    title: 'Sign out of Corsia?',
    text: 'You will be asked for the password again the next time.',
    applications: 'Applications that you allowed to stay connected keep working after you sign out.',
    submit: 'Sign out',
    stay: 'Stay signed in',
  },
  signedOut: {
    title: 'You are signed out',
    text: 'On a shared computer, also close the browser window.',
    applications: 'Applications that you allowed to stay connected keep working.',
    start: 'Go to the start page',
  },
  home: {
    title: 'The account site',
    heading: 'One sign-in for the clinic and the software it uses',
    lead: 'Corsia is an open platform for outpatient medical centres. Here people sign in, and decide what each connected application may see and do.',
    signIn: 'Sign in',
    gettingStarted: 'Getting started',
    tryApi: 'Try the API',
    clinics: 'For medical centres',
    clinicPoints: [
      'Everyone works with a personal account and a role.',
      'Every application asks first, one permission at a time.',
      'Every look at a patient’s data is recorded.',
    ],
    integrators: 'For integrators',
    integratorPoints: [
      'OAuth 2.0 and OpenID Connect, with PKCE.',
      'A REST API described in OpenAPI 2.0.',
      'A sandbox with made-up data, yours to break.',
    ],
    addresses: 'Addresses',
    issuer: 'Issuer',
    discovery: 'Discovery',
    api: 'API',
    description: 'OpenAPI description',
    sandbox: 'This is a sandbox',
    sandboxText: 'No person, clinic or document in it is real. Accounts and applications are the same at every start.',
    applications: 'Sandbox applications',
    applicationKinds: {
      web: 'Web application: code, refresh token',
      native: 'Desktop or mobile: code with PKCE',
      device: 'Without a browser: device code',
    },
    clientId: 'client_id',
    clientSecret: 'client_secret',
    noSecret: 'none, it is a public client',
  },
};

/** What every language must say: another dictionary of this type with a key missing does not compile. */
export type Messages = typeof en;
