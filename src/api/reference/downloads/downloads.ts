import type { FastifyInstance } from 'fastify';
import { SCOPES } from '../../../catalogue/scopes.ts';
import { API_TOOLS, type ApiTool } from '../../../catalogue/tools.ts';
import { invalid } from '../../names.ts';
import { editionOf, PUBLISHING, sendEdition } from '../edition.ts';
import type { OpenApi2 } from '../strict-openapi2.ts';
import { brunoCollection } from './bruno.ts';
import { hoppscotchCollection } from './hoppscotch.ts';
import { insomniaCollection } from './insomnia.ts';
import { postmanCollection } from './postman.ts';
import type { CollectionSettings } from './requests.ts';

const COLLECTIONS: Record<ApiTool, (document: OpenApi2, settings: CollectionSettings) => object> = {
  postman: postmanCollection,
  bruno: brunoCollection,
  insomnia: insomniaCollection,
  hoppscotch: hoppscotchCollection,
};

const CLIENT_ID = /^[\w.-]{1,100}$/;

/**
 * `GET /downloads/corsia.*`: all requests of the contract as a collection for each tool. With `?client_id=` and `?scope=` it is
 * filled in for that application, without a secret; otherwise for the one of a sandbox, if this is one.
 */
export function serveDownloads(app: FastifyInstance, contract: () => OpenApi2, settings: CollectionSettings): void {
  for (const [tool, { download }] of Object.entries(API_TOOLS)) {
    const file = download.slice(download.lastIndexOf('/') + 1);
    app.get(download, PUBLISHING, async (request, reply) => {
      const asked = forApplication(request.query as Record<string, unknown>, settings);
      const edition = editionOf(COLLECTIONS[tool as ApiTool](contract(), asked));
      return sendEdition(edition, request, reply.header('content-disposition', `attachment; filename="${file}"`));
    });
  }
}

function forApplication(query: Record<string, unknown>, settings: CollectionSettings): CollectionSettings {
  const { client_id: id = settings.client?.id, scope = settings.scope } = query;
  if (id === settings.client?.id) return { ...settings, scope: knownScopes(scope) };
  if (typeof id !== 'string' || !CLIENT_ID.test(id)) throw invalid('client_id', 'invalid_format', 'is no client_id');
  return { ...settings, client: { id }, scope: knownScopes(scope) };
}

function knownScopes(scope: unknown): string {
  const names = String(scope).split(' ');
  if (names.some((name) => !(SCOPES as readonly string[]).includes(name)))
    throw invalid('scope', 'invalid_enum', `holds something else than ${SCOPES.join(', ')}`);
  return names.join(' ');
}
