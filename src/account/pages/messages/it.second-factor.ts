import { html } from '../../../platform/html.ts';
import type { passkeys as Passkeys, secondFactor as SecondFactor } from './en.second-factor.ts';

export const secondFactor: typeof SecondFactor = {
  name: 'Accesso in due passaggi',
  again: 'Prima di cambiare il modo di accedere, ripetere l’accesso.',
  step: {
    title: 'Inserire il codice',
    lead: 'Aprire l’app di autenticazione e scrivere il codice che mostra per Corsia.',
    code: 'Codice dell’app',
    codeHint: 'Sei cifre',
    submit: 'Continua',
    trouble: 'Senza l’app',
    recoveryCode: 'Codice di recupero',
    recoveryHint: 'Uno dei codici conservati all’attivazione dell’accesso in due passaggi. Ciascuno vale una volta.',
    recoverySubmit: 'Usa il codice di recupero',
    again: 'Accedi con un altro account',
  },
  problems: {
    title: 'Codice non corretto',
    throttledTitle: 'Troppi tentativi',
    missing: 'Inserire il codice',
    wrong:
      'Scrivere il codice che l’app mostra ora. Se continua a non funzionare, impostare l’ora automatica sul telefono.',
    used: 'Questo codice è già stato usato. Attendere il prossimo, al massimo mezzo minuto.',
    recovery: 'Controllare il codice di recupero. Uno già usato non vale più.',
    throttled: (wait) =>
      `Per sicurezza i codici dell’app sono sospesi. Usare un codice di recupero o riprovare tra ${wait}.`,
    recoveryThrottled: (wait) => `Per sicurezza i codici di recupero sono sospesi. Riprovare tra ${wait}.`,
    setUpExpired: 'La pagina è rimasta aperta troppo a lungo, quindi il codice QR è nuovo: inquadrare questo.',
  },
  setUp: {
    title: 'Attivare l’accesso in due passaggi',
    lead: 'Dopo la password Corsia chiederà un codice che solo il proprio telefono può generare.',
    scan: 'Inquadrare con un’app di autenticazione',
    apps: 'Va bene qualsiasi app: Google Authenticator, Microsoft Authenticator, Aegis, 1Password, Password di Apple.',
    qr: 'Codice QR con la chiave qui sotto',
    openApp: 'Apri in un’app di questo dispositivo',
    byHand: 'Oppure scrivere questa chiave nell’app:',
    key: 'chiave',
    confirm: 'Scrivere il codice che l’app mostra',
    submit: 'Attiva',
    cancel: 'Annulla',
  },
  codes: {
    title: 'Conservare i codici di recupero',
    on: 'L’accesso in due passaggi è attivo.',
    renewed: 'I codici di recupero sono nuovi; quelli di prima non valgono più.',
    text: 'Senza il telefono, ciascuno permette di accedere una volta, insieme alla password. Sono mostrati adesso e mai più.',
    list: 'Codici di recupero',
    copy: 'Copia',
    download: 'Scarica',
    print: 'Stampa',
    file: (email, codes) => `Codici di recupero di ${email} per Corsia. Ciascuno vale una volta.\n\n${codes}\n`,
    stored: 'Li ho conservati',
  },
  renew: {
    title: 'Nuovi codici di recupero',
    text: (left) =>
      left === 1
        ? 'Resta un codice di recupero. Dieci nuovi prenderanno il suo posto.'
        : `Restano ${left} codici di recupero. Dieci nuovi prenderanno il loro posto.`,
    submit: 'Crea nuovi codici',
  },
  remove: {
    title: 'Disattivare l’accesso in due passaggi?',
    text: 'Per accedere basterà la sola password. I codici di recupero non varranno più.',
    proof: 'Password, o un codice dell’app',
    submit: 'Disattiva',
    keep: 'Lascia attivo',
    wrongTitle: 'Password o codice non corretti',
    wrong: 'Inserire la password, o il codice che l’app mostra ora',
    missing: 'Inserire la password o un codice',
  },
  section: {
    off: 'Non attivo. Per accedere basta la sola password.',
    on: (since) => `Attivo dal ${since}.`,
    left: (left) =>
      left === 0
        ? 'Non resta alcun codice di recupero.'
        : left === 1
          ? 'Resta un codice di recupero.'
          : `Restano ${left} codici di recupero.`,
    turnOn: 'Attiva l’accesso in due passaggi',
    renew: 'Nuovi codici di recupero',
    turnOff: 'Disattiva',
  },
};

export const passkeys: typeof Passkeys = {
  name: 'Passkey',
  signIn: 'Accedi con una passkey',
  or: 'oppure',
  notUsed: 'La passkey non è stata usata. Riprovare, o usare la password.',
  failedTitle: 'La passkey non ha funzionato',
  failed: 'Riprovare, o usare la password. Una passkey tolta dall’account non funziona più.',
  section: {
    text: 'Accedere con l’impronta, il viso o il PIN di un dispositivo, senza password.',
    none: 'Ancora nessuna passkey.',
    created: (at) => `Aggiunta il ${at}`,
    used: (at) => `ultimo uso il ${at}`,
    neverUsed: 'mai usata',
    synced: 'Sincronizzata',
    change: html`Modifica<span class="visually-hidden"> la passkey</span>`,
    add: 'Aggiungi una passkey',
  },
  add: {
    title: 'Aggiungere una passkey',
    text: 'Il browser chiede dove tenerla: su questo dispositivo, in un gestore di password o su una chiave di sicurezza.',
    name: 'Nome',
    nameHint: 'Per distinguerla dalle altre, come «Computer della segreteria». Può restare vuoto.',
    submit: 'Crea la passkey',
    needsScript: 'Le passkey richiedono JavaScript, che in questo browser è disattivato.',
    unsupported: 'Questo browser non gestisce le passkey. Uno più recente, o un telefono, sì.',
    cancel: 'Annulla',
    fallbackName: 'Passkey',
    problems: {
      title: 'Nessuna passkey aggiunta',
      cancelled: 'L’operazione è stata annullata o ha richiesto troppo tempo. Riprovare.',
      known: 'Questo dispositivo ha già una passkey dell’account.',
      refused: 'Non è stato possibile verificare la passkey. Riprovare.',
      full: 'L’account ha venti passkey. Toglierne prima una.',
    },
  },
  change: {
    title: (name) => `Passkey «${name}»`,
    name: 'Nome',
    save: 'Salva il nome',
    missing: 'Inserire un nome',
    missingTitle: 'Manca qualcosa',
    removeTitle: 'Toglierla',
    removeText: 'Non permetterà più di accedere. Toglierla anche dal dispositivo o dal gestore di password.',
    remove: 'Togli la passkey',
    back: 'Torna alla sicurezza',
  },
};
