import type { Access } from '../api/access/access.ts';
import { type SmartScope, smartScopeOf } from '../catalogue/smart-scopes.ts';
import type { Interaction } from './access.ts';
import { noSuch } from './refusal.ts';
import type { FhirResource, Versioned } from './resource.ts';
import { among } from './search/source.ts';

export const LETTERS: Readonly<Record<Interaction, string>> = {
  create: 'c',
  read: 'r',
  update: 'u',
  delete: 'd',
  search: 's',
};

/** What a chosen patient's application may do: nothing is changed through `patient/` scopes. */
const READING = new Set(['r', 's']);

/** What is nobody's data, and comes with those of a patient. */
const SUPPORTING = new Set([
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'HealthcareService',
  'Schedule',
  'Slot',
  'ChargeItemDefinition',
]);

const known = new WeakMap<ReadonlySet<string>, readonly SmartScope[]>();

/** The SMART scopes of a token (SMART App Launch 2.2, section 3.0.2). Where there is any, they alone say what it may do here. */
export function smartScopes({ scopes }: Access): readonly SmartScope[] {
  let found = known.get(scopes);
  if (!found) {
    found = [...scopes].flatMap((scope) => smartScopeOf(scope) ?? []);
    known.set(scopes, found);
  }
  return found;
}

function allows(access: Access, context: SmartScope['context'], type: string, letter: string): boolean {
  return smartScopes(access).some(
    (scope) => scope.context === context && (scope.type === '*' || scope.type === type) && scope.actions.has(letter),
  );
}

/** Whether a token with SMART scopes allows an interaction: for all that its person may see, or for the chosen patient. */
export function smartAllows(access: Access, type: string, interaction: Interaction): boolean {
  const letter = LETTERS[interaction];
  return (
    allows(access, 'user', type, letter) ||
    (access.patientId !== undefined && READING.has(letter) && allows(access, 'patient', type, letter))
  );
}

/** Whether an interaction is allowed for all that the person may see, and not for a chosen patient alone. */
export function isForAll(access: Access, type: string, interaction: Interaction): boolean {
  return smartScopes(access).length === 0 || allows(access, 'user', type, LETTERS[interaction]);
}

/** The resources as a caller sees them: of a chosen patient alone, where its scopes say no more. */
export function seenBy(
  access: Access,
  resources: ReadonlyMap<string, FhirResource>,
): ReadonlyMap<string, FhirResource> {
  if (smartScopes(access).every(({ context }) => context === 'user')) return resources;
  return new Map([...resources].map(([type, resource]) => [type, narrowed(access, resource)]));
}

function narrowed(access: Access, resource: FhirResource): FhirResource {
  const { type, patientsOf, search, versions } = resource;
  const patientId = access.patientId!;
  const isReadByAll = isForAll(access, type, 'read');
  const isOwn = (item: Versioned) => patientsOf?.(item).includes(patientId) ?? false;
  if (SUPPORTING.has(type) && !patientsOf) return resource;
  return {
    ...resource,
    ...(!isReadByAll && {
      tellDeletion: false as const,
      async read(call, id) {
        const item = await resource.read(call, id);
        if (isOwn(item)) return item;
        throw noSuch(type);
      },
      // It may have been somebody else's before.
      ...(versions && {
        versions: {
          ...versions,
          async one(call, id, version) {
            const past = await versions.one(call, id, version);
            return past?.item && isOwn(past.item) ? past : undefined;
          },
          async before(call, id, version, limit) {
            const past = await versions.before(call, id, version, limit);
            return past.filter(({ item }) => item && isOwn(item));
          },
        },
      }),
    }),
    ...(search &&
      !isForAll(access, type, 'search') && {
        search: { ...search, source: among(search.source, [{ anyOf: ofPatient(resource, patientId) }]) },
      }),
  };
}

/** What asks for a patient's objects; nothing where a resource does not know whose they are. */
function ofPatient({ type, search }: FhirResource, patientId: number) {
  if (type === 'Patient') return [{ field: 'id', op: 'in' as const, values: [patientId] }];
  const { patient, subject } = search!.parameters;
  return (patient ?? subject)?.askFor?.('Patient', [String(patientId)]) ?? [];
}
