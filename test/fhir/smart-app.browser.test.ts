import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allow, type Browser, launchChromium, newVisitor, signIn, type Visitor } from '../harness/browser.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';

/** A SMART app as its makers write it, with the library that most of them use, on an origin of its own. */
const launchPage = (iss: string) => `<!doctype html><title>Launch</title><script src="/fhir-client.js"></script><script>
const asked = new URLSearchParams(location.search);
sessionStorage.setItem('app', asked.get('app'));
FHIR.oauth2.authorize({
  iss: ${JSON.stringify(iss)},
  clientId: 'sandbox-native',
  scope: asked.get('scope'),
  redirectUri: '/callback',
  pkceMode: 'required',
});
</script>`;

const callbackPage = `<!doctype html><title>App</title><script src="/fhir-client.js"></script><pre id="result"></pre><script>
const apps = {
  async reader(client) {
    const patient = await client.patient.read();
    const visits = await client.request('Appointment?patient=' + client.patient.id + '&_count=1', { pageLimit: 0, flat: true });
    const all = await client.request('Patient');
    return { name: patient.name[0].family, user: client.user.fhirUser, visits: visits.length, patients: all.entry.length };
  },
  async worker(client) {
    const refusal = (promise) => promise.then(() => 'none', (error) => error.status ?? error.statusCode);
    const created = await client.create({ resourceType: 'Patient', name: [{ family: 'Smarta', given: ['Pia'] }], gender: 'female', birthDate: '1980-02-03' });
    const ifMatch = { headers: { 'if-match': 'W/"1"' } };
    const updated = await client.update({ ...created, birthDate: '1980-02-04' }, ifMatch);
    const conflict = await refusal(client.update({ ...created, birthDate: '1980-02-05' }, ifMatch));
    const pages = await client.request('Patient?_count=40', { pageLimit: 0 });
    const found = await client.request('Patient?family=smarta', { flat: true });
    const [service] = await client.request('HealthcareService?active=true&_count=1', { flat: true, pageLimit: 1 });
    const [slot] = await client.request('Slot?service-type=HealthcareService/' + service.id + '&status=free&_count=1', { flat: true, pageLimit: 1 });
    const book = () => client.request({
      url: 'Appointment/$book',
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'appt-resource', resource: {
        resourceType: 'Appointment',
        status: 'proposed',
        start: slot.start,
        slot: [{ reference: 'Slot/' + slot.id }],
        participant: [{ actor: { reference: 'Patient/' + created.id }, status: 'accepted' }],
      } }] }),
    });
    const booked = await book();
    const taken = await refusal(book());
    return {
      version: updated.meta.versionId,
      conflict,
      pages: pages.length,
      patients: new Set(pages.flatMap(({ entry }) => entry.map(({ resource }) => resource.id))).size,
      found: found.map(({ id }) => id === created.id),
      booked: booked.status,
      taken,
    };
  },
};
(async () => {
  const show = (result) => { document.getElementById('result').textContent = JSON.stringify(result); };
  try {
    show(await apps[sessionStorage.getItem('app')](await FHIR.oauth2.ready()));
  } catch (error) {
    show({ error: String(error) });
  }
})();
</script>`;

let platform: Platform;
let browser: Browser;
let app: Server;
let origin: string;

beforeAll(async () => {
  platform = await startPlatform();
  browser = await launchChromium();
  const library = await readFile(
    join(import.meta.dirname, '../tools/node_modules/fhirclient/build/fhir-client.min.js'),
    'utf8',
  );
  const iss = `${platform.apiUrl}/v2/tenants/sandbox-clinic/fhir`;
  app = createServer(({ url }, response) => {
    const path = url!.split('?')[0];
    const isScript = path === '/fhir-client.js';
    response.setHeader('content-type', `${isScript ? 'text/javascript' : 'text/html'}; charset=utf-8`);
    if (path === '/favicon.ico') response.writeHead(204);
    response.end(isScript ? library : path === '/callback' ? callbackPage : launchPage(iss));
  }).listen(0, '127.0.0.1');
  await once(app, 'listening');
  origin = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  app.close();
  await platform.close();
});

/** A person with the app before them, who has signed in to the page that asks what it may do. */
async function launch(app: string, scope: string, email: string): Promise<Visitor & { result(): Promise<unknown> }> {
  const own = [origin, platform.accountUrl, platform.apiUrl];
  const visitor = await newVisitor(browser, (url) => own.includes(url.origin));
  const { page } = visitor;
  await page.goto(`${origin}/launch?${new URLSearchParams({ app, scope })}`);
  await signIn(page, { email });
  return {
    ...visitor,
    async result() {
      await page.waitForURL(`${origin}/callback**`);
      const result = page.locator('#result');
      await expect.poll(() => result.textContent(), { timeout: 30_000 }).not.toBe('');
      return JSON.parse((await result.textContent())!);
    },
  };
}

test('a SMART app signs in with fhirclient, for a patient whom its person chooses, and reads', async () => {
  const scope = 'openid fhirUser launch/patient patient/Patient.rs patient/Appointment.rs';
  const { page, problems, result, close } = await launch('reader', scope, 'doctor@sandbox.test');
  await page.getByLabel('Name of the patient').fill('ros');
  await page.keyboard.press('Enter');
  const choice = page.getByRole('radio').first();
  const name = await page.locator('label:has(input[type=radio]) strong').first().textContent();
  await choice.check();
  await allow(page);
  const shown = (await result()) as { name: string };
  expect(shown).toMatchObject({ patients: 1, user: expect.stringMatching(/^Practitioner.\d+$/) });
  expect(name!.startsWith(shown.name)).toBe(true);
  expect(problems).toEqual([]);
  await close();
});

test('fhirclient creates, updates, meets a conflict, pages, and books, unchanged', async () => {
  const scope = 'openid user/Patient.cruds user/Appointment.cruds user/HealthcareService.rs user/Slot.rs';
  const { page, problems, result, close } = await launch('worker', scope, 'manager@sandbox.test');
  await allow(page);
  const shown = (await result()) as { pages: number; patients: number };
  expect(shown).toMatchObject({
    version: '2',
    conflict: 412,
    found: [true],
    booked: 'booked',
    taken: 409,
  });
  expect(shown.pages).toBeGreaterThan(1);
  expect(shown.patients).toBeGreaterThan((shown.pages - 1) * 40);
  const refused = problems.filter((problem) => !/status of (409|412)/.test(problem));
  expect(refused).toEqual([]);
  await close();
});
