import type { Resource } from '@medplum/fhirtypes';

/** Resources by their id. */
export function byId<One extends Resource>(resources: readonly One[]): Map<string, One> {
  return new Map(resources.map((resource) => [resource.id!, resource]));
}
