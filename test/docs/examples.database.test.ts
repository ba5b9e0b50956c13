import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueSandboxTokens } from '../../src/account/oidc/sandbox-tokens.ts';
import { SLUGS } from '../../src/api/docs/navigation.ts';
import { readPage } from '../../src/api/docs/site.ts';
import { resources } from '../../src/api/resources.ts';
import { readConfig } from '../../src/config.ts';
import { createRateLimiter } from '../../src/platform/rate-limit/index.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { environmentOf } from '../harness/server-processes.ts';
import { type CodeBlock, codeBlocksOf, differences, shellScriptOf } from './code-blocks.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const ALLOWANCE = { limit: 600, windowSeconds: 60 };

let platform: Platform;
let folder: string;
/** Within the repository, so that examples find the packages that they import. */
const modules = join(ROOT, 'node_modules/.cache/corsia-docs');

/** Of the commands: the files of reports are those of the platform. */
const dataDir = () => join(folder, 'data');

beforeAll(async () => {
  platform = await startPlatform({ rateLimiter: await createRateLimiter(ALLOWANCE, undefined, () => {}) });
  folder = await mkdtemp(join(tmpdir(), 'corsia-docs-'));
  await mkdir(modules, { recursive: true });
  await mkdir(dataDir());
  await symlink(platform.fileFolder, join(dataDir(), 'files'));
});

afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

// Both languages have the same code: `pages.test.ts` sees to that.
const blocksOf = (slug: string) =>
  codeBlocksOf(
    readPage('en', slug, {
      apiUrl: platform.apiUrl,
      accountUrl: platform.accountUrl,
      tenantId: 'sandbox-clinic',
      resources,
      allowance: ALLOWANCE,
    }),
  );

const runnable = (blocks: CodeBlock[], language: string) =>
  blocks.filter((block) => block.language === language && block.norun === undefined);

async function environment(): Promise<Record<string, string>> {
  const tokens = await issueSandboxTokens({ ...platform, cookieKeys: [] } as never, {
    email: 'doctor@sandbox.test',
    clientId: 'sandbox-web',
    scope: undefined,
  });
  return {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: folder,
    ...environmentOf(platform, dataDir()),
    TOKEN: tokens.access_token,
    REFRESH_TOKEN: tokens.refresh_token!,
    BILLING_TOKEN: await platform.token({ email: 'billing@sandbox.test' }),
  };
}

describe.each(SLUGS)('%s', (slug) => {
  it('runs in the shell and answers what it says', async () => {
    const blocks = blocksOf(slug);
    const shell = runnable(blocks, 'sh');
    if (shell.length === 0) return;
    const output = await mkdtemp(join(folder, 'sh-'));
    await run('bash', ['-c', shellScriptOf(shell, output)], { cwd: ROOT, env: await environment() });
    for (const [at, { language, content }] of blocks.entries()) {
      if (language !== 'json' && language !== 'http') continue;
      const before = shell.indexOf(blocks[at - 1]!);
      if (language === 'json') {
        expect(before, `nothing answers ${content}`).not.toBe(-1);
        const said = (await readFile(join(output, String(before)), 'utf8')).trim();
        expect(differences(JSON.parse(content), JSON.parse(said.slice(said.indexOf('{'))))).toEqual([]);
      } else if (before !== -1) {
        const said = (await readFile(join(output, String(before)), 'utf8')).toLowerCase();
        const names = [...content.matchAll(/^([\w-]+):/gm)].map(([, name]) => name!.toLowerCase());
        expect(names.filter((name) => !said.includes(`\n${name}:`))).toEqual([]);
      }
    }
  }, 60_000);

  it('runs in Node', async () => {
    const code = runnable(blocksOf(slug), 'js');
    if (code.length === 0) return;
    const file = join(modules, `${slug}-${process.pid}.mjs`);
    await writeFile(file, code.map(({ content }) => content).join('\n'));
    await run(process.execPath, [file], { env: await environment() }).finally(() => rm(file));
  }, 60_000);

  it('has settings that production accepts', () => {
    for (const { content } of runnable(blocksOf(slug), 'ini')) {
      const settings = Object.fromEntries(
        content
          .trim()
          .split('\n')
          .map((line) => line.split(/=(.*)/s).slice(0, 2)),
      );
      const files = Object.fromEntries(
        Object.keys(settings)
          .filter((name) => name.endsWith('_FILE'))
          .map((name) => [name, import.meta.filename]),
      );
      expect(() => readConfig({ ...PRODUCTION, ...settings, ...files })).not.toThrow();
    }
  });
});

const PRODUCTION = {
  DATABASE_URL: 'postgres://corsia_app@127.0.0.1/corsia',
  ACCOUNT_URL: 'https://account.example.org',
  API_URL: 'https://api.example.org',
  COOKIE_KEYS: 'k'.repeat(32),
  ENCRYPTION_KEY: 'k'.repeat(32),
  SMTP_URL: 'smtp://127.0.0.1',
};

it('examines every kind of code, and leaves little out', () => {
  const all = SLUGS.flatMap(blocksOf);
  const kinds = new Set(all.filter(({ norun }) => norun === undefined).map(({ language }) => language));
  expect([...kinds].sort()).toEqual(['http', 'ini', 'js', 'json', 'sh']);
  expect(runnable(all, 'sh').length).toBeGreaterThan(25);
  expect(runnable(all, 'js').length).toBeGreaterThan(20);
  expect(all.filter(({ norun }) => norun !== undefined).length).toBeLessThan(all.length / 8);
});

it('shows a refusal as it is', async () => {
  const blocks = blocksOf('rate-limiting').filter(
    ({ language, content }) => language === 'http' && content.includes(' 429 '),
  );
  expect(blocks).toHaveLength(1);
  const documented = JSON.parse(blocks[0]!.content.split('\n\n')[1]!);
  const real = (await (await platform.call('GET', '/v2/tenants/none/patients')).json()) as object;
  expect(Object.keys(documented)).toEqual(Object.keys(real));
});
