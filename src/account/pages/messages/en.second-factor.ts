import { html } from '../../../platform/html.ts';

/** Two-step sign-in and passkeys. */
export const secondFactor = {
  name: 'Two-step sign-in',
  again: 'Before you change how you sign in, sign in once more.',
  step: {
    title: 'Enter the code',
    lead: 'Open the authenticator app and type the code that it shows for Corsia.',
    code: 'Code from the app',
    codeHint: 'Six digits',
    submit: 'Continue',
    trouble: 'Without the app',
    recoveryCode: 'Recovery code',
    recoveryHint: 'One of the codes stored when two-step sign-in was turned on. Each works once.',
    recoverySubmit: 'Use the recovery code',
    again: 'Sign in with another account',
  },
  problems: {
    title: 'The code is not right',
    throttledTitle: 'Too many attempts',
    missing: 'Enter the code',
    wrong: 'Type the code that the app shows now. If it goes on failing, let the phone set its clock by itself.',
    used: 'This code was used already. Wait for the next one, at most half a minute.',
    recovery: 'Check the recovery code. One that was used before does not work again.',
    throttled: (wait: string) =>
      `For safety, codes of the app are paused. Use a recovery code, or try again in ${wait}.`,
    recoveryThrottled: (wait: string) => `For safety, recovery codes are paused. Try again in ${wait}.`,
    setUpExpired: 'The page had been open for too long, so there is a new QR code: scan this one.',
  },
  setUp: {
    title: 'Turn on two-step sign-in',
    lead: 'After the password, Corsia will ask for a code that only your phone can make.',
    scan: 'Scan this with an authenticator app',
    apps: 'Any will do: Google Authenticator, Microsoft Authenticator, Aegis, 1Password, Apple Passwords.',
    qr: 'QR code with the key below',
    openApp: 'Open in an app on this device',
    byHand: 'Or type this key into the app:',
    key: 'key',
    confirm: 'Type the code that the app shows',
    submit: 'Turn on',
    cancel: 'Cancel',
  },
  codes: {
    title: 'Store the recovery codes',
    on: 'Two-step sign-in is on.',
    renewed: 'There are new recovery codes; the old ones have ended.',
    text: 'Without the phone, each of these lets you in once, together with the password. They are shown now and never again.',
    list: 'Recovery codes',
    copy: 'Copy',
    download: 'Download',
    print: 'Print',
    file: (email: string, codes: string) => `Recovery codes of ${email} for Corsia. Each works once.\n\n${codes}\n`,
    stored: 'I stored them',
  },
  renew: {
    title: 'New recovery codes',
    text: (left: number) =>
      left === 1
        ? 'One recovery code is left. Ten new ones take its place.'
        : `${left} recovery codes are left. Ten new ones take their place.`,
    submit: 'Make new codes',
  },
  remove: {
    title: 'Turn off two-step sign-in?',
    text: 'The password alone will then be enough to sign in. The recovery codes end.',
    proof: 'Password, or a code from the app',
    submit: 'Turn off',
    keep: 'Keep it on',
    wrongTitle: 'Password or code not right',
    wrong: 'Enter the password, or the code that the app shows now',
    missing: 'Enter the password or a code',
  },
  section: {
    off: 'Off. The password alone is enough to sign in.',
    on: (since: string) => `On since ${since}.`,
    left: (left: number) =>
      left === 0
        ? 'No recovery code is left.'
        : left === 1
          ? 'One recovery code is left.'
          : `${left} recovery codes are left.`,
    turnOn: 'Turn on two-step sign-in',
    renew: 'New recovery codes',
    turnOff: 'Turn off',
  },
};

export const passkeys = {
  name: 'Passkeys',
  signIn: 'Sign in with a passkey',
  or: 'or',
  notUsed: 'The passkey was not used. Try again, or use the password.',
  failedTitle: 'The passkey did not work',
  failed: 'Try again, or use the password. A passkey that was removed from the account no longer works.',
  section: {
    text: 'Sign in with a fingerprint, the face or the PIN of a device, without a password.',
    none: 'No passkey yet.',
    created: (at: string) => `Added ${at}`,
    used: (at: string) => `last used ${at}`,
    neverUsed: 'never used',
    synced: 'Synced',
    change: html`Change<span class="visually-hidden"> the passkey</span>`,
    add: 'Add a passkey',
  },
  add: {
    title: 'Add a passkey',
    text: 'The browser asks where to keep it: on this device, in a password manager, or on a security key.',
    name: 'Name',
    nameHint: 'To tell it from others, such as “Reception computer”. It may stay empty.',
    submit: 'Create the passkey',
    needsScript: 'Passkeys need JavaScript, which is off in this browser.',
    unsupported: 'This browser has no passkeys. A newer one, or a phone, has.',
    cancel: 'Cancel',
    fallbackName: 'Passkey',
    problems: {
      title: 'No passkey was added',
      cancelled: 'It was cancelled, or took too long. Try again.',
      known: 'This device holds a passkey of the account already.',
      refused: 'The passkey could not be verified. Try again.',
      full: 'The account has twenty passkeys. Remove one first.',
    },
  },
  change: {
    title: (name: string) => `Passkey “${name}”`,
    name: 'Name',
    save: 'Save the name',
    missing: 'Enter a name',
    missingTitle: 'Something is missing',
    removeTitle: 'Remove it',
    removeText: 'It will no longer sign you in. Remove it from the device or the password manager, too.',
    remove: 'Remove the passkey',
    back: 'Back to security',
  },
};
