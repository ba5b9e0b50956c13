import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const compose = read('compose.yaml');
const example = read('deploy/corsia.env.example');

/** What is for the containers of others. */
const OF_THE_DATABASE = ['POSTGRES_PASSWORD', 'OWNER_PASSWORD', 'APP_PASSWORD'];

const pairsIn = (text: string, line: RegExp): Record<string, string> =>
  Object.fromEntries([...text.matchAll(line)].map(([, name, value]) => [name!, value!]));

const asked = pairsIn(example, /^([A-Z_]+)=(.*)$/gm);
const given = Object.fromEntries(
  Object.entries(pairsIn(compose, /^ +([A-Z_]+): (.+)$/gm)).filter(([name]) => !OF_THE_DATABASE.includes(name)),
);

/** As Compose puts them in; nothing else may be needed. */
function filledIn(text: string): string {
  return text.replace(/\$\{([A-Z_]+):\?\}/g, (_match, name: string) => {
    expect(asked, `deploy/corsia.env.example asks for ${name}`).toHaveProperty(name);
    return 'secret';
  });
}

function settings(): string[] {
  const names: string[] = [];
  readConfig(
    new Proxy(
      {},
      {
        get: (_target, name) => {
          names.push(String(name));
        },
      },
    ),
  );
  return names;
}

test('every variable is a setting, and the last word on each stands in one place', () => {
  const known = settings();
  expect(Object.keys(given).length).toBeGreaterThan(5);
  expect([...Object.keys(given), ...Object.keys(asked)].filter((name) => !known.includes(name)).sort()).toEqual(
    [...OF_THE_DATABASE].sort(),
  );
  expect(Object.keys(asked).filter((name) => name in given)).toEqual([]);
  expect(filledIn(compose)).not.toContain('${');
});

test('they are all that production needs', () => {
  const secret = 's'.repeat(64);
  const chosen = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value || secret]));
  const environment = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, filledIn(value)]));
  const config = readConfig({ ...chosen, ...environment });
  expect(config).toMatchObject({
    mode: 'production',
    dataDir: '/data',
    host: '0.0.0.0',
    redisUrl: 'redis://valkey:6379',
  });
  expect(new URL(config.databaseUrl!).username).toBe('corsia_app');
  expect(new URL(config.databaseMigrationUrl!).username).toBe('corsia_owner');
  expect(compose).toContain(`- subnet: ${config.trustProxy}`);
});

test('the owner of the schema is known to the migration alone', () => {
  const [, services] = compose.split(/^services:$/m);
  const owning = services!.split(/^ {2}(?=[a-z])/m).filter((service) => service.includes('DATABASE_MIGRATION_URL'));
  expect(compose.match(/DATABASE_MIGRATION_URL/g)).toHaveLength(1);
  expect(owning.map((service) => service.split(':')[0])).toEqual(['migrate']);
  for (const name of ['POSTGRES_PASSWORD', 'OWNER_PASSWORD'])
    expect(compose).toMatch(new RegExp(`^  ${name}: ""$`, 'm'));
});

test('ports are those of the settings, and the proxy knows each process', () => {
  const nginx = read('deploy/nginx.conf');
  const { accountPort, apiPort } = readConfig({});
  const processes = [...nginx.matchAll(/^ {4}server (\S+);$/gm)].map(([, address]) => address);
  expect(processes).toEqual([`account:${accountPort}`, `api-1:${apiPort}`, `api-2:${apiPort}`]);
  for (const address of processes) expect(compose).toMatch(new RegExp(`^  ${address!.split(':')[0]}:`, 'm'));
  for (const port of [accountPort, apiPort]) expect(compose).toContain(`http://127.0.0.1:${port}/health/ready`);
});
