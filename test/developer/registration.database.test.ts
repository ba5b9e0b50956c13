import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailsTo } from '../accounts/accounts.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { apiAnswer, authorizationUrl, obtainTokens } from '../oauth/flow.ts';
import { sql } from '../oauth/sql.ts';
import type { UserAgent } from '../oauth/user-agent.ts';
import {
  ADMINISTRATOR,
  approvedApplication,
  COMPLETE,
  createDraft,
  DEVELOPER,
  decide,
  handIn,
  revealSecret,
  signedIn,
} from './console.ts';

let platform: Platform;
let developer: UserAgent;
let administrator: UserAgent;

beforeAll(async () => {
  platform = await startPlatform();
  developer = await signedIn(platform, DEVELOPER);
  administrator = await signedIn(platform, ADMINISTRATOR);
});
afterAll(() => platform.close());

const statusOf = async (id: string) =>
  (await sql<{ status: string }>(platform, 'select status from clients where id = $1', [id]))[0]?.status;
const subjectsTo = async (email: string) => (await mailsTo(platform, email)).map(({ subject }) => subject);
const here = (id: string) => `/developer/applications/${id}`;

describe('a request', () => {
  test('goes from draft to rejection with a reason, is corrected, approved, and signs people in with its secret', async () => {
    const id = await createDraft(developer, { name: 'Viaggio' });
    expect((await handIn(developer, id, { name: 'Viaggio' })).html).toContain('The request is handed in.');
    expect(await statusOf(id)).toBe('submitted');
    const app = { id, redirectUri: COMPLETE.redirectUris, secret: 'none-yet' };
    expect((await developer.open(authorizationUrl(platform, app))).html).toContain('Application not recognised');

    await decide(administrator, 'Viaggio', 'refuse', 'The privacy policy says nothing about reports.');
    const rejected = await developer.open(here(id));
    expect(rejected.html).toContain('The privacy policy says nothing about reports.');

    const page = await developer.open(`${here(id)}/edit`);
    await developer.submit(page, { fields: { privacyUrl: 'https://referti.example/new-privacy' }, press: 'do=save' });
    expect(await statusOf(id)).toBe('draft');
    await handIn(developer, id, { name: 'Viaggio', privacyUrl: 'https://referti.example/new-privacy' });
    const queue = await administrator.open('/administration/requests?q=viaggio');
    const request = await administrator.open(/\/administration\/requests\/[0-9a-f-]{36}/.exec(queue.html)![0]);
    expect(request.html).toContain('<del>https://referti.example/privacy</del>');
    expect(request.html).toContain('<ins>https://referti.example/new-privacy</ins>');
    const approved = await decide(administrator, 'Viaggio', 'grant');
    expect(approved.html).not.toMatch(/<code>[\w-]{43}<\/code>/);

    expect((await developer.open(here(id))).html).toContain(`data-copy="${id}"`);
    const secret = await revealSecret(developer, id);
    const tokens = await obtainTokens(platform, {
      app: { ...app, secret },
      parameters: { scope: 'openid profile giponext.patients' },
    });
    expect((await apiAnswer(platform, tokens.access_token, '/v2/userinfo')).status).toBe(200);
    expect(await subjectsTo(DEVELOPER)).toEqual(
      expect.arrayContaining(['Viaggio: the request arrived', 'Viaggio was not approved', 'Viaggio is approved']),
    );
    expect(await subjectsTo(ADMINISTRATOR)).toContain('A request waits: the application Viaggio');
  });

  test('is not handed in with gaps, and what was typed is kept', async () => {
    const id = await createDraft(developer, { name: 'Lacunosa' });
    const wrong = await handIn(developer, id, {
      name: 'Lacunosa',
      homeUrl: 'javascript:alert(1)',
      privacyUrl: '',
      redirectUris: 'http://app.example/callback\nhttps://app.example/#x',
    });
    expect(wrong.status).toBe(422);
    for (const words of ['must be an https address', 'privacy policy', 'must be https: http', 'has a fragment']) {
      expect(wrong.html).toContain(words);
    }
    expect(wrong.html).toContain('http://app.example/callback\nhttps://app.example/#x</textarea>');
    expect(await statusOf(id)).toBe('draft');
  });

  test('cannot be changed while it waits, and can be taken back', async () => {
    const id = await createDraft(developer, { name: 'Impaziente' });
    const editing = await developer.open(`${here(id)}/edit`);
    await handIn(developer, id, { name: 'Impaziente' });
    const late = await developer.submit(editing, { fields: { name: 'Another' }, press: 'do=save' });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Something changed meanwhile');
    expect((await developer.open(`${here(id)}/edit`)).url.pathname).toBe(here(id));
    const back = await developer.submit(await developer.open(here(id)), { press: 'do=withdraw' });
    expect(back.html).toContain('it is a draft again');
    expect(await sql(platform, `select state from support_requests where client_id = $1`, [id])).toEqual([
      { state: 'withdrawn' },
    ]);
  });

  test('is decided by one of two administrators', async () => {
    const id = await createDraft(developer, { name: 'Contesa' });
    await handIn(developer, id, { name: 'Contesa' });
    const queue = await administrator.open('/administration/requests?q=contesa');
    const page = await administrator.open(/\/administration\/requests\/[0-9a-f-]{36}/.exec(queue.html)![0]);
    const answers = await Promise.all(
      ['grant', 'refuse'].map((decision) =>
        administrator.submit(page, { fields: { reason: decision }, press: `do=${decision}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const actions = await sql(
      platform,
      `select from console_actions where client_id = $1 and acting_as = 'administrator'`,
      [id],
    );
    expect(actions).toHaveLength(1);
  });

  test('needs a reason for its decision', async () => {
    const id = await createDraft(developer, { name: 'Immotivata' });
    await handIn(developer, id, { name: 'Immotivata' });
    const decided = await decide(administrator, 'Immotivata', 'grant', '  ');
    expect(decided.status).toBe(422);
    expect(await statusOf(id)).toBe('submitted');
  });

  test('has a conversation, of which both sides are told', async () => {
    const id = await createDraft(developer, { name: 'Loquace' });
    await handIn(developer, id, { name: 'Loquace' });
    const queue = await administrator.open('/administration/requests?q=loquace');
    const path = /\/administration\/requests\/[0-9a-f-]{36}/.exec(queue.html)![0];
    const page = await administrator.open(path);
    await administrator.submit(page, { fields: { message: 'Why <b>offline</b>?' }, press: 'do=message' });
    const seen = await developer.open(here(id));
    expect(seen.html).toContain('Why &lt;b&gt;offline&lt;/b&gt;?');
    await developer.submit(seen, { fields: { message: 'Because of the nightly run.' }, press: 'do=message' });
    expect((await administrator.open(path)).html).toContain('Because of the nightly run.');
    expect(await subjectsTo(DEVELOPER)).toContain('A message about the application Loquace');
    expect(await subjectsTo(ADMINISTRATOR)).toContain('A message about the application Loquace');
  });
});

test('a draft that nobody has seen can be deleted', async () => {
  const id = await createDraft(developer, { name: 'Effimera' });
  await developer.submit(await developer.open(`${here(id)}/delete`), { action: `${here(id)}/delete` });
  expect(await statusOf(id)).toBeUndefined();
  expect((await developer.open(here(id))).status).toBe(404);
});

test('a native application and a device have no secret', async () => {
  for (const kind of ['native', 'device'] as const) {
    const name = `Senza segreto ${kind}`;
    const fields = kind === 'native' ? { redirectUris: 'http://127.0.0.1/callback' } : {};
    const id = await approvedApplication(platform, { kind, name, fields });
    expect((await developer.open(`${here(id)}/secrets`)).status).toBe(404);
    expect(await sql(platform, 'select from client_secrets where client_id = $1', [id])).toEqual([]);
    expect((await developer.open(`${here(id)}/tools`)).status).toBe(200);
    expect((await developer.open(`${here(id)}/redirect-uris`)).status).toBe(kind === 'native' ? 200 : 404);
  }
});

describe('a logo', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );

  async function upload(id: string, content: Buffer, type = 'image/png') {
    const page = await developer.open(`${here(id)}/edit`);
    const form = new FormData();
    const { controls } = page.forms.find(({ action }) => action.endsWith('/logo'))!;
    form.append('xsrf', controls.find(({ name }) => name === 'xsrf')!.value);
    form.append('file', new Blob([new Uint8Array(content)], { type }), 'logo.png');
    const cookie = [...developer.cookies.values()].map(({ name, value }) => `${name}=${value}`).join('; ');
    const options = { method: 'POST', body: form, headers: { cookie }, redirect: 'manual' } as const;
    return fetch(`${platform.accountUrl}${here(id)}/logo`, options);
  }

  test('is shown to everybody as a picture, and on the consent page', async () => {
    const id = await createDraft(developer, { name: 'Illustrata' });
    expect((await upload(id, PNG)).headers.get('location')).toContain('done=logo-saved');
    const path = /\/logos\/[0-9a-f]{64}/.exec((await developer.open(`${here(id)}/edit`)).html)![0];
    const picture = await fetch(platform.accountUrl + path);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    expect(picture.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(Buffer.from(await picture.arrayBuffer()).equals(PNG)).toBe(true);
    await handIn(developer, id, { name: 'Illustrata' });
    await decide(administrator, 'Illustrata', 'grant');
    const visitor = await signedIn(platform, 'doctor@sandbox.test');
    const consent = await visitor.open(
      authorizationUrl(platform, { id, redirectUri: COMPLETE.redirectUris, secret: 'x' }),
    );
    expect(consent.html).toContain(`src="${path}"`);
  });

  test.each([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not a PNG'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'not a PNG'],
    ['too much', Buffer.concat([PNG, Buffer.alloc(200 * 1024)]), 'larger than 200 KB'],
    ['nothing', Buffer.alloc(0), 'Choose a file'],
  ])('is not %s', async (name, content, words) => {
    const id = await createDraft(developer, { name: `Senza logo ${name}` });
    const answer = await upload(id, content);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect(await sql(platform, 'select from client_logos where client_id = $1', [id])).toEqual([]);
  });

  test('that goes on for megabytes is not read to its end', async () => {
    const id = await createDraft(developer, { name: 'Senza fine' });
    expect((await upload(id, Buffer.alloc(2 * 1024 * 1024))).status).toBe(413);
  });
});

test('too many drafts are refused', async () => {
  for (let index = 0; index < 20; index++) {
    const page = await developer.open('/developer/applications/new');
    const answer = await developer.submit(page, { fields: { kind: 'web', name: `Molte ${index}` } });
    if (answer.status === 422) return expect(answer.html).toContain('too many registrations');
  }
  throw new Error('nobody minded');
});
