import type { Letter } from '../letter.ts';
import { clinicLetters } from './en.clinic.ts';
import { consoleLetters } from './en.console.ts';
import { deskLetters } from './en.desk.ts';

interface Seen {
  /** When, where and with what, in words. */
  when: string;
  address: string;
  browser: string;
}

const notYou = (securityUrl: string): Pick<Letter, 'link' | 'after'> => ({
  link: { label: 'Check your account', url: securityUrl },
  after: ['If this was not you, change your password there and sign out of all sessions.'],
});

export const en = {
  ...consoleLetters,
  ...clinicLetters,
  ...deskLetters,
  'confirm-sign-up': ({ url }: { url: string }): Letter => ({
    subject: 'Confirm your e-mail address',
    paragraphs: ['Somebody, hopefully you, wants to open a Corsia account with this e-mail address.'],
    link: { label: 'Confirm the address', url },
    after: ['The link works once, within 24 hours. If it was not you, delete this mail: no account is opened.'],
  }),
  'account-exists': ({ signInUrl, forgotUrl }: { signInUrl: string; forgotUrl: string }): Letter => ({
    subject: 'You already have a Corsia account',
    paragraphs: [
      'Somebody, hopefully you, wanted to open a Corsia account with this e-mail address. There is one already, and nothing about it was changed.',
      `If you forgot the password, choose a new one here:\n${forgotUrl}`,
    ],
    link: { label: 'Sign in', url: signInUrl },
    after: ['If it was not you, there is nothing to do.'],
  }),
  'reset-password': ({ url }: { url: string }): Letter => ({
    subject: 'Choose a new password',
    paragraphs: ['Somebody, hopefully you, asked for a new password for the Corsia account with this e-mail address.'],
    link: { label: 'Choose a new password', url },
    after: ['The link works once, within one hour. If it was not you, delete this mail: the old password stays.'],
  }),
  'first-manager': ({ clinic, url }: { clinic: string; url: string }): Letter => ({
    subject: `Your account for ${clinic} on Corsia`,
    paragraphs: [`An account was opened for you: you manage ${clinic} on Corsia. Choose a password to begin.`],
    link: { label: 'Choose a password', url },
    after: ['The link works once, within three days. After that, ask for a new password on the page of the sign-in.'],
  }),
  'password-changed': ({ when, address, browser, securityUrl }: Seen & { securityUrl: string }): Letter => ({
    subject: 'Your password was changed',
    paragraphs: [
      `The password of your Corsia account was changed on ${when}, from ${browser} at the address ${address}.`,
      'All other sessions were signed out.',
    ],
    ...notYou(securityUrl),
  }),
  'factor-changed': ({
    what,
    when,
    address,
    browser,
    securityUrl,
  }: Seen & { what: string; securityUrl: string }): Letter => ({
    subject: what,
    paragraphs: [
      `${what}.`,
      `This happened to your Corsia account on ${when}, from ${browser} at the address ${address}.`,
    ],
    ...notYou(securityUrl),
  }),
  'new-device': ({ when, address, browser, securityUrl }: Seen & { securityUrl: string }): Letter => ({
    subject: 'Sign-in from a new device',
    paragraphs: [
      `Somebody signed in to your Corsia account on ${when}, from ${browser} at the address ${address}, for the first time from there.`,
    ],
    ...notYou(securityUrl),
  }),
  'application-connected': ({
    application,
    when,
    applicationsUrl,
  }: {
    application: string;
    when: string;
    applicationsUrl: string;
  }): Letter => ({
    subject: `${application} was connected to your account`,
    paragraphs: [`On ${when} the application ${application} was allowed to use Corsia as you.`],
    link: { label: 'See what it may do, or disconnect it', url: applicationsUrl },
    after: ['If this was not you, disconnect it and change your password.'],
  }),
};
