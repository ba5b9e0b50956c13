import type { consoleLetters as en } from './en.console.ts';

type RequestType = Parameters<(typeof en)['request-arrived']>[0]['type'];

const about: Record<RequestType, (subject: string) => string> = {
  'developer-role': (email) => `ruolo di sviluppatore per ${email}`,
  application: (name) => `applicazione ${name}`,
  'application-change': (name) => `modifica dell’applicazione ${name}`,
  general: (subject) => `“${subject}”`,
};

type Step = Parameters<(typeof en)['application-step']>[0]['step'];

const steps: Record<Step, (application: string, detail: string) => { subject: string; text: string }> = {
  submitted: (application) => ({
    subject: `${application}: richiesta ricevuta`,
    text: `La richiesta per ${application} è stata inviata. Un amministratore la esamina, di solito entro due giorni lavorativi.`,
  }),
  approved: (application) => ({
    subject: `${application} è approvata`,
    text: `${application} è approvata. La sua pagina mostra il client_id e, se previsto, il primo segreto: il segreto viene mostrato una volta sola.`,
  }),
  rejected: (application) => ({
    subject: `${application} non è stata approvata`,
    text: `${application} non è stata approvata. È possibile correggerla e inviarla di nuovo.`,
  }),
  suspended: (application) => ({
    subject: `${application} è sospesa`,
    text: `${application} è sospesa: nessuno può più accedervi e i suoi token non valgono più.`,
  }),
  reinstated: (application) => ({
    subject: `${application} funziona di nuovo`,
    text: `${application} è di nuovo approvata. Occorre ripetere l’accesso.`,
  }),
  revoked: (application) => ({
    subject: `${application} è revocata`,
    text: `${application} è revocata definitivamente: nessuno può più accedervi e i suoi token non valgono più.`,
  }),
  changed: (application) => ({
    subject: `${application}: modifica effettuata`,
    text: `La modifica richiesta per ${application} è stata effettuata e vale da subito.`,
  }),
  'not-changed': (application) => ({
    subject: `${application}: modifica rifiutata`,
    text: `La modifica richiesta per ${application} è stata rifiutata. Tutto resta com’era.`,
  }),
  'redirect-uri-added': (application, detail) => ({
    subject: `${application}: aggiunto un redirect URI`,
    text: `Dopo l’accesso a ${application} si può essere rimandati a questo indirizzo:\n${detail}\nSe l’operazione è sconosciuta, rimuoverlo, cambiare la password e avvisare un amministratore.`,
  }),
  'secret-made': (application) => ({
    subject: `${application}: creato un nuovo segreto`,
    text: `${application} ha un nuovo segreto. Se l’operazione è sconosciuta, eliminarlo, cambiare la password e avvisare un amministratore.`,
  }),
};

const because = (reason: string): string[] => (reason ? [`Che cosa dice l’amministratore:\n${reason}`] : []);

export const consoleLetters: typeof en = {
  'application-step': ({ application, step, reason = '', detail = '', url }) => {
    const { subject, text } = steps[step](application, detail);
    return { subject, paragraphs: [text, ...because(reason)], link: { label: 'Aprire l’applicazione', url } };
  },
  'developer-role': ({ granted, reason, url }) => ({
    subject: granted ? 'Ruolo di sviluppatore attivato' : 'Ruolo di sviluppatore terminato',
    paragraphs: [
      granted
        ? 'L’account Corsia ha ora il ruolo di sviluppatore: permette di registrare applicazioni. Non dà accesso ai dati di alcun centro.'
        : 'L’account Corsia non ha più il ruolo di sviluppatore. Le applicazioni registrate restano come sono.',
      ...because(reason),
    ],
    link: { label: granted ? 'Registrare un’applicazione' : 'Aprire l’account', url },
  }),
  'request-arrived': ({ type, subject, url }) => ({
    subject: `Nuova richiesta: ${about[type](subject)}`,
    paragraphs: [`È arrivata una richiesta: ${about[type](subject)}.`],
    link: { label: 'Esaminare la richiesta', url },
  }),
  'request-decided': ({ type, subject, outcome, reason, url }) => ({
    subject: `${{ granted: 'Accolta', refused: 'Rifiutata', closed: 'Chiusa' }[outcome]}: ${about[type](subject)}`,
    paragraphs: [
      `La richiesta (${about[type](subject)}) è stata ${{ granted: 'accolta', refused: 'rifiutata', closed: 'chiusa' }[outcome]}.`,
      ...because(reason),
    ],
    link: { label: 'Aprire la richiesta', url },
  }),
  'request-message': ({ type, subject, text, url }) => ({
    subject: `Un messaggio sulla richiesta: ${about[type](subject)}`,
    paragraphs: [text],
    link: { label: 'Rispondere', url },
  }),
};
