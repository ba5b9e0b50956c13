import type { Letter } from '../letter.ts';

/** Letters of the administrators to clinics, people and developers. */
export const deskLetters = {
  'clinic-access': ({ clinic, open, reason }: { clinic: string; open: boolean; reason: string }): Letter => ({
    subject: open ? `${clinic} works again` : `${clinic} is suspended`,
    paragraphs: [
      open
        ? `${clinic} is open on Corsia again: its people can sign in, and its applications go on.`
        : `${clinic} is suspended on Corsia: nobody of the clinic can sign in, and no application works for it. No data was deleted.`,
      `What the administrator says:\n${reason}`,
    ],
  }),
  'account-access': ({ open, reason }: { open: boolean; reason: string }): Letter => ({
    subject: open ? 'Your account works again' : 'Your account is disabled',
    paragraphs: [
      open
        ? 'Your Corsia account was enabled: you can sign in again. What you had allowed to applications did not come back.'
        : 'Your Corsia account was disabled: you are signed out everywhere, and applications have lost what you allowed them.',
      `What the administrator says:\n${reason}`,
    ],
  }),
  notice: ({
    title,
    text,
    applications,
    url,
  }: {
    title: string;
    text: string;
    /** Of the reader. */
    applications: readonly string[];
    url: string;
  }): Letter => ({
    subject: title,
    paragraphs: text.split(/\n{2,}/),
    link: { label: 'Open your applications', url },
    after: [`You get this because you registered: ${applications.join(', ')}.`],
  }),
};
