import type { Call } from '../api/route.ts';

/** What an interaction works with: a call of the services behind it, and where it came in. */
export interface FhirCall extends Call {
  /** The public address of this FHIR server, such as `https://api.example.it/v2/tenants/clinic/fhir`. */
  base: string;
}
