import type { smartPages as en } from './en.smart.ts';

export const smartPages: typeof en = {
  smartScopes: {
    name: (types) => `FHIR: ${types}`,
    meaning: {
      user: (actions, types) => `${sentence(actions)} ${types} del centro, secondo lo standard FHIR.`,
      patient: (actions, types) =>
        `${sentence(actions)} ${types} del solo paziente scelto qui sotto, secondo lo standard FHIR.`,
    },
    record: 'la scheda',
    actions: { c: 'aggiungere', r: 'vedere', u: 'modificare', d: 'eliminare' },
    types: {
      '*': 'tutti i dati',
      Patient: 'pazienti',
      RelatedPerson: 'tutori e contatti',
      Consent: 'consensi',
      Practitioner: 'professionisti',
      PractitionerRole: 'ruoli dei professionisti',
      Organization: 'organizzazioni',
      Location: 'ambulatori e sedi',
      HealthcareService: 'prestazioni',
      Schedule: 'agende',
      Slot: 'orari liberi',
      Appointment: 'appuntamenti',
      EpisodeOfCare: 'episodi di cura',
      Condition: 'diagnosi',
      Composition: 'referti',
      DocumentReference: 'documenti',
      Binary: 'file dei documenti',
      ChargeItemDefinition: 'prezzi',
      Invoice: 'fatture',
      AuditEvent: 'registrazioni degli accessi',
    },
  },
  patientChoice: {
    legend: 'Paziente',
    asked: 'L’applicazione lavora con un solo paziente: occorre cercarlo per nome.',
    search: 'Nome del paziente',
    find: 'Cerca',
    found: 'Scegliere il paziente',
    born: (date) => `nato/a il ${date}`,
    nobody: (name) => `Nessuno trovato con «${name}».`,
    missing: 'Scegliere un paziente, o togliere la spunta a ciò che lo riguarda',
    problemTitle: 'Nessun paziente scelto',
    notYours: 'Il ruolo non permette di vedere i pazienti, quindi non se ne può scegliere uno.',
  },
};

function sentence(actions: readonly string[]): string {
  const last = actions.at(-1) ?? '';
  // "Ed" before an e, as in "modificare ed eliminare".
  const words =
    actions.length > 1 ? `${actions.slice(0, -1).join(', ')} ${/^e/.test(last) ? 'ed' : 'e'} ${last}` : last;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
