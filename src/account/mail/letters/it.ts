import type { Letter } from '../letter.ts';
import type { en } from './en.ts';
import { clinicLetters } from './it.clinic.ts';
import { consoleLetters } from './it.console.ts';
import { deskLetters } from './it.desk.ts';

const notYou = (securityUrl: string): Pick<Letter, 'link' | 'after'> => ({
  link: { label: 'Controllare l’account', url: securityUrl },
  after: ['Se l’operazione è sconosciuta, cambiare subito la password e uscire da tutte le sessioni.'],
});

export const it: typeof en = {
  ...consoleLetters,
  ...clinicLetters,
  ...deskLetters,
  'confirm-sign-up': ({ url }) => ({
    subject: 'Conferma dell’indirizzo e-mail',
    paragraphs: ['È stata chiesta l’apertura di un account Corsia con questo indirizzo e-mail.'],
    link: { label: 'Confermare l’indirizzo', url },
    after: [
      'Il link funziona una sola volta, entro 24 ore. Se la richiesta è sconosciuta, basta eliminare questo messaggio: nessun account viene aperto.',
    ],
  }),
  'account-exists': ({ signInUrl, forgotUrl }) => ({
    subject: 'Esiste già un account Corsia',
    paragraphs: [
      'È stata chiesta l’apertura di un account Corsia con questo indirizzo e-mail. Un account esiste già, e non è stato modificato.',
      `Se la password è stata dimenticata, sceglierne una nuova qui:\n${forgotUrl}`,
    ],
    link: { label: 'Accedere', url: signInUrl },
    after: ['Se la richiesta è sconosciuta, non serve fare nulla.'],
  }),
  'reset-password': ({ url }) => ({
    subject: 'Scelta di una nuova password',
    paragraphs: ['È stata chiesta una nuova password per l’account Corsia con questo indirizzo e-mail.'],
    link: { label: 'Scegliere una nuova password', url },
    after: [
      'Il link funziona una sola volta, entro un’ora. Se la richiesta è sconosciuta, basta eliminare questo messaggio: la password resta quella di prima.',
    ],
  }),
  'first-manager': ({ clinic, url }) => ({
    subject: `Il suo account per ${clinic} su Corsia`,
    paragraphs: [`È stato aperto un account per gestire ${clinic} su Corsia. Per iniziare, scegliere una password.`],
    link: { label: 'Scegliere una password', url },
    after: [
      'Il link funziona una sola volta, entro tre giorni. In seguito si può chiedere una nuova password dalla pagina di accesso.',
    ],
  }),
  'password-changed': ({ when, address, browser, securityUrl }) => ({
    subject: 'La password è stata cambiata',
    paragraphs: [
      `La password dell’account Corsia è stata cambiata il ${when}, con ${browser} dall’indirizzo ${address}.`,
      'Tutte le altre sessioni sono state chiuse.',
    ],
    ...notYou(securityUrl),
  }),
  'factor-changed': ({ what, when, address, browser, securityUrl }) => ({
    subject: what,
    paragraphs: [`${what}.`, `È accaduto all’account Corsia il ${when}, con ${browser}, dall’indirizzo ${address}.`],
    ...notYou(securityUrl),
  }),
  'new-device': ({ when, address, browser, securityUrl }) => ({
    subject: 'Accesso da un nuovo dispositivo',
    paragraphs: [
      `Il ${when} è stato effettuato un accesso all’account Corsia con ${browser} dall’indirizzo ${address}, per la prima volta da lì.`,
    ],
    ...notYou(securityUrl),
  }),
  'application-connected': ({ application, when, applicationsUrl }) => ({
    subject: `${application} è stata collegata all’account`,
    paragraphs: [`Il ${when} all’applicazione ${application} è stato consentito di usare Corsia con questo account.`],
    link: { label: 'Vedere che cosa può fare, o scollegarla', url: applicationsUrl },
    after: ['Se l’operazione è sconosciuta, scollegarla e cambiare la password.'],
  }),
};
