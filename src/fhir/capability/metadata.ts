import type { FastifyInstance } from 'fastify';
import type { SurfaceServices } from '../../api/surface.ts';
import { ownBaseOf, queryOf, sendResource, settingsFor } from '../http.ts';
import type { FhirResource } from '../resource.ts';
import { capabilityStatement } from './capability-statement.ts';
import { smartConfiguration } from './smart-configuration.ts';

/** What anybody may read: what this server can do, and where tokens come from. */
export function serveMetadata(
  app: FastifyInstance,
  { apiUrl, accountUrl }: SurfaceServices,
  resources: ReadonlyMap<string, FhirResource>,
): void {
  app.get('/v2/tenants/:tenantId/fhir/metadata', (request, reply) => {
    const settings = settingsFor(request, queryOf(request));
    const statement = capabilityStatement(resources, { base: ownBaseOf(request, apiUrl), accountUrl });
    return sendResource(reply.header('cache-control', 'public, max-age=300'), statement, settings);
  });
  app.get('/v2/tenants/:tenantId/fhir/.well-known/smart-configuration', (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(smartConfiguration(accountUrl)),
  );
}
