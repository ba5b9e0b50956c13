import { createTransport } from 'nodemailer';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html?: string;
}

export interface Mailer {
  /** Resolves when somebody else has taken the mail on; rejects when it should be tried again. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** @param from as in a header: `Corsia <no-reply@example.org>` */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    async send({ to, ...mail }) {
      // As an object, so that no character of an address can add another recipient.
      await transport.sendMail({ to: { name: '', address: to }, ...mail });
    },
    close: () => transport.close(),
  };
}
