import { requireScope } from '../access.ts';
import type { FhirRoute } from '../routes.ts';
import { answerBundle } from './answer-bundle.ts';

const MOST_BYTES = 2 * 1024 * 1024;

/** Batches and transactions at the base, with or without a slash: many requests in one, each under its own policy. */
export function bundleRoutes(routes: readonly FhirRoute[]): FhirRoute[] {
  return ['', '/'].map((path) => ({
    method: 'POST',
    path,
    action: 'fhir.bundle',
    admit: requireScope,
    reads: false,
    shows: true,
    bodyLimit: MOST_BYTES,
    run: (call, given) => answerBundle(call, given, routes),
  }));
}
