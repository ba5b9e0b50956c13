import { test } from 'vitest';
import { startPlatform } from '../harness/platform.ts';
import * as f from './flow.ts';
import { UserAgent } from './user-agent.ts';

test('probe', async () => {
  const p = await startPlatform();
  const tokens = await f.obtainTokens(p, { parameters: f.OFFLINE });
  console.log(tokens);
  console.log(
    JSON.parse(Buffer.from(tokens.access_token.split('.')[1]!, 'base64url').toString()),
    JSON.parse(Buffer.from(tokens.id_token!.split('.')[1]!, 'base64url').toString()),
  );
  console.log(await f.apiAnswer(p, tokens.access_token));
  console.log(await (await fetch(p.accountUrl + '/.well-known/openid-configuration')).json());
  const show = async (what: string, r: Promise<Response>) => {
    const x = await r.catch((e) => e);
    if (x instanceof Error) return console.log('##', what, x);
    console.log('##', what, x.status, JSON.stringify([...x.headers]), (await x.text()).slice(0, 300));
  };
  const html = { headers: { accept: 'text/html' }, redirect: 'manual' as const };
  await show('nul client', fetch(f.authorizationUrl(p, { ...f.WEB, id: 'a\0b' }), html));
  await show('surrogate', fetch(f.authorizationUrl(p, f.WEB).replace('sandbox-web', '%ED%A0%80'), html));
  await show('unknown path', fetch(p.accountUrl + '/connect/nope', html));
  await show('token get', fetch(p.accountUrl + '/connect/token', html));
  await show('endsession', fetch(p.accountUrl + '/connect/endsession', html));
  await show('form_post', fetch(f.authorizationUrl(p, f.WEB, { prompt: 'none', response_mode: 'form_post' }), html));
  await show(
    'token html',
    fetch(p.accountUrl + '/connect/token', {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: new URLSearchParams({ grant_type: 'password' }),
    }),
  );
  await show('unknown client', fetch(f.authorizationUrl(p, { ...f.WEB, id: 'nope' }), html));
  await show('implicit', fetch(f.authorizationUrl(p, f.WEB, { response_type: 'token' }), html));
  await show(
    'cc',
    fetch(p.accountUrl + '/connect/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'sandbox-web',
        client_secret: 'sandbox-web-secret',
      }),
    }),
  );
  const a = new UserAgent(p.accountUrl);
  const v = await a.open(f.authorizationUrl(p));
  const bad = await f.signIn(a, v, 'a\0b@x.test', 'x');
  console.log('nul email', bad.status, bad.html.slice(0, 300));
  const http = await import('node:http');
  const raw = (path: string) =>
    new Promise<void>((r) => {
      const q = http.request(
        {
          host: 'localhost',
          port: new URL(p.accountUrl).port,
          path,
          headers: { accept: 'text/html', host: 'evil.test', 'x-forwarded-host': 'evil.test' },
        },
        (res) => {
          let t = '';
          res.on('data', (d) => (t += d));
          res.on('end', () => {
            console.log(
              '## raw',
              path,
              res.statusCode,
              JSON.stringify(res.headers),
              t.match(/href="[^"]*ui_locales[^"]*"/)?.[0],
              t.slice(0, 200),
            );
            r();
          });
        },
      );
      q.end();
    });
  await raw('//');
  await raw('/connect/..//evil.test/x');
  await raw('//evil.test/x');
  await raw('/.well-known/../\\evil.test');
  await raw('http://evil.test/connect/authorize');
  await raw('/connect/authorize//evil.test');
  await raw('/interaction/x?ui_locales=%00');
  await raw('/%00');
  await raw('/%ff');
  await p.close();
});
