import type { Treatment } from '../../api/treatments/treatments.schema.ts';
import { treatmentExpansion } from '../../api/treatments/treatments.service.ts';
import type { FhirCall } from '../call.ts';

/** Treatments by their id, for whoever may read them; nobody else learns their names. */
export async function treatmentsOf(
  call: FhirCall,
  ids: Iterable<number | undefined>,
): Promise<ReadonlyMap<number, Treatment>> {
  const wanted = [...new Set(ids)].filter((id) => id !== undefined);
  if (wanted.length === 0 || !call.access.permissions.has('treatments.read')) return new Map();
  return (await treatmentExpansion.read(call, wanted)) as ReadonlyMap<number, Treatment>;
}
