import { requireInteraction } from './access.ts';
import type { FhirCall } from './call.ts';
import { type FhirAnswer, shownOne } from './interactions.ts';
import { withOwnReferences } from './references.ts';
import { FhirRefusal, notSupported } from './refusal.ts';
import type { FhirResource, Versioned } from './resource.ts';
import { criterionOf } from './search/query.ts';

type Resources = ReadonlyMap<string, FhirResource>;

/**
 * Creates, unless `If-None-Exist` finds that there is one already (FHIR R4, 3.1.0.8.1).
 * @throws FhirRefusal `multiple-matches` (412) when it finds several; whatever the service refuses
 */
export async function create(
  call: FhirCall,
  resource: FhirResource,
  resources: Resources,
  body: unknown,
  ifNoneExist: string | undefined,
): Promise<FhirAnswer> {
  if (!resource.create) throw notSupported(`${resource.type} is not created here.`);
  if (ifNoneExist !== undefined) {
    const [one] = await matching(call, resource, resources, ifNoneExist);
    if (one) return shownOne(call, resource, one);
  }
  return shownOne(call, resource, await resource.create(call, withOwnReferences(body, call.base)), { status: 201 });
}

/** @throws FhirRefusal `multiple-matches` (412) when there are several */
async function matching(
  call: FhirCall,
  resource: FhirResource,
  resources: Resources,
  question: string,
): Promise<Versioned[]> {
  const query = [...new URLSearchParams(question.replace(/^\?/, ''))].filter(([name]) => !name.startsWith('_format'));
  requireInteraction(call.access, resource, 'search');
  if (query.length === 0 || !resource.search) throw notSupported('If-None-Exist must hold search parameters.');
  const criteria = await Promise.all(query.map(([name, value]) => criterionOf(call, resource, resources, name, value)));
  const { items } = await resource.search.source.find(call, criteria, { limit: 2 });
  if (items.length < 2) return items;
  throw new FhirRefusal('invalid_request', 'multiple-matches', `Several ${resource.type} match If-None-Exist.`, {
    status: 412,
  });
}
