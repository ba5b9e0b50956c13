import { pino } from 'pino';
import { buildAccount } from '../src/account/app.ts';
import { consolePages } from '../src/account/console/console-pages.ts';
import { clinicCatalogue } from '../src/api/catalogue/clinic-catalogue.ts';
import { findPatient, findPatients } from '../src/api/patients/patient-choice.service.ts';
import { resetClinic } from '../src/api/sandbox-reset/sandbox-reset.service.ts';
import { createSealer } from '../src/platform/crypto.ts';
import { SANDBOX_PASSWORD } from '../src/sandbox/accounts.ts';
import { fillNewClinic, refillClinic, sandboxFor, seedSandbox } from '../src/sandbox/index.ts';
import { freePorts } from '../test/harness/ports.ts';
import { UserAgent } from '../test/oauth/user-agent.ts';
import { openBenchDatabase } from './database.ts';
import { APPLICATIONS, fillPeople, IDS, PEOPLE } from './many-people.ts';

/** What the server may take for a page, in milliseconds: the median of all its runs. */
const TARGET = 30;
const RUNS = Number(process.env.BENCH_RUNS ?? 15);
const WARM_UP = 3;
const SECRET = 'a key for benchmarks that has more than thirty-two characters';
const SOME = 'a1';

/** What is downloaded is none. */
const PAGES = consolePages.filter(({ show, path }) => show && !/export$|json$/.test(path));

/** Lists as they are searched, sorted, filtered and paged. */
const SEARCHES = [
  `/administration/actions?q=${SOME}`,
  '/administration/actions?q=nothing+of+the+kind',
  '/administration/actions?action=application.suspended',
  '/administration/actions?page=400',
  `/administration/people?q=${SOME}`,
  '/administration/people?who=developer&sort=newest',
  '/administration/people?page=390&sort=email',
  `/administration/applications?q=${SOME}`,
  '/administration/applications?status=suspended&sort=newest',
  '/administration/applications?page=30&sort=name',
  `/administration/clinics?q=${SOME}`,
  '/administration/clinics?sort=people',
  `/administration/requests?q=${SOME}&state=all`,
  '/administration/requests?state=granted&page=100',
  `/developer/applications/${IDS.application}/requests?q=invoices`,
  `/developer/applications/${IDS.application}/requests?q=nothing+of+the+kind`,
  `/developer/applications/${IDS.application}/requests?status=4&method=PUT`,
  `/developer/applications/${IDS.application}/requests?page=400`,
  `/clinic/users?q=${SOME}`,
  '/clinic/users?page=40&sort=email',
  '/clinic/audit?person=a1',
];

/** `node bench/pages.ts [filter]`: how long the portal's pages take with many people, applications and actions. */
async function measurePages(wanted: string, onClose: (close: () => Promise<void>) => void): Promise<boolean> {
  const [port] = await freePorts(1);
  const accountUrl = `http://localhost:${port}`;
  const apiUrl = 'http://localhost:1';
  const { database, superuser } = await openBenchDatabase(process.env.BENCH_DATABASE_URL || undefined, onClose);
  const sandbox = sandboxFor({ apiUrl });
  await seedSandbox(database, { ...sandbox, size: 'small' }, () => {});
  await fillPeople(superuser);
  const account = await buildAccount({
    database,
    logger: pino({ level: 'silent' }),
    sealer: createSealer(SECRET),
    cookieKeys: [SECRET],
    accountUrl,
    apiUrl,
    trustProxy: false,
    sandbox: sandbox.shown,
    fillNewClinic,
    clinicCatalogue,
    patients: { findPatients, findPatient },
    resetClinic: (tx, clinic) => resetClinic(tx, clinic, refillClinic),
  });
  await account.listen({ host: 'localhost', port: port! });
  onClose(() => account.close());

  const people: UserAgent[] = [];
  for (const email of ['manager@sandbox.test', 'developer@sandbox.test', 'admin@sandbox.test']) {
    const agent = new UserAgent(accountUrl);
    await agent.submit(await agent.open('/sign-in'), { fields: { email, password: SANDBOX_PASSWORD } });
    people.push(agent);
  }
  const paths = [...PAGES.flatMap(({ path }) => filled(path)), ...SEARCHES];
  const rows: { page: string; quickest: number; median: number; slowest: number }[] = [];
  const unreached = new Set(PAGES.map(({ path }) => path));
  for (const path of new Set(paths.filter((one) => one.includes(wanted)))) {
    const agent = await whoMay(people, path);
    if (!agent) continue;
    for (const route of unreached) if (filled(route).includes(path)) unreached.delete(route);
    const times: number[] = [];
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const start = performance.now();
      await agent.open(path);
      if (run >= WARM_UP) times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    rows.push({ page: path, quickest: times[0]!, median: times[RUNS >> 1]!, slowest: times.at(-1)! });
  }
  rows.sort((one, other) => other.median - one.median);
  console.log(`${PEOPLE} people, ${APPLICATIONS} applications, ${RUNS} runs each; milliseconds`);
  console.log('median  quickest  slowest  page');
  for (const { page, median, quickest, slowest } of rows) {
    const figures = [median.toFixed(1).padStart(6), quickest.toFixed(1).padStart(8), slowest.toFixed(1).padStart(7)];
    console.log([...figures, page].join('  '));
  }
  const late = rows.filter(({ median }) => median > TARGET).length;
  console.log(`\n${rows.length} addresses, ${late} above ${TARGET} ms in the median`);
  if (wanted === '' && unreached.size > 0)
    console.log(`Not measured, as nothing is there: ${[...unreached].join(', ')}`);
  return late === 0 && rows.length > 0;
}

/** Whatever a parameter may stand for. */
function filled(path: string): string[] {
  if (!path.includes(':')) return [path];
  const last = path.replace(':secret', '1').replace(':person', IDS.person).replace(':resource', 'treatments');
  return [...Object.values(IDS), 'billing', '1'].map((id) => last.replace(/:\w+/g, id));
}

async function whoMay(people: readonly UserAgent[], path: string): Promise<UserAgent | undefined> {
  for (const agent of people) {
    const { status, url } = await agent.open(path);
    if (status === 200 && url.pathname === path.split('?')[0]) return agent;
  }
  return undefined;
}

const closers: (() => Promise<void>)[] = [];
try {
  const met = await measurePages(process.argv[2] ?? '', (close) => closers.push(close));
  process.exitCode = met ? 0 : 1;
} catch (error) {
  console.error(`The measurement failed. ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  for (const close of closers.reverse()) await close().catch(() => {});
}
