import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createSandboxTokenIssuer } from '../src/account/oidc/sandbox-tokens.ts';
import { createSealer } from '../src/platform/crypto.ts';
import { SANDBOX_TENANT } from '../src/sandbox/accounts.ts';
import { assertAgreement } from './agreement.ts';
import { prepareDatabase } from './database.ts';
import { startLoadGenerator } from './load-generator.ts';
import { CALENDAR_TENANT, LARGE_TENANT, managerOf, smallTenant } from './many-rows.ts';
import { type Bench, type Measurement, measure } from './measure.ts';
import { type Options, readOptions } from './options.ts';
import { renderSummaries, renderTargets } from './report.ts';
import { SCENARIOS, type Scenario, type SmallClinic, type World } from './scenarios.ts';
import { type ProductUrls, type Server, startOthers, startProduct } from './servers.ts';
import { summarise, targetsOf } from './summary.ts';
import { measureTokens } from './tokens.ts';

const GRANTS = 300;
const SECRET = 'a key for benchmarks that has more than thirty-two characters';

/** `npm run bench [-- --quick]`: how the API compares with the same SQL over node:http, and with node:http alone. */
async function benchmark(options: Options, onClose: (close: () => Promise<void>) => void): Promise<void> {
  const scenarios = SCENARIOS.filter(({ name }) => options.wants(name));
  const needs = new Set(scenarios.flatMap(({ needs: need }) => need ?? []));
  const database = await prepareDatabase(options, needs, progress, onClose);
  progress('Starting the servers');
  const product = await startProduct(database.applicationUrl, SECRET, onClose);
  const newWorld = () => worldOf(options, database, product);
  const body = await bodyOfOne(product.api, await newWorld());
  const servers = [product.api, ...(await startOthers({ applicationUrl: database.applicationUrl, body }, onClose))];
  const bench = { options, database, load: startLoadGenerator(onClose) };

  const measurements: Measurement[] = [];
  for (const scenario of scenarios) {
    const world = await newWorld();
    const taking = servers.filter(({ name }) => scenario.servers?.includes(name) ?? true);
    await assertAgreement(scenario, taking, scenario.requests(world, 0, 1));
    for (const connections of scenario.connections ?? options.connections) {
      measurements.push(...(await measureRounds(bench, scenario, taking, world, connections)));
    }
  }
  const limit = servers.find(({ name }) => name === 'limit')!;
  const identity = { database: database.database, sealer: createSealer(SECRET), cookieKeys: [SECRET], ...product };
  for (const connections of options.connections) {
    measurements.push(
      ...(await measureTokens(bench, { account: product.account, limit }, identity, connections, progress)),
    );
  }
  await report(options, database.version, measurements);
}

/** Tokens and what else requests are made of; anew for each scenario, as tokens live an hour. */
async function worldOf(
  { rows, tenants }: Options,
  database: Bench['database'],
  { api: { url }, accountUrl, apiUrl }: { api: Server } & ProductUrls,
): Promise<World> {
  const identity = {
    database: database.database,
    sealer: createSealer(SECRET),
    cookieKeys: [SECRET],
    accountUrl,
    apiUrl,
  };
  const scope = 'giponext.patients giponext.agenda giponext.fhir';
  const issuer = await createSandboxTokenIssuer(identity);
  const tokenOf = async (email: string) => (await issuer.issue({ email, clientId: 'sandbox-web', scope })).access_token;
  const tokens: string[] = [];
  for (let count = 0; count < GRANTS; count++) tokens.push(await tokenOf('manager@sandbox.test'));
  const [token, ...others] = tokens as [string, ...string[]];
  const clinic = `${url}/v2/tenants/${SANDBOX_TENANT}`;
  const headers = { authorization: `Bearer ${token}` };
  const etagOf = async (address: string) => {
    const response = await fetch(address, { headers });
    const etag = response.headers.get('etag');
    const text = await response.text();
    if (!etag) throw new Error(`The product answers ${address} with ${response.status}: ${text}`);
    return { etag, body: JSON.parse(text) as { nextCursor: string } };
  };
  const { firstPatientId, practitionerIds } = database.large;
  const { nextCursor: cursor } = (await etagOf(`${clinic}/changes?cursor=now`)).body;
  const small: SmallClinic[] = [];
  const oneSmall: SmallClinic[] = [];
  for (let index = 0; index < (database.small ? tenants : 0); index++) {
    const [one, first] = [smallTenant(index), smallTenant(0)];
    small.push({ tenantId: one, token: await tokenOf(managerOf(one)) });
    oneSmall.push({ tenantId: first, token: await tokenOf(managerOf(first)) });
  }
  return {
    token,
    tokens: others,
    etag: (await etagOf(`${clinic}/patients?limit=1`)).etag,
    ids: database.ids,
    newcomers: database.newcomers,
    cursor,
    changesEtag: (await etagOf(`${clinic}/changes?cursor=${cursor}`)).etag,
    large:
      firstPatientId === null
        ? undefined
        : { firstPatientId, practitionerIds, rows, token: await tokenOf(managerOf(LARGE_TENANT)) },
    small,
    oneSmall,
    calendar: database.calendar && { ...database.calendar, token: await tokenOf(managerOf(CALENDAR_TENANT)) },
  };
}

async function bodyOfOne({ url }: Server, { token, ids }: World): Promise<string> {
  const path = `/v2/tenants/${SANDBOX_TENANT}/patients/${ids[0]}`;
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  return response.text();
}

/** In each round another server begins. */
async function measureRounds(
  bench: Bench,
  scenario: Scenario,
  servers: Server[],
  world: World,
  connections: number,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let round = 0; round < bench.options.rounds; round++) {
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(round + turn) % servers.length]!;
      progress(`${scenario.name}, ${connections} connections, round ${round + 1}: ${server.name}`);
      measurements.push(
        await measure(bench, scenario, server, world, connections, round).catch((error: Error) => {
          const ending = server.lastWords();
          const cause = ending === undefined ? error.message : `the server ended: ${ending}`;
          throw new Error(`${scenario.name} with ${connections} connections on ${server.name}: ${cause}`);
        }),
      );
    }
  }
  return measurements;
}

async function report(options: Options, postgres: string, measurements: Measurement[]): Promise<void> {
  const summaries = summarise(measurements);
  const targets = targetsOf(summaries);
  const at = new Date().toISOString();
  const { patients, seconds, rounds } = options;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.versions.node}, PostgreSQL ${postgres}`;
  const folder = join(import.meta.dirname, 'results');
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    JSON.stringify({ at, machine, patients, seconds, rounds, summaries, targets, measurements }, null, 1),
  );
  progress('');
  console.log(`${machine}\n${patients} patients, ${rounds} rounds of ${seconds} s, medians`);
  console.log(renderSummaries(summaries));
  console.log(renderTargets(targets));
  console.log(`\nEverything measured: ${file}`);
}

function progress(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${message}`);
  else if (message) console.error(message);
}

/** Ctrl-C leaves nothing behind either. */
function interruption(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error('interrupted')));
  });
}

const closers: (() => Promise<void>)[] = [];
try {
  const options = readOptions(process.argv.slice(2), process.env);
  await Promise.race([benchmark(options, (close) => closers.push(close)), interruption()]);
} catch (error) {
  progress('');
  console.error(`The benchmark failed. ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  for (const close of closers.reverse()) await close().catch(() => {});
}
process.exit();
