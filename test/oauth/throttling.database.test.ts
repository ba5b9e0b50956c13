import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { asksForConsent, authorizationUrl, DOCTOR, signIn } from './flow.ts';
import { sql } from './sql.ts';
import { UserAgent, type Visit } from './user-agent.ts';

const LIMIT = 5;

let platform: Platform;

beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  await sql(platform, 'delete from sign_in_failures');
});

/** Each guess in a browser of its own, as an attacker's would be. */
async function guess(email: string, password = 'wrong'): Promise<Visit> {
  const agent = new UserAgent(platform.accountUrl);
  return signIn(agent, await agent.open(authorizationUrl(platform)), email, password);
}

async function guessUpToTheLimit(email: string): Promise<void> {
  const visits = await Promise.all(Array.from({ length: LIMIT }, () => guess(email)));
  expect(visits.map(({ status }) => status)).toEqual(Array(LIMIT).fill(401));
}

describe('the sixth wrong password from one address', () => {
  test('is not even looked at, and the page says how long to wait', async () => {
    await guessUpToTheLimit(DOCTOR);
    const visit = await guess(DOCTOR);
    expect(visit.status).toBe(429);
    expect(visit.html).toContain('Too many attempts');
    expect(visit.html).toContain('15 minutes');
    expect(visit.html).toContain(`value="${DOCTOR}"`);
    const wait = Number(visit.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(15 * 60);
  });

  test('stops the right password too, whatever way the e-mail is written', async () => {
    await guessUpToTheLimit(DOCTOR);
    expect((await guess(DOCTOR, 'corsia-sandbox')).status).toBe(429);
    expect((await guess(` ${DOCTOR.toUpperCase()} `, 'corsia-sandbox')).status).toBe(429);
  });

  test('leaves other accounts of that address alone', async () => {
    await guessUpToTheLimit(DOCTOR);
    expect(asksForConsent(await guess('manager@sandbox.test', 'corsia-sandbox'))).toBe(true);
  });

  test('cannot be had around by a header that claims another address', async () => {
    await guessUpToTheLimit(DOCTOR);
    const agent = new UserAgent(platform.accountUrl, {
      'x-forwarded-for': '203.0.113.7',
      forwarded: 'for=203.0.113.7',
    });
    expect((await signIn(agent, await agent.open(authorizationUrl(platform)), DOCTOR, 'wrong')).status).toBe(429);
  });

  test('is forgiven when the window has passed', async () => {
    await guessUpToTheLimit(DOCTOR);
    await sql(platform, 'update sign_in_failures set expires_at = now()');
    expect(asksForConsent(await guess(DOCTOR, 'corsia-sandbox'))).toBe(true);
  });
});

test('the right password forgets the wrong ones', async () => {
  for (let time = 1; time < LIMIT; time++) await guess(DOCTOR);
  expect(asksForConsent(await guess(DOCTOR, 'corsia-sandbox'))).toBe(true);
  await guessUpToTheLimit(DOCTOR);
});

test('of 20 guesses at once no more than the limit are checked', async () => {
  const agents = Array.from({ length: 20 }, () => new UserAgent(platform.accountUrl));
  const pages = await Promise.all(agents.map((agent) => agent.open(authorizationUrl(platform))));
  const visits = await Promise.all(
    agents.map((agent, index) => signIn(agent, pages[index]!, DOCTOR, `guess ${index}`)),
  );
  const statuses = visits.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(LIMIT).fill(401), ...Array(20 - LIMIT).fill(429)]);
});

test('an unknown account, a disabled one and a wrong password are one answer', async () => {
  await sql(platform, `update users set status = 'disabled' where id = 'sandbox-reception'`);
  const emails = ['nobody@sandbox.test', 'reception@sandbox.test', DOCTOR];
  const visits = await Promise.all(emails.map((email) => guess(email, email === DOCTOR ? 'wrong' : 'corsia-sandbox')));
  const [first, ...others] = visits.map((visit, index) => ({
    status: visit.status,
    headers: [...visit.headers.keys()].sort(),
    html: visit.html
      .replaceAll(emails[index]!, 'E-MAIL')
      .replaceAll(visit.url.pathname, 'PATH')
      .replace(/name="(xsrf|door)" value="[^"]+"/g, 'XSRF'),
  }));
  // Only what the sandbox lists of its own accounts may differ.
  const comparable = (html: string) => html.replace(/<aside.*<\/aside>/s, '');
  expect(first!.status).toBe(401);
  for (const other of others) {
    expect({ ...other, html: comparable(other.html) }).toEqual({ ...first!, html: comparable(first!.html) });
  }
});

test('an unknown account is throttled like a known one', async () => {
  await guessUpToTheLimit('nobody@sandbox.test');
  expect((await guess('nobody@sandbox.test')).status).toBe(429);
});
