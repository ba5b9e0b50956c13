import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../../../test/harness/platform.ts';
import type { Queryable, Statement } from '../../platform/database/index.ts';
import { ServiceError } from '../../platform/errors.ts';
import { createTokenVerifier } from './token.ts';

let platform: Platform;
let token: string;
beforeAll(async () => {
  platform = await startPlatform();
  token = await platform.token();
});
afterAll(() => platform.close());

/** A verifier that has seen nothing yet, as that of a process that just started. */
function freshVerifier(db: Queryable = platform.database) {
  return createTokenVerifier(db as Platform['database'], { issuer: platform.accountUrl, audience: platform.apiUrl });
}

describe('a process that just started', () => {
  test('takes a good token in each of its first requests, however many come at once', async () => {
    const verifier = freshVerifier();
    const claims = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
    expect(new Set(claims.map(({ sub }) => sub))).toEqual(new Set(['sandbox-manager']));
  });

  test('answers the first requests at once over HTTP', async () => {
    const userinfo = () => platform.call('GET', '/v2/userinfo', { token });
    const answers = await Promise.all(Array.from({ length: 20 }, userinfo));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('reads the keys once for all of them', async () => {
    let reads = 0;
    const verifier = freshVerifier({
      query: async <Row>(sql: Statement<Row>, values?: readonly unknown[]) => {
        reads += 1;
        return platform.database.query(sql, values);
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
    await verifier.verify(token);
    expect(reads).toBe(1);
  });

  test('refuses every token of a key that does not exist, and still takes the good one', async () => {
    const [, payload, signature] = token.split('.');
    const header = Buffer.from('{"alg":"ES256","typ":"at+jwt","kid":"nobody"}').toString('base64url');
    const verifier = freshVerifier();
    const forged = Array.from({ length: 5 }, () => verifier.verify([header, payload, signature].join('.')));
    const good = verifier.verify(token);
    for (const refused of forged) await expect(refused).rejects.toMatchObject({ code: 'invalid_token', status: 401 });
    expect(await good).toMatchObject({ sub: 'sandbox-manager' });
  });
});

test('while the database is away a token is neither good nor bad, and it is tried again at once', async () => {
  let away = true;
  const verifier = freshVerifier({
    query: async <Row>(sql: Statement<Row>, values?: readonly unknown[]) => {
      if (away) throw new ServiceError('unavailable', 'The service is busy; please retry.');
      return platform.database.query(sql, values);
    },
  });
  for (const attempt of [verifier.verify(token), verifier.verify(token)]) {
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable', status: 503 });
  }
  away = false;
  expect(await verifier.verify(token)).toMatchObject({ sub: 'sandbox-manager' });
});
