import type { Letter } from '../letter.ts';

interface Invited {
  clinic: string;
  inviter: string;
  role: string;
  /** In words; of an integrator. */
  until?: string | undefined;
  url: string;
}

/** Letters of a clinic to the people it lets in. */
export const clinicLetters = {
  invitation: ({ clinic, inviter, role, until, url }: Invited): Letter => ({
    subject: `${clinic} invites you`,
    paragraphs: [
      `${inviter} invites you to work with ${clinic} on Corsia, with the role ${role}${until ? `, until ${until}` : ''}.`,
    ],
    link: { label: 'Open the account', url },
    after: [
      'The link works once, within seven days. If you did not expect it, delete this mail: no account is opened.',
    ],
  }),
  'invitation-known': ({ clinic, inviter }: Invited): Letter => ({
    subject: `${clinic} invites you`,
    paragraphs: [
      `${inviter} invites you to work with ${clinic} on Corsia. This e-mail address has an account already, and an account belongs to one clinic: nothing about it was changed.`,
      'To accept, ask for an invitation to another address of yours.',
    ],
  }),
  'access-ends': ({
    person,
    clinic,
    until,
    url,
  }: {
    person?: string;
    clinic: string;
    until: string;
    url: string;
  }): Letter => ({
    subject: person ? `The access of ${person} ends soon` : `Your access to ${clinic} ends soon`,
    paragraphs: [
      person
        ? `The access of ${person} to ${clinic} ends on ${until}. If it is needed for longer, change the end.`
        : `Your access to ${clinic} ends on ${until}. If it is needed for longer, ask the manager of the clinic.`,
    ],
    link: { label: person ? 'Open the integrators' : 'Open the account', url },
  }),
};
