import { Ajv } from 'ajv';

/** Of an object with these members and no others, all of which are needed but for those named with a question mark. */
function closed(members: Record<string, object>): object {
  const names = Object.keys(members);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), members[name]])),
    required: names.filter((name) => !name.endsWith('?')),
    additionalProperties: false,
  };
}
const text = { type: 'string' };
const flag = { type: 'boolean' };
const listOf = (items: object) => ({ type: 'array', items });
const exactly = (value: unknown) => ({ const: value });

/** As Insomnia's own importer describes the format 5.0, as far as collections use it here. */
const meta = closed({
  id: { type: 'string', pattern: '^[a-z]+_[0-9a-f]{32}$' },
  'description?': text,
  'sortKey?': { type: 'number' },
});
const scripts = closed({ 'preRequest?': text, 'afterResponse?': text });
const insomniaSetting = closed({ name: text, value: text, 'description?': text, 'disabled?': flag });
const insomniaRequest = closed({
  url: { type: 'string', pattern: '^\\{\\{ _\\.apiUrl \\}\\}/v2/[^{}]+$' },
  name: text,
  meta,
  method: { enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
  'body?': closed({
    mimeType: text,
    'text?': text,
    'params?': listOf(closed({ name: text, type: text, fileName: text })),
  }),
  parameters: listOf(insomniaSetting),
  headers: listOf(insomniaSetting),
  pathParameters: listOf(closed({ name: text, value: text })),
  'scripts?': scripts,
});
const oauth2 = closed({
  type: exactly('oauth2'),
  grantType: exactly('authorization_code'),
  authorizationUrl: text,
  accessTokenUrl: text,
  clientId: text,
  clientSecret: text,
  redirectUrl: text,
  scope: text,
  usePkce: flag,
  pkceMethod: exactly('S256'),
  credentialsInBody: flag,
  tokenPrefix: text,
});
const insomnia = closed({
  type: exactly('collection.insomnia.rest/5.0'),
  name: text,
  meta,
  collection: listOf(
    closed({
      name: text,
      meta,
      authentication: oauth2,
      scripts,
      children: listOf(closed({ name: text, meta, children: listOf(insomniaRequest) })),
    }),
  ),
  environments: closed({ name: text, meta, data: { type: 'object', additionalProperties: text } }),
});

/** As Hoppscotch's own schemas describe collections of version 11 and requests of version 16. */
const inherited = closed({ authType: exactly('inherit'), authActive: flag });
const hoppscotchSetting = closed({ key: text, value: text, active: flag, description: text });
const hoppscotchRequest = closed({
  v: exactly('16'),
  name: text,
  method: text,
  endpoint: { type: 'string', pattern: '^<<apiUrl>>/v2/[^{}]+$' },
  params: listOf(hoppscotchSetting),
  headers: listOf(hoppscotchSetting),
  preRequestScript: text,
  testScript: text,
  auth: inherited,
  body: {
    anyOf: [
      closed({ contentType: exactly(null), body: exactly(null) }),
      closed({ contentType: exactly('application/json'), body: text }),
      closed({
        contentType: exactly('multipart/form-data'),
        body: listOf(closed({ key: text, active: flag, isFile: flag, value: listOf(text) })),
      }),
    ],
  },
  requestVariables: listOf(closed({ key: text, value: text, active: flag })),
  responses: { type: 'object' },
});
const variables = listOf(closed({ key: text, initialValue: text, currentValue: text, secret: flag }));
const nothing = { type: 'array', maxItems: 0 };
const hoppscotch = closed({
  v: exactly(11),
  name: text,
  description: text,
  folders: listOf(
    closed({
      v: exactly(11),
      name: text,
      description: text,
      folders: nothing,
      requests: listOf(hoppscotchRequest),
      auth: inherited,
      headers: nothing,
      variables,
    }),
  ),
  requests: nothing,
  auth: closed({
    authType: exactly('oauth-2'),
    authActive: flag,
    addTo: exactly('HEADERS'),
    grantTypeInfo: closed({
      grantType: exactly('AUTHORIZATION_CODE'),
      authEndpoint: text,
      tokenEndpoint: text,
      clientID: text,
      clientSecret: text,
      scopes: text,
      token: text,
      isPKCE: exactly(true),
      codeVerifierMethod: exactly('S256'),
      authRequestParams: nothing,
      tokenRequestParams: nothing,
      refreshRequestParams: nothing,
    }),
  }),
  headers: nothing,
  variables,
});

function problemsOf(schema: object): (value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const check = ajv.compile(schema);
  return (value) =>
    check(value) ? [] : check.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

export const insomniaProblems = problemsOf(insomnia);
export const hoppscotchProblems = problemsOf(hoppscotch);
