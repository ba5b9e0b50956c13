import { SCOPES } from '../../../catalogue/scopes.ts';
import { bodyExample } from '../examples.ts';
import type { OpenApi2, Operation, Parameter } from '../strict-openapi2.ts';

export interface CollectionSettings {
  accountUrl: string;
  apiUrl: string;
  /** What a sandbox fills in. */
  tenantId?: string | undefined;
  client?: { id: string; secret: string } | undefined;
}

/** Where Postman's own page takes the code; applications register it. */
const CALLBACK = 'https://oauth.pstmn.io/v1/callback';

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

/**
 * A collection of every operation for Postman (format 2.1), which Bruno, Insomnia and Hoppscotch import too: a folder for
 * each tag, sign-in with PKCE for all of them, variables for what differs between installations.
 */
export function postmanCollection(document: OpenApi2, settings: CollectionSettings): object {
  const { accountUrl, apiUrl, tenantId, client } = settings;
  const tags = document.tags as { name: string; description: string }[];
  const requests = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ tag: operation.tags?.[0], method, path, operation })),
  );
  return {
    info: {
      name: 'Corsia',
      description: 'Authorize the collection, send `Who is signed in` first, then anything: it keeps the clinic.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'oauth2', oauth2: oauthSettings(accountUrl) },
    event: [script('test', CHECK_ANSWER)],
    variable: [
      variable('apiUrl', apiUrl),
      variable('tenantId', tenantId),
      variable('clientId', client?.id),
      variable('clientSecret', client?.secret),
    ],
    item: tags.map(({ name, description }) => ({
      name,
      description,
      item: requests
        .filter(({ tag }) => tag === name)
        .map(({ method, path, operation }) => requestItem(method, path, operation, document)),
    })),
  };
}

function oauthSettings(accountUrl: string): object[] {
  return Object.entries({
    grant_type: 'authorization_code_with_pkce',
    authUrl: `${accountUrl}/connect/authorize`,
    accessTokenUrl: `${accountUrl}/connect/token`,
    redirect_uri: CALLBACK,
    useBrowser: true,
    clientId: '{{clientId}}',
    clientSecret: '{{clientSecret}}',
    client_authentication: 'header',
    challengeAlgorithm: 'S256',
    scope: SCOPES.join(' '),
    addTokenTo: 'header',
    headerPrefix: 'Bearer',
  }).map(([key, value]) => ({ key, value, type: typeof value }));
}

function requestItem(method: string, path: string, operation: Operation, document: OpenApi2): object {
  const { operationId, summary, description, parameters = [], consumes } = operation;
  const names = path.slice(1).split('/');
  const inPath = (part: string) => /^\{(\w+)\}/.exec(part)?.[1];
  const body = parameters.find((parameter) => parameter.in === 'body');
  return {
    name: summary,
    ...(operationId === 'UserInfo_Get' && { event: [script('test', SAVE_TENANT)] }),
    request: {
      method: method.toUpperCase(),
      description,
      header: parameters.filter((parameter) => parameter.in === 'header').map(unused),
      ...(body && { body: jsonBody(bodyExample(body, document)) }),
      ...(consumes?.[0] === 'multipart/form-data' && {
        body: { mode: 'formdata', formdata: [{ key: 'file', type: 'file', src: [] }] },
      }),
      url: {
        raw: `{{apiUrl}}/${names.map((name) => (inPath(name) ? `:${inPath(name)}` : name)).join('/')}`,
        host: ['{{apiUrl}}'],
        path: names.map((name) => (inPath(name) ? `:${inPath(name)}` : name)),
        query: parameters.filter((parameter) => parameter.in === 'query').map(unused),
        variable: parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name, description }) => ({
            key: name,
            value: name === 'tenantId' ? '{{tenantId}}' : '',
            description,
          })),
      },
    },
  };
}

/** What may be sent, switched off unless it must be. */
function unused({ name, description, required, default: value }: Parameter): object {
  return { key: name, value: String(value ?? ''), description, disabled: !required };
}

function jsonBody(example: unknown): object {
  return {
    mode: 'raw',
    raw: JSON.stringify(example, undefined, 2),
    options: { raw: { language: 'json' } },
  };
}

function variable(key: string, value = ''): object {
  return { key, value, type: 'string' };
}

function script(listen: string, exec: string[]): object {
  return { listen, script: { type: 'text/javascript', exec } };
}
