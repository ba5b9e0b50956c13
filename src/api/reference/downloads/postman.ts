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

/** Keeps the clinic of the first call for all others: `tenants` holds objects, and the id is what paths want. */
const SAVE_TENANT = [
  'const [tenant] = pm.response.json().tenants;',
  "if (tenant) pm.collectionVariables.set('tenantId', tenant.id);",
];
const CHECK_ANSWER = [
  "pm.test('is answered as documented', () => {",
  '  pm.expect(pm.response.code).to.be.below(400);',
  '});',
];

/** Every operation for Postman (format 2.1): sign-in with PKCE for all of them, variables for what differs between installations. */
export function postmanCollection(
  document: OpenApi2,
  { accountUrl, apiUrl, tenantId, client, scope }: CollectionSettings,
): object {
  return {
    info: {
      name: COLLECTION_NAME,
      description: COLLECTION_DESCRIPTION,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'oauth2', oauth2: oauthSettings(accountUrl, scope) },
    event: [script('test', CHECK_ANSWER)],
    variable: [
      variable('apiUrl', apiUrl),
      variable('tenantId', tenantId),
      variable('clientId', client?.id),
      variable('clientSecret', client?.secret),
    ],
    item: requestFolders(document).map(({ name, description, requests }) => ({
      name,
      description,
      item: requests.map(requestItem),
    })),
  };
}

function oauthSettings(accountUrl: string, scope: string): object[] {
  return Object.entries({
    grant_type: 'authorization_code_with_pkce',
    authUrl: `${accountUrl}/connect/authorize`,
    accessTokenUrl: `${accountUrl}/connect/token`,
    redirect_uri: API_TOOLS.postman.redirectUri,
    useBrowser: true,
    clientId: '{{clientId}}',
    clientSecret: '{{clientSecret}}',
    client_authentication: 'header',
    challengeAlgorithm: 'S256',
    scope,
    addTokenTo: 'header',
    headerPrefix: 'Bearer',
  }).map(([key, value]) => ({ key, value, type: typeof value }));
}

function requestItem(request: ApiRequest): object {
  const { name, description, method, pathParameters, query, headers, body, sendsFile, tellsTenant } = request;
  const path = colonPath(request);
  return {
    name,
    ...(tellsTenant && { event: [script('test', SAVE_TENANT)] }),
    request: {
      method,
      description,
      header: headers.map(unused),
      ...(body && { body: { mode: 'raw', raw: body, options: { raw: { language: 'json' } } } }),
      ...(sendsFile && { body: { mode: 'formdata', formdata: [{ key: 'file', type: 'file', src: [] }] } }),
      url: {
        raw: `{{apiUrl}}${path}`,
        host: ['{{apiUrl}}'],
        path: path.slice(1).split('/'),
        query: query.map(unused),
        variable: pathParameters.map((setting) => ({
          key: setting.name,
          value: pathValue(setting, '{{tenantId}}'),
          description: setting.description,
        })),
      },
    },
  };
}

/** What may be sent, switched off unless it must be. */
function unused({ name, value, description, required }: Setting): object {
  return { key: name, value, description, disabled: !required };
}

function variable(key: string, value = ''): object {
  return { key, value, type: 'string' };
}

function script(listen: string, exec: string[]): object {
  return { listen, script: { type: 'text/javascript', exec } };
}
