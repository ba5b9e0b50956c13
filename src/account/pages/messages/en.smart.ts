/** Scopes of SMART App Launch, and the choice of a patient that they may ask for. */
export const smartPages = {
  smartScopes: {
    name: (types: string) => `FHIR: ${types}`,
    /** @param actions in words, such as `see` and `change` */
    meaning: {
      user: (actions: readonly string[], types: string) =>
        `${sentence(actions)} ${types} of your clinic, through the FHIR standard.`,
      patient: (actions: readonly string[], types: string) =>
        `${sentence(actions)} ${types} of the one patient whom you choose below, through the FHIR standard.`,
    },
    /** What a patient has of the type Patient. */
    record: 'the record',
    actions: { c: 'add', r: 'see', u: 'change', d: 'delete' },
    types: {
      '*': 'all data',
      Patient: 'patients',
      RelatedPerson: 'guardians and contacts',
      Consent: 'consents',
      Practitioner: 'practitioners',
      PractitionerRole: 'roles of practitioners',
      Organization: 'organisations',
      Location: 'rooms and places',
      HealthcareService: 'treatments',
      Schedule: 'agendas',
      Slot: 'free times',
      Appointment: 'appointments',
      EpisodeOfCare: 'episodes of care',
      Condition: 'diagnoses',
      Composition: 'medical reports',
      DocumentReference: 'documents',
      Binary: 'files of documents',
      ChargeItemDefinition: 'prices',
      Invoice: 'invoices',
      AuditEvent: 'records of access',
    },
  },
  patientChoice: {
    legend: 'Patient',
    asked: 'The application works with one patient. Look for them by name.',
    search: 'Name of the patient',
    find: 'Search',
    found: 'Choose the patient',
    born: (date: string) => `born ${date}`,
    nobody: (name: string) => `Nobody is found by “${name}”.`,
    missing: 'Choose a patient, or untick what is about one',
    problemTitle: 'No patient is chosen',
    notYours: 'Your role does not let you see patients, so none can be chosen.',
  },
};

function sentence(actions: readonly string[]): string {
  const words = actions.length > 1 ? `${actions.slice(0, -1).join(', ')} and ${actions.at(-1)}` : actions.join('');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
