import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArchive } from '../../src/cli/backup/read-archive.ts';
import { writeArchive } from '../../src/cli/backup/write-archive.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corsia-archive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const contents: [string, Buffer][] = [
  ['MANIFEST.json', Buffer.from('{}')],
  ['tables/none/000001.copy', Buffer.alloc(0)],
  ['tables/a block/000001.copy', Buffer.alloc(512, 'x')],
  ['files/large', Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * index) % 251))],
];

async function entriesIn(path: string): Promise<[string, Buffer][]> {
  const entries: [string, Buffer][] = [];
  for await (const entry of readArchive(path)) entries.push([entry.name, await entry.whole()]);
  return entries;
}

const write = (path: string) =>
  writeArchive(path, async (archive) => {
    for (const [name, content] of contents) await archive.add(name, content);
  });

test('what is written is read again, by tar too', async () => {
  const path = join(folder, 'whole.tar.gz');
  await write(path);
  expect(await entriesIn(path)).toEqual(contents);
  const listed = await promisify(execFile)('tar', ['tzf', path]);
  expect(listed.stdout.trim().split('\n')).toEqual([...contents.map(([name]) => name), 'SHA256SUMS']);
});

test('an archive that fails midway leaves no file', async () => {
  const before = await readdir(folder);
  const fails = writeArchive(join(folder, 'half.tar.gz'), async (archive) => {
    await archive.add('MANIFEST.json', Buffer.from('{}'));
    await archive.addStream('files/short', 10, [Buffer.alloc(9)]);
  });
  await expect(fails).rejects.toThrow('files/short has 9 bytes, not 10');
  expect(await readdir(folder)).toEqual(before);
});

test('each cut of an archive is found', async () => {
  const whole = join(folder, 'to-cut.tar.gz');
  await write(whole);
  const content = await readFile(whole);
  const path = join(folder, 'cut.tar.gz');
  for (const length of [0, 5, 300, content.length >> 1, content.length - 200]) {
    await writeFile(path, content.subarray(0, length));
    await expect(entriesIn(path), `${length}`).rejects.toThrow('is no backup, or was cut or changed');
  }
});
