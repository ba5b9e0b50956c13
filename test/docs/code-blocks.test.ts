import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocksOf, differences, shellScriptOf } from './code-blocks.ts';

const run = promisify(execFile);

it('finds code with its language and the reason why it is not run, and leaves diagrams out', () => {
  const page = '# A\n\n```sh norun=it waits\na\n```\n\n```sequence\ntitle: x\n```\n\n```js\nb\n```\n';
  expect(codeBlocksOf(page)).toEqual([
    { language: 'sh', content: 'a\n', norun: 'it waits' },
    { language: 'js', content: 'b\n', norun: undefined },
  ]);
});

describe('an answer', () => {
  const real = { id: 7, name: 'x', tags: ['a'], more: true };

  it('may have more than what is documented', () => {
    expect(differences({ id: 1, tags: ['z'] }, real)).toEqual([]);
  });

  it.each([
    [{ gone: 1 }, 'the answer has no gone'],
    [{ id: '1' }, 'the answer.id is number, not string'],
    [{ tags: [{ code: 'a' }] }, 'the answer.tags[0] is no object'],
    [[1], 'the answer is no list'],
  ])('that differs from %j is told', (documented, difference) => {
    expect(differences(documented, real)).toEqual([difference]);
  });
});

describe('a shell script', () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/missing' ? 404 : 200).end('{"ok":true}');
  });
  let folder: string;
  let origin: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'corsia-docs-'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const shell = (content: string) =>
    run('bash', ['-c', shellScriptOf([{ language: 'sh', content, norun: undefined }], folder)]);

  it('goes on with the statuses that it names', async () => {
    await shell(`curl ${origin}/\ncurl -H 'A: b' \\\n  ${origin}/missing   # 404\n`);
    expect(await readFile(join(folder, '0'), 'utf8')).toBe('{"ok":true}{"ok":true}');
  });

  it.each(['/missing', '/   # 404'])('ends at another status: %s', async (path) => {
    await expect(shell(`curl ${origin}${path}\ntrue\n`)).rejects.toThrow(/answered/);
  });

  it('ends at a command that fails within another', async () => {
    await expect(shell(`X=$(curl ${origin}/missing)\ntrue\n`)).rejects.toThrow(/answered 404/);
  });
});
