import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceInteraction,
} from '@medplum/fhirtypes';
import packageJson from '../../../package.json' with { type: 'json' };
import type { FhirResource } from '../resource.ts';
import { parametersOf } from '../search/query.ts';

/** The day on which the shape of this statement changed last. */
const DATE = '2026-11-21';

/** What this server can do (FHIR R4, 5.2), from the very data that its routes are made of. */
export function capabilityStatement(
  resources: ReadonlyMap<string, FhirResource>,
  { base, accountUrl }: { base: string; accountUrl: string },
): CapabilityStatement {
  const url = (path: string) => ({ valueUri: `${accountUrl}/connect/${path}` });
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: DATE,
    publisher: 'Corsia',
    kind: 'instance',
    software: { name: 'Corsia', version: packageJson.version },
    implementation: { description: 'The FHIR server of one clinic.', url: base },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        documentation:
          'What a write cannot keep is refused with 422, never dropped; only id, meta, language, and a generated narrative are left aside. An unknown search parameter is an error with Prefer: handling=strict, and a warning in the Bundle otherwise.',
        security: {
          cors: true,
          service: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' },
              ],
            },
          ],
          extension: [
            {
              url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
              extension: [
                { url: 'authorize', ...url('authorize') },
                { url: 'token', ...url('token') },
              ],
            },
          ],
        },
        resource: [...resources.values()].map((resource) => describe(resource, resources)),
        interaction: [{ code: 'transaction' }, { code: 'batch' }],
        operation: [
          {
            name: 'export',
            definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
            documentation: 'Everything that the caller may see, as files; also below Patient. Knows _type and _since.',
          },
        ],
      },
    ],
  };
}

function describe(
  resource: FhirResource,
  resources: ReadonlyMap<string, FhirResource>,
): CapabilityStatementRestResource {
  const { type, documentation, search, versions, create, operations = [] } = resource;
  const parameters = Object.entries(parametersOf(resource));
  const referring = [...resources.values()].flatMap((other) =>
    Object.entries(parametersOf(other))
      .filter(([, { targets }]) => targets?.includes(type))
      .map(([name]) => `${other.type}:${name}`),
  );
  const include = parameters.filter(([, one]) => one.referred).map(([name]) => `${type}:${name}`);
  return {
    type: type as CapabilityStatementRestResource['type'],
    documentation,
    interaction: interactionsOf(resource),
    versioning: versions ? 'versioned-update' : 'versioned',
    readHistory: versions !== undefined,
    updateCreate: false,
    conditionalCreate: create !== undefined && search !== undefined,
    conditionalRead: 'not-match',
    conditionalUpdate: false,
    ...(include.length > 0 && { searchInclude: include }),
    ...(referring.length > 0 && { searchRevInclude: referring }),
    ...(parameters.length > 0 && {
      searchParam: parameters.map(([name, { type: kind, documentation: text }]) => ({
        name,
        type: kind,
        documentation: text,
      })),
    }),
    ...(operations.length > 0 && {
      operation: operations.map(({ name, definition, documentation: text }) => ({
        name,
        definition,
        documentation: text,
      })),
    }),
  };
}

function interactionsOf({ versions, search, create, update, remove }: FhirResource) {
  const codes: CapabilityStatementRestResourceInteraction['code'][] = ['read'];
  if (versions) codes.push('vread', 'history-instance');
  if (search) codes.push('search-type');
  if (create) codes.push('create');
  if (update) codes.push('update');
  if (remove) codes.push('delete');
  return codes.map((code) => ({ code }));
}
