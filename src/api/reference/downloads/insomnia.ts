import { createHash } from 'node:crypto';
import { API_TOOLS } from '../../../catalogue/tools.ts';
import type { OpenApi2 } from '../strict-openapi2.ts';
import {
  type ApiRequest,
  COLLECTION_DESCRIPTION,
  COLLECTION_NAME,
  type CollectionSettings,
  colonPath,
  pathValue,
  requestFolders,
  type Setting,
} from './requests.ts';

const SAVE_TENANT = [
  'const [tenant] = insomnia.response.json().tenants;',
  "if (tenant) insomnia.baseEnvironment.set('tenantId', tenant.id);",
].join('\n');
const CHECK_ANSWER = [
  "insomnia.test('is answered as documented', () => {",
  '  insomnia.expect(insomnia.response.code).to.be.below(400);',
  '});',
].join('\n');

/**
 * Every operation for Insomnia (format 5.0, as JSON, which is YAML, too). A collection cannot hold a sign-in there, but a folder
 * can, and what is in it inherits: so one folder holds all others.
 */
export function insomniaCollection(document: OpenApi2, settings: CollectionSettings): object {
  const { apiUrl, tenantId, client } = settings;
  return {
    type: 'collection.insomnia.rest/5.0',
    name: COLLECTION_NAME,
    meta: { id: idOf('wrk', COLLECTION_NAME), description: COLLECTION_DESCRIPTION },
    collection: [
      {
        name: COLLECTION_NAME,
        meta: { id: idOf('fld', COLLECTION_NAME), description: COLLECTION_DESCRIPTION },
        authentication: oauthSettings(settings),
        scripts: { afterResponse: CHECK_ANSWER },
        children: requestFolders(document).map(({ name, description, requests }, at) => ({
          name,
          meta: { id: idOf('fld', `tag ${name}`), description, sortKey: at },
          children: requests.map(requestItem),
        })),
      },
    ],
    environments: {
      name: 'Base Environment',
      meta: { id: idOf('env', COLLECTION_NAME) },
      data: {
        apiUrl,
        tenantId: tenantId ?? '',
        clientId: client?.id ?? '',
        clientSecret: client?.secret ?? '',
      },
    },
  };
}

function oauthSettings({ accountUrl, scope }: CollectionSettings): object {
  return {
    type: 'oauth2',
    grantType: 'authorization_code',
    authorizationUrl: `${accountUrl}/connect/authorize`,
    accessTokenUrl: `${accountUrl}/connect/token`,
    clientId: '{{ _.clientId }}',
    clientSecret: '{{ _.clientSecret }}',
    redirectUrl: API_TOOLS.insomnia.redirectUri,
    scope,
    usePkce: true,
    pkceMethod: 'S256',
    credentialsInBody: false,
    tokenPrefix: 'Bearer',
  };
}

function requestItem(request: ApiRequest, at: number): object {
  const { name, description, method, path, pathParameters, query, headers, tellsTenant } = request;
  return {
    url: `{{ _.apiUrl }}${colonPath(request)}`,
    name,
    meta: { id: idOf('req', `${method} ${path}`), description, sortKey: at },
    method,
    ...bodyOf(request),
    parameters: query.map(unused),
    headers: [...(request.body ? [JSON_TYPE] : []), ...headers.map(unused)],
    pathParameters: pathParameters.map((setting) => ({
      name: setting.name,
      value: pathValue(setting, '{{ _.tenantId }}'),
    })),
    ...(tellsTenant && { scripts: { afterResponse: SAVE_TENANT } }),
  };
}

const JSON_TYPE = { name: 'Content-Type', value: 'application/json' };

function bodyOf({ body, sendsFile }: ApiRequest): { body?: object } {
  if (sendsFile)
    return { body: { mimeType: 'multipart/form-data', params: [{ name: 'file', type: 'file', fileName: '' }] } };
  return body ? { body: { mimeType: 'application/json', text: body } } : {};
}

function unused({ name, value, description, required }: Setting): object {
  return { name, value, description, disabled: !required };
}

/** The same at every download, so that importing again brings what changed up to date. */
function idOf(kind: string, of: string): string {
  return `${kind}_${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;
}
