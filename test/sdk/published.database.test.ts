import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as client from '@corsia/client';
import * as node from '@corsia/client/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiDocument, generateClient } from '../../packages/client/generate.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { connect, typeCode } from '../oauth/device.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { visit } from './sdk.ts';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'packages/client');
const run = promisify(execFile);

let platform: Platform;
let folder: string;

beforeAll(async () => {
  platform = await startPlatform();
  folder = await mkdtemp(join(tmpdir(), 'corsia-published-'));
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

async function filesOf(path: string): Promise<Record<string, string>> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (file) => [file.slice(path.length), await readFile(file, 'utf8')])),
  );
}

test('types and calls are those of the document: else run `npm run generate -w @corsia/client`', async () => {
  const document = await fetch(`${platform.apiUrl}/swagger/docs/v2`);
  const fresh = join(folder, 'generated');
  await generateClient((await document.json()) as ApiDocument, fresh);
  const [expected, present] = await Promise.all([filesOf(fresh), filesOf(join(sources, 'src/generated'))]);
  expect(Object.keys(expected)).toContain('/sdk.gen.ts');
  expect(Object.keys(present)).toEqual(Object.keys(expected));
  for (const name of Object.keys(expected))
    expect(present[name] === expected[name], `${name} is up to date`).toBe(true);
});

const GIVEN = `declare const callbackUrl: string, tokenFile: string, tokenKey: string, cursorFile: string;\n`;

test('the examples of the README compile and run', async () => {
  const readme = await readFile(join(sources, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
  expect(blocks.length).toBeGreaterThan(7);
  const program = blocks.join('\n');

  await mkdir(join(folder, 'node_modules/@corsia'), { recursive: true });
  await symlink(sources, join(folder, 'node_modules/@corsia/client'));
  await symlink(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  await writeFile(join(folder, 'readme.ts'), GIVEN + program);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['readme.ts'] }),
  );
  const compiled = run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  await compiled.catch(({ stdout }) => expect.unreachable(stdout));

  const agent = new UserAgent(platform.accountUrl);
  let connected: Promise<unknown> = Promise.resolve();
  const lines: string[] = [];
  const names = {
    ...client,
    ...node,
    createCorsia: (options: client.CorsiaOptions) =>
      client.createCorsia({ ...options, issuer: platform.accountUrl, sleep: async () => void (await connected) }),
    console: {
      error: (line: string) => lines.push(line),
      log(...words: unknown[]) {
        lines.push(words.join(' '));
        const code = / and type (.*)$/.exec(lines.at(-1)!)?.[1];
        if (code) connected = typeCode(agent, code).then((page) => connect(agent, page));
      },
    },
    visit: (url: URL) => visit(platform, url),
    openBrowser: (url: URL) => void visit(platform, url).then(fetch),
    tokenFile: join(folder, 'tokens'),
    tokenKey: randomBytes(32).toString('base64'),
    cursorFile: join(folder, 'cursor'),
  };
  const code = stripTypeScriptTypes(program)
    .replaceAll(/^import .*$/gm, '')
    .replace('callbackUrl, pending', 'await visit(url), pending');
  const AsyncFunction = (async () => {}).constructor as new (
    ...text: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(names), code)(...Object.values(names));
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/of sandbox-clinic; not allowed: nothing$/),
      expect.stringMatching(/^Allow the rest here: http/),
      expect.stringMatching(/^created patients \d+$/),
    ]),
  );
});

test('what is published is JavaScript with types', async () => {
  const dist = join(folder, 'dist');
  await run(process.execPath, [join(sources, 'build.ts'), dist]);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(join(root, 'node_modules/oauth4webapi'), join(folder, 'node_modules/oauth4webapi'));
  const published = JSON.parse(await readFile(join(dist, 'package.json'), 'utf8'));
  expect(published).toMatchObject({ name: '@corsia/client', dependencies: { oauth4webapi: expect.any(String) } });
  const entries = Object.values(published.exports as Record<string, { types: string; default: string }>);
  for (const entry of entries) expect(await readFile(join(dist, entry.types), 'utf8')).toMatch(/export /);
  const imports = entries.map((entry) => `await import(${JSON.stringify(join(dist, entry.default))})`);
  const names = `console.log(Object.keys({ ...${imports.join(', ...')} }).join())`;
  const { stdout } = await run(process.execPath, ['--no-strip-types', '--input-type=module', '-e', names]);
  const everywhere = Object.entries(await filesOf(dist)).filter(
    ([name]) => /\.js$/.test(name) && !name.startsWith('/node/'),
  );
  expect(everywhere.length).toBeGreaterThan(10);
  for (const [name, text] of everywhere) expect(/from 'node:/.test(text), `${name} runs in a browser`).toBe(false);
  expect(stdout.trim().split(',').sort()).toEqual(Object.keys({ ...client, ...node }).sort());
});
