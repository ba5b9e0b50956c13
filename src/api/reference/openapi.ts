import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { type API_SCOPES, SCOPES } from '../../catalogue/scopes.ts';
import type { Resource } from '../route.ts';
import { toStrictOpenApi2 } from './strict-openapi2.ts';

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

/** `GET /swagger/docs/v2`: the OpenAPI 2.0 document of this installation. */
export function serveOpenApi(app: FastifyInstance): void {
  let document: string | undefined;
  app.get('/swagger/docs/v2', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(toStrictOpenApi2(app.swagger()));
    return reply.type('application/json; charset=utf-8').header('cache-control', 'public, max-age=300').send(document);
  });
}
