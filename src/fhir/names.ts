/** Addresses of what is ours: extensions, systems of codes and of identifiers. All are described in docs/site/en/fhir.md. */
const OURS = 'https://corsia.dev/fhir';
export const extensionUrl = (name: string) => `${OURS}/StructureDefinition/${name}`;
export const codeSystem = (name: string) => `${OURS}/CodeSystem/${name}`;
export const identifierSystem = (name: string) => `${OURS}/sid/${name}`;

/** Systems after HL7 Italy, and the identifiers that Italian law knows. */
export const SYSTEMS = {
  fiscalCode: 'http://hl7.it/sid/codiceFiscale',
  stp: 'urn:oid:2.16.840.1.113883.2.9.4.3.17',
  eni: 'urn:oid:2.16.840.1.113883.2.9.4.3.18',
  team: 'urn:oid:2.16.840.1.113883.2.9.4.3.7',
  vatNumber: 'http://hl7.it/sid/partitaIva',
  foreign: identifierSystem('foreign-code'),
  generalPractitioner: identifierSystem('general-practitioner'),
  register: identifierSystem('professional-register'),
  account: identifierSystem('account'),
  treatment: identifierSystem('treatment'),
  payer: identifierSystem('payer'),
} as const;

/** The standard's own extension for what belongs to an EpisodeOfCare. */
export const EPISODE_OF_CARE = 'http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare';

const EXTERNAL = identifierSystem('external/');
const IS_URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** The system of an external id, which there may be a short name, and must be a URI here. */
export function externalSystem(system: string): string {
  return IS_URI.test(system) && !system.startsWith(OURS) ? system : EXTERNAL + encodeURIComponent(system);
}

/** What `externalSystem` was made of; undefined for a system of ours that is none. */
export function externalName(system: string): string | undefined {
  if (!system.startsWith(EXTERNAL)) return system.startsWith(OURS) ? undefined : system;
  try {
    return decodeURIComponent(system.slice(EXTERNAL.length));
  } catch {
    return undefined;
  }
}
