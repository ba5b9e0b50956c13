import type { Sealer } from '../../platform/crypto.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Language } from '../../platform/i18n.ts';
import { queueBulkMails, queueMail, sealMail } from '../../platform/mail/mail-queue.ts';
import { takeAttempt } from '../attempts/attempts.ts';
import { type LetterOf, writeLetter } from './letter.ts';

const WINDOW_SECONDS = 60 * 60;
/** Mails in an hour. Those that anybody can cause are counted apart from those that tell an owner what was done. */
const LIMITS = { askedForRecipient: 4, askedAtAddress: 20, toldToRecipient: 20 };

export interface AccountMail {
  /**
   * Whether a mail that a stranger asked for may go out, counting it. Whoever asked must not notice the difference, as
   * it would tell who has an account.
   */
  mayAsk(db: Queryable, recipient: string, address: string): Promise<boolean>;
  /** A letter as it is stored, for a statement that decides itself which one is sent. */
  sealed(letter: LetterOf, to: string, language: Language): Buffer;
  /** Queues letters to many, which wait behind all others; no limit counts them. */
  queueBulk(db: Queryable, letters: readonly Buffer[]): Promise<void>;
  /** Tells the owner of an account what happened to it; beyond the limit in silence. */
  tell(db: Queryable, letter: LetterOf, to: { email: string; language: Language }): Promise<void>;
  /** To be called once the transaction is committed, so that the mail does not wait for its turn. */
  wake(): void;
}

export function createAccountMail({ sealer, wake }: { sealer: Sealer; wake(): void }): AccountMail {
  return {
    async mayAsk(db, recipient, address) {
      const allowances = [
        { subject: `mail asked for ${recipient}`, limit: LIMITS.askedForRecipient },
        { subject: `mail asked at ${address}`, limit: LIMITS.askedAtAddress },
      ];
      return (await takeAttempt(db, allowances, WINDOW_SECONDS)) === 0;
    },
    queueBulk: queueBulkMails,
    sealed: (letter, to, language) => sealMail(sealer, writeLetter(letter, to, language)),
    async tell(db, letter, { email, language }) {
      const allowances = [{ subject: `mail told ${email}`, limit: LIMITS.toldToRecipient }];
      if ((await takeAttempt(db, allowances, WINDOW_SECONDS)) > 0) return;
      await queueMail(db, sealer, writeLetter(letter, email, language));
    },
    wake,
  };
}
