import type { OpenApi2, Parameter } from './strict-openapi2.ts';

/** What filters say that only name a member of what they look through. */
const FILTERS: Record<string, string> = {
  active: 'Only those that are in use, or only those that are not.',
  agendaId: 'Only those of this agenda.',
  appointmentId: 'Only those of this appointment.',
  authorId: 'Only those that this practitioner wrote.',
  birthDate: 'Only those who were born on this day.',
  branch: 'Only those of this branch of medicine.',
  code: 'Only the one with this code.',
  documentType: 'Only documents of this type.',
  email: 'Only those with this address.',
  episodeId: 'Only those of this episode.',
  fiscalCode: 'Only the one with exactly this code.',
  formattedNumber: 'Only the one with this number, as it is printed.',
  issuerId: 'Only those of this issuer.',
  kind: 'Only those of this kind.',
  locationId: 'Only those at this location.',
  loinc: 'Only those of this type, by its LOINC code.',
  onlineBookable: 'Only those that patients may book themselves, or only those that they may not.',
  patientId: 'Only those of this patient.',
  practitionerId: 'Only those of this practitioner.',
  roomId: 'Only those in this room.',
  seriesId: 'Only those of this series.',
  treatmentId: 'Only those of this treatment.',
};

/** Describes parameters that their route leaves to their name: filters, and bodies, which are what their definition is. */
export function describeParameters(document: OpenApi2): void {
  const definitions = document.definitions as Record<string, { description?: string }>;
  for (const operation of Object.values(document.paths).flatMap((operations) => Object.values(operations)))
    for (const parameter of operation.parameters ?? [])
      parameter.description ??= parameter.in === 'body' ? bodyText(parameter, definitions) : FILTERS[parameter.name];
}

function bodyText({ schema }: Parameter, definitions: Record<string, { description?: string }>): string | undefined {
  const { $ref = '' } = (schema ?? {}) as { $ref?: string };
  return definitions[$ref.slice($ref.lastIndexOf('/') + 1)]?.description;
}
