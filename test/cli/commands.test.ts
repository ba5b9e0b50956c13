import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commands, runCommand } from '../../src/cli/main.ts';
import { openProgress } from '../../src/cli/progress.ts';

const printed = { out: '', err: '' };
const endsWith = () => process.exitCode ?? 0;

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed.out += `${text}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    printed.err += `${text}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(printed, { out: '', err: '' });
  process.exitCode = undefined;
});

describe.each(commands)('corsia $name', ({ name, summary, load }) => {
  const words = name.split(' ');

  test('tells how it is used, with examples and what it ends with', async () => {
    await runCommand([...words, '--help']);
    expect(endsWith()).toBe(0);
    const { usage } = await load();
    expect(printed).toEqual({ out: `${summary}.\n\n${usage}\n`, err: '' });
    expect(usage).toMatch(new RegExp(`^Usage: corsia ${name}\\b`));
    expect(usage).toMatch(/^Ends with 0\b/m);
    expect(usage).toMatch(/\b2 for\s+wrong\s+use/);
    const examples = usage.slice(usage.indexOf('\nExamples:\n')).split('\n').slice(2);
    expect(examples.filter((line) => line.includes(`corsia ${name}`))).not.toEqual([]);
    expect(usage.split('\n').filter((line) => line.length > 128)).toEqual([]);
  });

  test('refuses unknown options with 2 and its usage, and knows those that it tells of', async () => {
    const { usage } = await load();
    const told = usage.slice(0, usage.indexOf('\nExamples:\n'));
    const names = new Set([...told.matchAll(/(?<=^ {2}|\[| )--[a-z-]+/gm)].map(([option]) => option));
    const options = [...names].map((option) => (new RegExp(`${option} ("?<|dmy)`).test(told) ? `${option}=1` : option));
    await runCommand([...words, ...options, '--no-such-option']);
    expect(endsWith()).toBe(2);
    expect(printed.err).toMatch(/^Unknown option '--no-such-option'/);
    expect(printed.err).toContain(usage);
    expect(printed.out).toBe('');
  });
});

test('the overview lists every command, a group its own, and --version tells the version', async () => {
  await runCommand(['--help']);
  const lines = printed.out.split('\n').map((line) => line.trim().split(/ {2,}/));
  for (const { name, summary } of commands) expect(lines).toContainEqual([name, summary]);
  printed.out = '';
  await runCommand(['sandbox', '--help']);
  expect(printed.out.match(/^ {2}\w+ \w+/gm)).toEqual(['  sandbox token', '  sandbox reset']);
  printed.out = '';
  await runCommand(['--version']);
  expect(printed.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(endsWith()).toBe(0);
});

test.each([['nonsense'], ['sandbox'], ['sandbox', 'nonsense'], ['--nonsense']])(
  'corsia %s ends with 2',
  async (...args) => {
    await runCommand(args);
    expect(endsWith()).toBe(2);
    expect(printed.err).toContain(`corsia has no command "${args.join(' ')}"`);
    expect(printed.out).toBe('');
  },
);

test('progress is a bar for people, and nothing in a file', () => {
  const lines: string[] = [];
  const write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
  const quiet = openProgress({ isTTY: false, write } as never);
  quiet.show('rows', 1, 2);
  quiet.end();
  expect(lines).toEqual([]);
  const shown = openProgress({ isTTY: true, write } as never);
  shown.show('rows', 1500, 3000);
  shown.show('rows', 1501, 3000);
  shown.show('rows', 3000, 3000);
  shown.end();
  expect(lines.map((line) => line.replace('\r\x1b[K', ''))).toEqual([
    `${'█'.repeat(12)}${'░'.repeat(12)} 1,500/3,000 rows`,
    `${'█'.repeat(24)} 3,000/3,000 rows`,
    '',
  ]);
});

test.each(['en', 'it'])('the page of the documentation has every command and no other (%s)', (language) => {
  const page = readFileSync(new URL(`../../docs/site/${language}/cli.md`, import.meta.url), 'utf8');
  const told = [...page.matchAll(/^\| `corsia ([a-z ]+)` \|/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(commands.map(({ name }) => name).sort());
});
