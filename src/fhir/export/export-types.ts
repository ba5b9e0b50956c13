import type { Access } from '../../api/access/access.ts';
import { ServiceError } from '../../platform/errors.ts';
import { requireForAll } from '../access.ts';
import { isOfPatients, isStored } from '../everything/compartment.ts';
import { badValue } from '../refusal.ts';
import type { FhirResource } from '../resource.ts';

type Resources = ReadonlyMap<string, FhirResource>;

export const isExported = (resource: FhirResource) => isStored(resource) && !resource.forManagers;

/**
 * The types that an export holds: those that are asked for, or all that the caller may see.
 * @throws FhirRefusal for a type that is not exported; ServiceError insufficient_scope or insufficient_permission
 */
export function exportedTypes(
  access: Access,
  resources: Resources,
  level: 'system' | 'patient',
  wanted: readonly string[],
): string[] {
  const all = [...resources.values()].filter(
    (one) => isExported(one) && (level === 'system' || one.type === 'Patient' || isOfPatients(one)),
  );
  for (const type of wanted) {
    const resource = all.find((one) => one.type === type);
    if (!resource) throw badValue('_type', `knows ${all.map((one) => one.type).join(', ')}`);
    requireForAll(access, resource, 'search');
  }
  const allowed = all.filter((one) => (wanted.length > 0 ? wanted.includes(one.type) : isForAll(access, one)));
  if (allowed.length === 0) requireForAll(access, resources.get('Patient')!, 'search');
  return allowed.map(({ type }) => type);
}

function isForAll(access: Access, resource: FhirResource): boolean {
  try {
    requireForAll(access, resource, 'search');
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
