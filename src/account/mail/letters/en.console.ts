import type { Letter } from '../letter.ts';

type RequestType = 'developer-role' | 'application' | 'application-change' | 'general';
type Outcome = 'granted' | 'refused' | 'closed';

const about: Record<RequestType, (subject: string) => string> = {
  'developer-role': (email) => `the developer role for ${email}`,
  application: (name) => `the application ${name}`,
  'application-change': (name) => `a change of the application ${name}`,
  general: (subject) => `“${subject}”`,
};

type Step =
  | 'submitted'
  | 'approved'
  | 'rejected'
  | 'suspended'
  | 'reinstated'
  | 'revoked'
  | 'changed'
  | 'not-changed'
  | 'redirect-uri-added'
  | 'secret-made';

const steps: Record<Step, (application: string, detail: string) => { subject: string; text: string }> = {
  submitted: (application) => ({
    subject: `${application}: the request arrived`,
    text: `The request for ${application} was handed in. An administrator looks at it, usually within two working days.`,
  }),
  approved: (application) => ({
    subject: `${application} is approved`,
    text: `${application} is approved. Its page shows the client_id, and its first secret if it has one: the secret is shown once.`,
  }),
  rejected: (application) => ({
    subject: `${application} was not approved`,
    text: `${application} was not approved. Correct it and hand it in again.`,
  }),
  suspended: (application) => ({
    subject: `${application} is suspended`,
    text: `${application} is suspended: nobody can sign in to it, and its tokens have ended.`,
  }),
  reinstated: (application) => ({
    subject: `${application} works again`,
    text: `${application} is approved again. People have to sign in to it anew.`,
  }),
  revoked: (application) => ({
    subject: `${application} is revoked`,
    text: `${application} is revoked for good: nobody can sign in to it, and its tokens have ended.`,
  }),
  changed: (application) => ({
    subject: `${application}: the change is made`,
    text: `The change that was asked for ${application} is made, and holds from now on.`,
  }),
  'not-changed': (application) => ({
    subject: `${application}: the change was refused`,
    text: `The change that was asked for ${application} was refused. Everything stays as it was.`,
  }),
  'redirect-uri-added': (application, detail) => ({
    subject: `${application}: a redirect URI was added`,
    text: `People can be sent back to this address after they sign in to ${application}:\n${detail}\nIf this was not you, remove it, change your password and tell an administrator.`,
  }),
  'secret-made': (application) => ({
    subject: `${application}: a new secret was made`,
    text: `${application} has a new secret. If this was not you, delete it, change your password and tell an administrator.`,
  }),
};

const because = (reason: string): string[] => (reason ? [`What the administrator says:\n${reason}`] : []);

/** Letters of the consoles. */
export const consoleLetters = {
  'application-step': ({
    application,
    step,
    reason = '',
    detail = '',
    url,
  }: {
    application: string;
    step: Step;
    /** Of an administrator. */
    reason?: string;
    detail?: string;
    url: string;
  }): Letter => {
    const { subject, text } = steps[step](application, detail);
    return { subject, paragraphs: [text, ...because(reason)], link: { label: 'Open the application', url } };
  },
  'developer-role': ({ granted, reason, url }: { granted: boolean; reason: string; url: string }): Letter => ({
    subject: granted ? 'You are a developer now' : 'The developer role ended',
    paragraphs: [
      granted
        ? 'Your Corsia account has the developer role: you can register applications. It opens no data of any clinic.'
        : 'Your Corsia account has the developer role no more. Applications that you registered stay as they are.',
      ...because(reason),
    ],
    link: { label: granted ? 'Register an application' : 'Open the account', url },
  }),
  'request-arrived': ({ type, subject, url }: { type: RequestType; subject: string; url: string }): Letter => ({
    subject: `A request waits: ${about[type](subject)}`,
    paragraphs: [
      type === 'general' ? `Somebody asks: ${about[type](subject)}.` : `Somebody asks for ${about[type](subject)}.`,
    ],
    link: { label: 'Look at the request', url },
  }),
  'request-decided': ({
    type,
    subject,
    outcome,
    reason,
    url,
  }: {
    type: RequestType;
    subject: string;
    outcome: Outcome;
    reason: string;
    url: string;
  }): Letter => ({
    subject: `${{ granted: 'Granted', refused: 'Refused', closed: 'Closed' }[outcome]}: ${about[type](subject)}`,
    paragraphs: [
      outcome === 'closed'
        ? `Your request ${about[type](subject)} is closed.`
        : `You asked for ${about[type](subject)}. It was ${outcome}.`,
      ...because(reason),
    ],
    link: { label: 'Open the request', url },
  }),
  'request-message': ({
    type,
    subject,
    text,
    url,
  }: {
    type: RequestType;
    subject: string;
    text: string;
    url: string;
  }): Letter => ({
    subject: `A message about ${about[type](subject)}`,
    paragraphs: [text],
    link: { label: 'Answer', url },
  }),
};
