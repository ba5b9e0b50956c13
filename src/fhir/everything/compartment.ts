import type { Resource } from '@medplum/fhirtypes';
import type { Access } from '../../api/access/access.ts';
import { ServiceError } from '../../platform/errors.ts';
import { requireInteraction } from '../access.ts';
import type { FhirResource } from '../resource.ts';
import { parametersOf } from '../search/query.ts';

/** Whether objects of a type belong to one patient each; the audit tells of patients, and belongs to none. */
export function isOfPatients(resource: FhirResource): boolean {
  const { patient, subject } = parametersOf(resource);
  return !resource.forManagers && (patient ?? subject) !== undefined;
}

const COMPUTED = new Set(['Slot']);

/** Whether objects are stored, and not computed for each question. */
export function isStored({ type, search }: FhirResource): boolean {
  return search !== undefined && !COMPUTED.has(type);
}

/** Whether the caller may search a type; what they may not is left out of operations over many. */
export function isAllowed(access: Access, resource: FhirResource): boolean {
  try {
    requireInteraction(access, resource, 'search');
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

/** The ids that resources refer to, by type. */
export function referencesIn(resources: readonly Resource[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name !== 'reference' || typeof member !== 'string') look(member);
      else {
        const [type = '', id] = member.split('/');
        if (id !== undefined) found.set(type, (found.get(type) ?? new Set()).add(id));
      }
    }
  };
  look(resources);
  return found;
}
