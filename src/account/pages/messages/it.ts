import { html } from '../../../platform/html.ts';
import type { Messages } from './en.ts';
import { accountPages } from './it.account.ts';
import { administrationPages } from './it.administration.ts';
import { applicationPages } from './it.application.ts';
import { cataloguePages } from './it.catalogue.ts';
import { clinicPages } from './it.clinic.ts';
import { consolePages } from './it.console.ts';
import { deskPages } from './it.desk.ts';
import { developerPages } from './it.developer.ts';
import { device } from './it.device.ts';
import { rolePages } from './it.roles.ts';
import { passkeys, secondFactor } from './it.second-factor.ts';
import { smartPages } from './it.smart.ts';

export const it: Messages = {
  layout: {
    languageName: 'Italiano',
    start: 'Corsia, pagina iniziale',
    sandbox: 'Sandbox',
    darkTheme: 'Tema scuro',
    errorTitle: (title) => `Errore: ${title}`,
  },
  controls: {
    copy: 'Copia',
    copied: 'Copiato',
    copyWhat: (what) => `Copia ${what}`,
    show: 'Mostra',
    hide: 'Nascondi',
    password: ' password',
    newTab: ' (si apre in una nuova scheda)',
  },
  roles: {
    manager: 'Responsabile',
    practitioner: 'Medico',
    receptionist: 'Segreteria',
    billing: 'Fatturazione',
    integrator: 'Integratore',
    developer: 'Sviluppatore',
    administrator: 'Amministratore',
  },
  sandboxAccounts: {
    title: 'Account della sandbox',
    password: (password) => html`Tutti con la password <code>${password}</code>`,
    withoutClinic: 'Senza centro medico',
    fillIn: 'Compila',
    filledIn: (email) => `${email}: e-mail e password compilate`,
    email: 'e-mail',
  },
  account: {
    signedInAs: 'Accesso effettuato come',
    switch: 'Cambia account',
  },
  signIn: {
    title: 'Accesso',
    continueTo: (application) => html`per continuare su <strong>${application}</strong>`,
    plain: 'con l’account Corsia',
    email: 'E-mail',
    password: 'Password',
    submit: 'Accedi',
    wrongTitle: 'E-mail o password non corretta',
    wrongEmail: 'Controllare l’e-mail, rimasta compilata',
    wrongPassword: 'Inserire di nuovo la password',
    missingTitle: 'Manca qualcosa',
    missing: { email: 'Inserire l’indirizzo e-mail', password: 'Inserire la password' },
    throttledTitle: 'Troppi tentativi',
    throttledText: (wait) => `Per sicurezza l’accesso è sospeso. Riprovare tra ${wait}. L’e-mail è rimasta compilata.`,
    expired:
      'La pagina è rimasta aperta troppo a lungo e non è stato inviato nulla. Ripetere l’accesso: l’e-mail è rimasta compilata.',
  },
  scopes: {
    'giponext.patients': {
      name: 'Pazienti',
      text: 'Vedere e modificare nomi, recapiti e codici fiscali dei pazienti del centro.',
    },
    'giponext.agenda': {
      name: 'Agende e appuntamenti',
      text: 'Vedere agende e orari liberi; prenotare, spostare e annullare appuntamenti.',
    },
    'giponext.treatments': {
      name: 'Prestazioni e listini',
      text: 'Vedere le prestazioni offerte dal centro e i listini prezzi, senza modificarli.',
    },
    'giponext.episodes': {
      name: 'Episodi di cura',
      text: 'Vedere e modificare i percorsi di cura che collegano le visite di un paziente, con le diagnosi.',
    },
    'giponext.medicalreports': {
      name: 'Referti',
      text: 'Leggere, scrivere e firmare i documenti clinici dei pazienti, con gli allegati.',
    },
    'giponext.invoices': {
      name: 'Fatture',
      text: 'Vedere, preparare ed emettere fatture e note di credito; registrare pagamenti.',
    },
    'giponext.fhir': {
      name: 'Scambio dati FHIR',
      text: 'Scambiare pazienti, appuntamenti, episodi, referti e fatture con altri sistemi sanitari, nello standard FHIR.',
    },
    'launch/patient': {
      name: 'Un paziente',
      text: 'Lavorare con il solo paziente scelto qui sotto.',
    },
    fhirUser: { name: 'Chi è nel centro', text: 'Sapere quale professionista del centro è.' },
    offline_access: {
      name: 'Restare collegata',
      text: 'Continuare a lavorare anche in assenza della persona, finché non viene scollegata.',
    },
    profile: { name: 'Nome', text: 'Vedere il nome indicato nel profilo.' },
    email: { name: 'Indirizzo e-mail', text: 'Vedere l’indirizzo e-mail dell’account.' },
    tenant: { name: 'Centro medico', text: 'Vedere nome e identificativo del centro di appartenenza.' },
  },
  consent: {
    title: (application) => `${application} chiede di usare Corsia con questo account`,
    heading: (application) => html`<strong>${application}</strong> chiede di usare Corsia con questo account`,
    developer: (developer) => html`Realizzata da ${developer}`,
    groups: {
      clinic: 'Che cosa può fare nel centro',
      person: 'Che cosa può sapere dell’account',
      absence: 'Collegamento',
    },
    identity: 'Riceve sempre un identificativo dell’account, per riconoscerlo la volta successiva.',
    sensitive: 'Dati sanitari',
    grantedBefore: 'Già consentito',
    kept: (names: string) => html`Già consentito, e invariato: <strong>${names}</strong>.`,
    allow: 'Consenti i selezionati',
    withReports: ', referti compresi',
    refuse: 'Rifiuta tutto',
    limits: 'Qualunque sia la scelta, non può fare più di quanto permette il ruolo dell’account.',
    backTo: (host) => html`Dopo la scelta si torna a <strong>${host}</strong>.`,
    backToThisComputer: (host) =>
      html`Dopo la scelta si torna all’applicazione su questo computer (<strong>${host}</strong>).`,
    backToDevice: 'Dopo la scelta si può tornare al dispositivo.',
    home: 'Sito dell’applicazione',
    privacy: 'Informativa sulla privacy',
  },
  error: {
    kinds: {
      'invalid-request': {
        title: 'Richiesta non completata',
        text: 'L’applicazione ha inviato una richiesta che Corsia non può accettare. Nessun dato è stato condiviso; l’errore non dipende da chi la usa.',
        next: 'Tornare all’applicazione e riprovare. Se succede di nuovo, inviare a chi la sviluppa i dettagli qui sotto.',
      },
      'unknown-application': {
        title: 'Applicazione non riconosciuta',
        text: 'L’applicazione di provenienza non è registrata su Corsia, o non è più approvata. Nessun dato è stato condiviso.',
        next: 'Se serve per lavoro, avvisare chi la gestisce, con i dettagli qui sotto.',
      },
      'redirect-mismatch': {
        title: 'Operazione fermata per sicurezza',
        text: 'L’applicazione ha chiesto di proseguire verso un indirizzo che non ha registrato. Nessun dato è stato condiviso.',
        next: 'Non proseguire. Se l’applicazione è affidabile, inviare a chi la sviluppa i dettagli qui sotto.',
      },
      expired: {
        title: 'Questo accesso non è più aperto',
        text: 'È rimasto aperto troppo a lungo, è già stato completato o era iniziato in un’altra finestra. Nessun dato è stato condiviso.',
        next: 'Tornare all’applicazione e ricominciare.',
      },
      'not-found': {
        title: 'Pagina non trovata',
        text: 'L’indirizzo potrebbe contenere un errore, o la pagina essere stata spostata.',
        next: 'Controllare l’indirizzo, o ripartire dalla pagina iniziale.',
      },
      internal: {
        title: 'Qualcosa non ha funzionato',
        text: 'L’errore è di Corsia e l’ultimo passaggio non è stato completato.',
        next: 'Riprovare tra poco. Se succede di nuovo, inviare all’assistenza i dettagli qui sotto.',
      },
    },
    details: 'Dettagli per l’assistenza',
    code: 'Errore',
    description: 'Descrizione',
    requestId: 'Richiesta',
    start: 'Vai alla pagina iniziale',
  },
  ...accountPages,
  ...consolePages,
  ...developerPages,
  ...applicationPages,
  ...administrationPages,
  ...deskPages,
  ...clinicPages,
  ...cataloguePages,
  ...rolePages,
  ...smartPages,
  device,
  formPost: {
    title: 'Ritorno all’applicazione',
    text: 'Se tra un attimo non succede nulla, premere il pulsante.',
    submit: 'Continua',
  },
  secondFactor,
  passkeys,
  signOut: {
    title: 'Uscire da Corsia?',
    text: 'Al prossimo accesso verrà chiesta di nuovo la password.',
    applications: 'Le applicazioni autorizzate a restare collegate continuano a funzionare anche dopo l’uscita.',
    submit: 'Esci',
    stay: 'Annulla',
  },
  signedOut: {
    title: 'Uscita effettuata',
    text: 'Su un computer condiviso, chiudere anche la finestra del browser.',
    applications: 'Le applicazioni autorizzate a restare collegate continuano a funzionare.',
    start: 'Vai alla pagina iniziale',
  },
  home: {
    title: 'Il sito degli account',
    heading: 'Un solo accesso per il centro medico e i suoi programmi',
    lead: 'Corsia è una piattaforma aperta per i centri medici ambulatoriali. Qui si accede con il proprio account e si decide che cosa può vedere e fare ogni applicazione collegata.',
    signIn: 'Accedi',
    gettingStarted: 'Primi passi',
    tryApi: 'Prova l’API',
    clinics: 'Per i centri medici',
    clinicPoints: [
      'Ognuno lavora con un account personale e un ruolo.',
      'Ogni applicazione chiede prima, un permesso alla volta.',
      'Ogni consultazione dei dati di un paziente viene registrata.',
    ],
    integrators: 'Per chi integra',
    integratorPoints: [
      'OAuth 2.0 e OpenID Connect, con PKCE.',
      'Un’API REST descritta in OpenAPI 2.0.',
      'Una sandbox con dati inventati, dove provare tutto.',
    ],
    addresses: 'Indirizzi',
    issuer: 'Issuer',
    discovery: 'Discovery',
    api: 'API',
    description: 'Descrizione OpenAPI',
    sandbox: 'Questa è una sandbox',
    sandboxText:
      'Nessuna persona, nessun centro e nessun documento è reale. Account e applicazioni sono gli stessi a ogni avvio.',
    applications: 'Applicazioni della sandbox',
    applicationKinds: {
      web: 'Applicazione web: code, refresh token',
      native: 'Desktop o mobile: code con PKCE',
      device: 'Senza browser: device code',
    },
    clientId: 'client_id',
    clientSecret: 'client_secret',
    noSecret: 'nessuno, è un client pubblico',
  },
};
