import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { authorize, NATIVE, OFFLINE, redeem, refresh, WEB } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent } from './user-agent.ts';

const SECRETS_OF = [
  'users',
  'clients',
  'client_secrets',
  'grants',
  'consented_scopes',
  'oidc_artifacts',
  'signing_keys',
];

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

/** Every row of a table, as text and with its binary columns decoded byte for byte. */
async function contentOf(table: string): Promise<string> {
  const columns = await sql<{ name: string; binary: boolean }>(
    platform,
    `select column_name::text as name, data_type = 'bytea' as binary from information_schema.columns
      where table_schema = 'public' and table_name = $1`,
    [table],
  );
  const expressions = columns.map(({ name, binary }) =>
    binary ? `coalesce(encode(${name}, 'escape') || ' ' || encode(${name}, 'hex'), '')` : `coalesce(${name}::text, '')`,
  );
  const rows = await sql<{ line: string }>(platform, `select ${expressions.join(` || ' ' || `)} as line from ${table}`);
  return rows.map(({ line }) => line).join('\n');
}

test('codes, tokens, sessions, secrets and passwords are not stored in clear', async () => {
  const agent = new UserAgent(platform.accountUrl);
  const unused = await authorize(platform, { agent, parameters: OFFLINE });
  const callback = await authorize(platform, { agent, parameters: OFFLINE });
  const { body: first } = await redeem(platform, callback);
  const { body: second } = await refresh(platform, first.refresh_token);
  const waiting = await agent.open(
    `${platform.accountUrl}/connect/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: NATIVE.id,
      redirect_uri: NATIVE.redirectUri,
      scope: 'openid',
      state: 'a-state-nobody-may-read',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    })}`,
  );
  const cookies = [...agent.cookies.values()].filter(({ name }) => !name.endsWith('.sig'));
  expect(cookies.map(({ name }) => name)).toContain('_session');

  const raw = {
    'unused code': unused.searchParams.get('code')!,
    code: callback.searchParams.get('code')!,
    'access token': second.access_token,
    'used refresh token': first.refresh_token!,
    'refresh token': second.refresh_token!,
    interaction: waiting.url.pathname.split('/').at(-1)!,
    state: 'a-state-nobody-may-read',
    'client secret': WEB.secret,
    password: 'corsia-sandbox',
    ...Object.fromEntries(cookies.map(({ name, path, value }) => [`cookie ${name} ${path}`, value])),
  };
  const contents = await Promise.all(SECRETS_OF.map(contentOf));
  for (const [index, table] of SECRETS_OF.entries()) {
    const content = contents[index]!;
    expect(content, table).not.toBe('');
    for (const [what, value] of Object.entries(raw)) {
      for (const form of [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')]) {
        expect(content.includes(form), `${what} in ${table}`).toBe(false);
      }
    }
  }
  // The search does find what is stored in clear.
  expect(contents[SECRETS_OF.indexOf('grants')]).toContain('giponext.patients');
});

test('private signing keys are encrypted', async () => {
  const content = await contentOf('signing_keys');
  expect(content).toContain('"kty"');
  expect(content).not.toMatch(/"d"\s*:/);
});
