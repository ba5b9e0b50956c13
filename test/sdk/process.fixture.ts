import { createCorsia } from '@corsia/client';
import { encryptedFileStore } from '@corsia/client/node';

/**
 * A program that shares a token store. `renew N` calls so often, and is told each time that its token is not good any more;
 * `die` is killed when the answer to its renewal has come, before it is stored.
 */
const { ISSUER = '', CLIENT_ID = '', CLIENT_SECRET = '', STORE = '', KEY = '' } = process.env;
const [task, times = '1'] = process.argv.slice(2);

let isFirst = true;
let renewals = 0;

const corsia = createCorsia({
  issuer: ISSUER,
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  store: encryptedFileStore({ path: STORE, key: Buffer.from(KEY, 'base64') }),
  async fetch(input, init) {
    const request = new Request(input, init);
    if (request.url.endsWith('/connect/token')) {
      renewals++;
      const answer = await fetch(request);
      await answer.clone().text();
      if (task === 'die') process.kill(process.pid, 'SIGKILL');
      return answer;
    }
    if (isFirst && request.url.includes('/patients')) {
      isFirst = false;
      return new Response('', { status: 401 });
    }
    return fetch(request);
  },
});

for (let time = 0; time < Number(times); time++) {
  isFirst = true;
  await corsia.patients.list({ query: { limit: 1 } });
}
console.log(JSON.stringify({ renewals }));
