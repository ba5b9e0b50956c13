import type { Surface } from '../api/surface.ts';
import { acceptJson } from '../platform/http/json-body.ts';
import { toServiceError } from '../platform/http/server.ts';
import { bundleRoutes } from './bundle/bundle.route.ts';
import { serveMetadata } from './capability/metadata.ts';
import { exportRoutes } from './export/export.routes.ts';
import { fhirExports } from './export/export-source.ts';
import { ownsPath, sendOutcome } from './http.ts';
import { registerFhirRoute } from './register.ts';
import { fhirResources } from './resources.ts';
import { resourceRoutes } from './routes.ts';

const ofResources = resourceRoutes(fhirResources);

/** Every route that needs a token. */
export const fhirRoutes = [...ofResources, ...bundleRoutes(ofResources), ...exportRoutes(fhirResources)];

/** FHIR R4 below each clinic, over the same services, rules and permissions as `/v2`. */
export const fhirSurface: Surface = {
  owns: ownsPath,
  refuse: sendOutcome,
  exports: (apiUrl) => fhirExports(fhirResources, apiUrl),
  register(app, services) {
    acceptJson(app, ['application/fhir+json']);
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    app.setErrorHandler((error, request, reply) => sendOutcome(toServiceError(error), request, reply));
    serveMetadata(app, services, fhirResources);
    for (const route of fhirRoutes) registerFhirRoute(app, route, services);
  },
};
