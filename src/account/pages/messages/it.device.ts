import { html } from '../../../platform/html.ts';
import type { device as english } from './en.device.ts';

export const device: typeof english = {
  title: 'Collegare un dispositivo',
  text: 'Inserire il codice mostrato dal dispositivo o dal programma.',
  label: 'Codice',
  hint: 'Otto lettere, per esempio BCDF-GHJK. Maiuscole e trattino non contano.',
  submit: 'Continua',
  problemTitle: 'Il codice non si può usare',
  problems: {
    missing: 'Inserire il codice',
    wrong: 'Questo codice non esiste. Controllare ogni lettera.',
    expired: 'Il codice è scaduto. Ricominciare dal dispositivo per averne uno nuovo.',
    used: 'Il codice è già stato usato. Ricominciare dal dispositivo per averne uno nuovo.',
    failed: 'Il dispositivo non è stato collegato. Ricominciare dal dispositivo.',
  },
  refusedTitle: 'Il dispositivo non è stato collegato',
  refused: 'Nessun dato è stato condiviso. Il dispositivo saprà del rifiuto. Si può chiudere questa pagina.',
  throttledTitle: 'Troppi codici',
  throttled: (wait: string) => `Per sicurezza l’inserimento dei codici è in pausa. Riprovare tra ${wait}.`,
  confirm: {
    title: (application: string) => `Collegare ${application}?`,
    heading: (application: string) => html`Collegare <strong>${application}</strong>?`,
    check: 'Il dispositivo mostra questo codice?',
    warning:
      'Proseguire solo se la richiesta è partita da un dispositivo che si ha davanti. Se il codice o il link è arrivato da qualcun altro, rifiutare.',
    asks: 'Chiede accesso a',
    next: 'Nella pagina seguente si sceglie che cosa consentire.',
    yes: 'Sì, prosegui',
    no: 'Rifiuta',
  },
  done: {
    title: 'Il dispositivo è collegato',
    text: (application: string) =>
      html`<strong>${application}</strong> prosegue da solo tra qualche secondo. Si può chiudere questa pagina.`,
  },
};
