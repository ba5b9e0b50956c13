import type { Scope } from '../../catalogue/scopes.ts';
import type { Language } from '../../platform/i18n.ts';

/** What each scope allows, as the pages say it. */
export const scopeTexts: Record<Language, Record<Scope, string>> = {
  en: {
    openid: 'An ID token that says who signed in. Ask for it always.',
    offline_access: 'A refresh token: go on working when the person is not there.',
    profile: 'The claims `name` and `locale` in the ID token.',
    email: 'The claims `email` and `email_verified` in the ID token.',
    tenant: 'The claim `tenant` in the ID token: the clinic of the person.',
    'giponext.patients': 'Patients: search, read and change names, contacts, fiscal codes and consents.',
    'giponext.agenda':
      'Agendas, practitioners, rooms, locations and free times, to read; appointments, to read and write.',
    'giponext.treatments': 'Treatments, price lists and prices, to read.',
    'giponext.episodes': 'Episodes: read and write care pathways.',
    'giponext.medicalreports': 'Medical reports with their files: read, write and sign.',
    'giponext.invoices': 'Invoices, credit notes and payments: read, write and issue.',
    'giponext.fhir': 'The FHIR R4 endpoints, where an installation has them.',
  },
  it: {
    openid: 'Un ID token che dice chi ha effettuato l’accesso. Va chiesto sempre.',
    offline_access: 'Un refresh token: continuare a lavorare quando la persona non c’è.',
    profile: 'I claim `name` e `locale` nell’ID token.',
    email: 'I claim `email` e `email_verified` nell’ID token.',
    tenant: 'Il claim `tenant` nell’ID token: la clinica della persona.',
    'giponext.patients': 'Pazienti: cercare, leggere e modificare nomi, recapiti, codici fiscali e consensi.',
    'giponext.agenda':
      'Agende, professionisti, stanze, sedi e orari liberi, in lettura; appuntamenti, in lettura e scrittura.',
    'giponext.treatments': 'Prestazioni, listini e prezzi, in lettura.',
    'giponext.episodes': 'Episodi: leggere e scrivere i percorsi di cura.',
    'giponext.medicalreports': 'Referti con i loro file: leggere, scrivere e firmare.',
    'giponext.invoices': 'Fatture, note di credito e pagamenti: leggere, scrivere ed emettere.',
    'giponext.fhir': 'Gli endpoint FHIR R4, dove l’installazione li ha.',
  },
};
