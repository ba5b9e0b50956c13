import type { Resource } from '@medplum/fhirtypes';
import type { CallOptions, Platform } from '../harness/platform.ts';

export const BASE = '/v2/tenants/sandbox-clinic/fhir';

export interface FhirAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** Calls the FHIR server of the sandbox clinic. */
export function fhirCaller(platform: Platform) {
  return async <Body = Resource>(method: string, path: string, options?: CallOptions): Promise<FhirAnswer<Body>> => {
    const response = await platform.call(method, BASE + path, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as Body };
  };
}
