import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '@corsia/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOutbox } from '../../examples/background-service/outbox.ts';
import type { Reminder } from '../../examples/background-service/reminders.ts';
import { runService } from '../../examples/background-service/service.ts';
import type { Appointment } from '../../src/api/appointments/appointments.schema.ts';
import type { Patient } from '../../src/api/patients/patients.schema.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { connect, DEVICE, typeCode } from '../oauth/device.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { clientOf, visit } from '../sdk/sdk.ts';
import { runProgram, runToEnd } from './programs.ts';
import { virtualTime } from './virtual-time.ts';

const CLINIC = '/v2/tenants/sandbox-clinic';
const HOUR_MS = 3_600_000;

let platform: Platform;
let folder: string;
/** A day of the sandbox on which people are expected. */
let day: string;

beforeAll(async () => {
  platform = await startPlatform();
  folder = await mkdtemp(join(tmpdir(), 'corsia-service-'));
  const coming = await expected(new Date().toISOString());
  const reachable = coming.find(({ patient }) => patient?.mobile && !patient.reminderOptOuts?.length);
  day = reachable!.start.slice(0, 10);
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true });
});

async function expected(from: string, to?: string) {
  const range = `from=${encodeURIComponent(from)}${to ? `&to=${to}` : ''}`;
  const answer = await platform.call(
    'GET',
    `${CLINIC}/appointments?${range}&status=booked,confirmed&sort=start&expand=patient&limit=200`,
  );
  return ((await answer.json()) as { items: (Appointment & { patient?: Patient })[] }).items;
}

const written = async (path: string): Promise<Reminder[]> =>
  (await readFile(path, 'utf8').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Reminder);

describe('the service', () => {
  test('shows a code, works for days, and says when somebody has to sign in again', async () => {
    const path = join(folder, 'days.jsonl');
    const time = virtualTime(Date.parse(`${day}T12:00:00Z`) - 48 * HOUR_MS);
    const stop = new AbortController();
    const lines: string[] = [];
    const tokenRequests: string[] = [];
    const { corsia, store } = clientOf(
      platform,
      {
        ...time,
        fetch: (...request) => {
          const { url } = new Request(...request);
          if (url.endsWith('/connect/token')) tokenRequests.push(url);
          return time.fetch(...request);
        },
      },
      DEVICE,
    );
    const running = runService({
      corsia,
      time,
      outbox: openOutbox(path),
      remindAt: '18:00',
      timeZone: 'Europe/Rome',
      byCompanion: false,
      print: (line) => lines.push(line),
      signal: stop.signal,
    });
    const shown = (pattern: RegExp, after = 0) => lines.slice(after).some((line) => pattern.test(line));
    const approve = async (untick?: readonly string[]) => {
      const code = /type (\S+) within/.exec(lines.findLast((line) => line.includes('within'))!)![1]!;
      const agent = new UserAgent(platform.accountUrl);
      await connect(agent, await typeCode(agent, code), untick);
    };

    await time.pass(HOUR_MS, () => shown(/type \S+ within/));
    await approve(['giponext.agenda']);
    await time.pass(HOUR_MS, () => shown(/needed, too: giponext.agenda/));
    await time.pass(HOUR_MS, () => lines.filter((line) => line.includes('within')).length === 2);
    await approve();
    await time.pass(HOUR_MS, () => shown(/Signed in/));

    tokenRequests.length = 0;
    await time.pass(46 * HOUR_MS);
    expect(tokenRequests.length).toBeGreaterThan(44);
    const reminders = await written(path);
    const wanted = (await expected(day, day)).filter(({ patient }) => patient?.mobile ?? patient?.email);
    expect(wanted.length).toBeGreaterThan(0);
    for (const { appointmentId, channel, to } of reminders.filter(({ start }) => start.startsWith(day))) {
      const patient = wanted.find(({ id }) => id === appointmentId)!.patient!;
      expect(to).toBe(channel === 'sms' ? patient.mobile : patient.email);
      expect(patient.reminderOptOuts ?? []).not.toContain(channel);
    }
    expect(shown(new RegExp(`^[1-9]\\d* new reminders for ${day}`))).toBe(true);

    await clientOf(platform, { store: memoryStore(await store.read()) }, DEVICE).corsia.signOut();
    const before = lines.length;
    await time.pass(2 * HOUR_MS, () => shown(/type \S+ within/, before));
    expect(lines.slice(before)).toEqual([
      'SIGN-IN NEEDED. The sign-in has ended; sign in again.',
      expect.stringMatching(/^To sign in, open/),
    ]);
    await approve();
    await time.pass(HOUR_MS, () => shown(/Signed in/, before));
    stop.abort();
    await running;
  });

  test('writes each reminder once, also when the last one was cut off', async () => {
    const path = join(folder, 'cut-off.jsonl');
    const first = { appointmentId: 1, start: `${day}T09:00:00+01:00`, channel: 'sms', to: '+39', text: '' } as const;
    const [second, moved] = [
      { ...first, appointmentId: 2 },
      { ...first, start: `${day}T10:00:00+01:00` },
    ];
    expect([first, second, first].map(openOutbox(path).add)).toEqual([true, true, false]);
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -9));
    expect([first, second, moved].map(openOutbox(path).add)).toEqual([false, true, true]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

test('the companion signs in for the service, which survives being killed without another sign-in', async () => {
  const env = {
    ISSUER: platform.accountUrl,
    DATA: join(folder, 'shared'),
    TOKEN_KEY_FILE: join(folder, `key-${randomBytes(4).toString('hex')}`),
    REMIND_AT: '24:00',
    BROWSER: 'none',
  };
  const service = () => runProgram('background-service/main.ts', env, ['--companion']);
  const waiting = service();
  await waiting.printed(/Waiting for somebody to sign in/);
  waiting.child.kill('SIGTERM');
  expect(await waiting.ended).toEqual({ code: 0, signal: null });

  const companion = runProgram('companion/companion.ts', env);
  const address = await companion.printed(/(https?:\S+)\n/);
  const callback = await visit(platform, new URL(address), { untick: ['giponext.patients'] });
  await (await fetch(callback)).text();
  expect(await companion.ended).toEqual({ code: 3, signal: null });
  expect(companion.output()).toContain('Without these permissions it cannot: giponext.patients.');

  const again = runProgram('companion/companion.ts', env);
  const second = await visit(platform, new URL(await again.printed(/(https?:\S+)\n/)));
  await (await fetch(second)).text();
  expect(await again.ended).toEqual({ code: 0, signal: null });
  expect(again.output()).toContain('The service works for Marta Direttori of sandbox-clinic now.');

  const running = service();
  await running.printed(/Signed in/);
  expect(running.output()).not.toContain('Waiting');
  running.child.kill('SIGKILL');
  await running.ended;
  const remind = () => runToEnd('background-service/main.ts', env, ['--companion', '--day', day]);
  expect(await remind()).toMatch(/^[1-9]\d* new reminders/);
  expect(await remind()).toBe(`0 new reminders for ${day}.\n`);
  const tokens = await readFile(join(env.DATA, 'tokens'), 'utf8');
  expect(tokens).toMatch(/^corsia-1\.[\w-]+\n$/);

  expect(await runToEnd('companion/companion.ts', env, ['--sign-out'])).toBe('The service is signed out.\n');
  const without = runProgram('background-service/main.ts', env, ['--companion', '--day', day]);
  expect((await without.ended).code).toBe(1);
  expect(without.output()).toBe('Nobody has signed in.\n');
}, 90_000);
