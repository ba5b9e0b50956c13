import swagger from '@fastify/swagger';
import { upgrade } from '@scalar/openapi-upgrader';
import type { FastifyInstance } from 'fastify';
import { type API_SCOPES, SCOPES } from '../../catalogue/scopes.ts';
import { invalid } from '../names.ts';
import type { Resource } from '../route.ts';
import { serveDownloads } from './downloads/downloads.ts';
import { editionOf, PUBLISHING, sendEdition } from './edition.ts';
import { addExamples } from './examples.ts';
import { addHeaders } from './headers.ts';
import { describeParameters } from './parameters.ts';
import { type OpenApi2, toStrictOpenApi2 } from './strict-openapi2.ts';

const SCOPE_DESCRIPTIONS: Record<(typeof API_SCOPES)[number], string> = {
  'giponext.patients': 'Patients: read and write demographics',
  'giponext.agenda': 'Agendas, availabilities and appointments: read and manage the calendar',
  'giponext.treatments': 'Treatments and price lists: read catalogue and prices',
  'giponext.episodes': 'Episodes: read and write care pathways',
  'giponext.medicalreports': 'Medical reports: read and write clinical documents',
  'giponext.invoices': 'Invoices: read and write sales documents',
  'giponext.fhir': 'FHIR R4 endpoints',
};

export interface ReferenceOptions {
  accountUrl: string;
  apiUrl: string;
  resources: readonly Resource[];
}

/** Collects the routes registered after it; serve with `serveOpenApi`. */
export async function describeRoutes(
  app: FastifyInstance,
  { accountUrl, apiUrl, resources }: ReferenceOptions,
): Promise<void> {
  const { host, protocol } = new URL(apiUrl);
  const described = Object.fromEntries(
    SCOPES.map((scope) => [
      scope,
      SCOPE_DESCRIPTIONS[scope as keyof typeof SCOPE_DESCRIPTIONS] ?? `OpenID Connect: ${scope}`,
    ]),
  );
  await app.register(swagger, {
    // Routes of other surfaces have contracts of their own.
    hideUntagged: true,
    swagger: {
      info: {
        title: 'Corsia API',
        version: 'v2',
        description:
          'REST API of outpatient medical centres. Read `/v2/userinfo` first: it tells the `tenantId` that every other call needs.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
        contact: { name: 'Corsia', url: apiUrl },
      },
      host,
      schemes: [protocol.slice(0, -1)],
      basePath: '/',
      consumes: ['application/json'],
      produces: ['application/json'],
      tags: resources.map(({ tag, description }) => ({ name: tag, description })),
      securityDefinitions: {
        oauth2: {
          type: 'oauth2',
          flow: 'accessCode',
          authorizationUrl: `${accountUrl}/connect/authorize`,
          tokenUrl: `${accountUrl}/connect/token`,
          scopes: described,
        },
      },
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `Definition${index}`),
    },
  });
}

/** What is made of the contract. */
export interface ContractOptions {
  accountUrl: string;
  apiUrl: string;
  sandboxTenantId?: string | undefined;
  sandboxClient?: { id: string; secret: string } | undefined;
}

/**
 * `GET /swagger/docs/v2`: the OpenAPI 2.0 document of this installation; with `?format=openapi3` the same contract as
 * OpenAPI 3.1. Beside it the collections of all its requests, for tools.
 */
export function serveOpenApi(app: FastifyInstance, options: ContractOptions): void {
  const { accountUrl, apiUrl, sandboxTenantId: tenantId, sandboxClient: client } = options;
  const contract = once(() => contractOf(app, apiUrl));
  const openapi2 = once(() => editionOf(contract()));
  const openapi3 = once(() => editionOf(toOpenApi3(contract(), apiUrl)));
  app.get('/swagger/docs/v2', PUBLISHING, async (request, reply) => {
    const { format = 'openapi2' } = request.query as { format?: string };
    if (format === 'openapi2') return sendEdition(openapi2(), request, reply);
    if (format === 'openapi3') return sendEdition(openapi3(), request, reply);
    throw invalid('format', 'invalid_enum', 'is none of openapi2, openapi3');
  });
  serveDownloads(app, contract, { accountUrl, apiUrl, tenantId, client, scope: SCOPES.join(' ') });
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function toOpenApi3(document: OpenApi2, apiUrl: string): object {
  // The upgrade changes what it is given.
  return { ...upgrade(structuredClone(document), '3.1'), servers: [{ url: apiUrl }] };
}

/** In one order, in whatever order modules were loaded: what is generated of the contract stays the same. */
function byName<Value>(members: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The OpenAPI 2.0 document of the routes that are registered. */
function contractOf(app: FastifyInstance, apiUrl: string): OpenApi2 {
  const document = toStrictOpenApi2(app.swagger());
  addHeaders(document);
  describeParameters(document);
  addExamples(document, apiUrl);
  return { ...document, definitions: byName(document.definitions as Record<string, unknown>) };
}
