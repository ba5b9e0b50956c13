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
  'const [tenant] = res.getBody().tenants;',
  "if (tenant) bru.setEnvVar('tenantId', tenant.id, { persist: true });",
].join('\n');
const CHECK_ANSWER = [
  "test('is answered as documented', () => {",
  '  expect(res.getStatus()).to.be.below(400);',
  '});',
].join('\n');

/** Every operation for Bruno, in the one file that it exports and imports. What differs between installations is in its environment. */
export function brunoCollection(document: OpenApi2, settings: CollectionSettings): object {
  const { apiUrl, tenantId, client } = settings;
  return {
    version: '1',
    name: COLLECTION_NAME,
    items: requestFolders(document).map(({ name, description, requests }, at) => ({
      type: 'folder',
      name,
      seq: at + 1,
      root: { meta: { name, seq: at + 1 }, docs: description },
      items: requests.map(requestItem),
    })),
    environments: [
      {
        name: COLLECTION_NAME,
        variables: [
          variable('apiUrl', apiUrl),
          variable('tenantId', tenantId),
          variable('clientId', client?.id),
          // Bruno keeps a secret apart from the files of the collection, and imports none.
          { ...variable('clientSecret', client?.secret), secret: client?.secret === undefined },
        ],
      },
    ],
    root: {
      docs: COLLECTION_DESCRIPTION,
      request: { auth: { mode: 'oauth2', oauth2: oauthSettings(settings) }, tests: CHECK_ANSWER },
    },
    brunoConfig: { version: '1', name: COLLECTION_NAME, type: 'collection', ignore: ['node_modules', '.git'] },
  };
}

function oauthSettings({ accountUrl, scope }: CollectionSettings): object {
  return {
    grantType: 'authorization_code',
    callbackUrl: API_TOOLS.bruno.redirectUri,
    authorizationUrl: `${accountUrl}/connect/authorize`,
    accessTokenUrl: `${accountUrl}/connect/token`,
    refreshTokenUrl: `${accountUrl}/connect/token`,
    clientId: '{{clientId}}',
    clientSecret: '{{clientSecret}}',
    scope,
    state: '',
    pkce: true,
    credentialsPlacement: 'basic_auth_header',
    credentialsId: 'corsia',
    tokenPlacement: 'header',
    tokenHeaderPrefix: 'Bearer',
    autoFetchToken: true,
    autoRefreshToken: true,
  };
}

function requestItem(request: ApiRequest, at: number): object {
  const { name, description, method, pathParameters, query, headers, tellsTenant } = request;
  return {
    type: 'http',
    name,
    seq: at + 1,
    request: {
      url: `{{apiUrl}}${colonPath(request)}`,
      method,
      headers: headers.map(unused),
      params: [
        ...pathParameters.map((setting) => ({
          ...unused(setting),
          value: pathValue(setting, '{{tenantId}}'),
          type: 'path',
        })),
        ...query.map((setting) => ({ ...unused(setting), type: 'query' })),
      ],
      auth: { mode: 'inherit' },
      body: bodyOf(request),
      script: tellsTenant ? { res: SAVE_TENANT } : {},
      docs: description,
    },
  };
}

function bodyOf({ body, sendsFile }: ApiRequest): object {
  if (sendsFile)
    return { mode: 'multipartForm', multipartForm: [{ type: 'file', name: 'file', value: [], enabled: true }] };
  return body ? { mode: 'json', json: body } : { mode: 'none' };
}

function unused({ name, value, description, required }: Setting): object {
  return { name, value, description, enabled: required };
}

function variable(name: string, value = ''): object {
  return { name, value, type: 'text', enabled: true, secret: false };
}
