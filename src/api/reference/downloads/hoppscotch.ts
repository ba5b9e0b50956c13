import type { OpenApi2 } from '../strict-openapi2.ts';
import {
  type ApiRequest,
  COLLECTION_DESCRIPTION,
  COLLECTION_NAME,
  type CollectionSettings,
  pathValue,
  requestFolders,
  type Setting,
} from './requests.ts';

const SAVE_TENANT = [
  'const [tenant] = pw.response.body.tenants;',
  "if (tenant) pw.env.set('tenantId', tenant.id);",
].join('\n');
const CHECK_ANSWER = [
  "pw.test('is answered as documented', () => {",
  '  pw.expect(pw.response.status < 400).toBe(true);',
  '});',
].join('\n');

const INHERITED = { authType: 'inherit', authActive: true };

/**
 * Every operation for Hoppscotch (collection 11, requests 16, which later versions bring up to date). The clinic is a variable
 * of the environment that is selected, or a global one: those of a collection cannot be set by a script, and would hide it.
 */
export function hoppscotchCollection(document: OpenApi2, settings: CollectionSettings): object {
  return {
    v: 11,
    name: COLLECTION_NAME,
    description: COLLECTION_DESCRIPTION,
    folders: requestFolders(document).map(({ name, description, requests }) => ({
      v: 11,
      name,
      description,
      folders: [],
      requests: requests.map(requestOf),
      auth: INHERITED,
      headers: [],
      variables: [],
    })),
    requests: [],
    auth: oauthSettings(settings),
    headers: [],
    variables: [{ key: 'apiUrl', initialValue: settings.apiUrl, currentValue: settings.apiUrl, secret: false }],
  };
}

function oauthSettings({ accountUrl, client, scope }: CollectionSettings): object {
  return {
    authType: 'oauth-2',
    authActive: true,
    addTo: 'HEADERS',
    grantTypeInfo: {
      grantType: 'AUTHORIZATION_CODE',
      authEndpoint: `${accountUrl}/connect/authorize`,
      tokenEndpoint: `${accountUrl}/connect/token`,
      clientID: client?.id ?? '',
      clientSecret: client?.secret ?? '',
      scopes: scope,
      token: '',
      isPKCE: true,
      codeVerifierMethod: 'S256',
      authRequestParams: [],
      tokenRequestParams: [],
      refreshRequestParams: [],
    },
  };
}

function requestOf(request: ApiRequest): object {
  const { name, method, path, pathParameters, query, headers, tellsTenant } = request;
  return {
    v: '16',
    name,
    method,
    endpoint: `<<apiUrl>>${path.replaceAll(/\{(\w+)\}/g, '<<$1>>')}`,
    params: query.map(unused),
    headers: headers.map(unused),
    preRequestScript: '',
    testScript: tellsTenant ? `${CHECK_ANSWER}\n${SAVE_TENANT}` : CHECK_ANSWER,
    auth: INHERITED,
    body: bodyOf(request),
    // A variable of the request would hide the clinic that the first one keeps.
    requestVariables: pathParameters
      .filter((setting) => pathValue(setting, '<<tenantId>>') === '')
      .map((setting) => ({ key: setting.name, value: '', active: true })),
    responses: {},
  };
}

function bodyOf({ body, sendsFile }: ApiRequest): object {
  if (sendsFile)
    return {
      contentType: 'multipart/form-data',
      body: [{ key: 'file', active: true, isFile: true, value: [] }],
    };
  return body ? { contentType: 'application/json', body } : { contentType: null, body: null };
}

function unused({ name, value, description, required }: Setting): object {
  return { key: name, value, active: required, description };
}
