import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileOfTool, requireTool } from '../harness/tools.ts';

interface KeyValue {
  uid?: string;
  name: string;
  value: string;
  enabled: boolean;
}

export interface BrunoItem {
  uid?: string;
  type: string;
  name: string;
  items?: BrunoItem[];
  request?: {
    url: string;
    method: string;
    headers: KeyValue[];
    params: (KeyValue & { type: string })[];
    body: { multipartForm?: KeyValue[] };
    auth: object;
  };
}

export interface BrunoCollection {
  uid?: string;
  name: string;
  items: BrunoItem[];
  environments: { uid?: string; name: string; variables: KeyValue[] }[];
  root: { request: { auth: object } };
}

const UID = 'a'.repeat(21);

/**
 * What Bruno does with a file that somebody imports: it names everything, and refuses what is not of its schema.
 * @throws ValidationError that says what is not
 */
export function importIntoBruno(exported: BrunoCollection): BrunoCollection {
  const collection = structuredClone(exported);
  const name = <Named extends { uid?: string }>(named: Named) => Object.assign(named, { uid: UID });
  const walk = (items: BrunoItem[]) => {
    for (const item of items.map(name)) {
      if (item.type === 'http') item.type = 'http-request';
      const { headers = [], params = [], body } = item.request ?? {};
      for (const entry of [...headers, ...params, ...(body?.multipartForm ?? [])]) name(entry);
      walk(item.items ?? []);
    }
  };
  walk(collection.items);
  for (const { variables } of collection.environments.map(name)) variables.map(name);
  requireTool<{ collectionSchema: { validateSync(value: object): void } }>(
    '@usebruno/schema',
  ).collectionSchema.validateSync(name(collection));
  return collection;
}

/** Writes the collection as the folder that Bruno keeps it in. @returns its path */
export async function writeBruno(collection: BrunoCollection): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corsia-bruno-'));
  const { createCollectionFromBrunoObject } = requireTool<{
    createCollectionFromBrunoObject(collection: object, folder: string, options: object): Promise<unknown>;
  }>('@usebruno/cli/src/utils/collection.js');
  await mkdir(folder, { recursive: true });
  await createCollectionFromBrunoObject(collection, folder, { format: 'bru' });
  return folder;
}

interface Ran {
  name: string;
  error: string | null;
  response: { status: number };
  testResults: { status: string; error?: string }[];
}

/** Runs the collection in a folder with Bruno's own command line. */
export async function runBruno(folder: string): Promise<Ran[]> {
  const report = join(folder, 'report.json');
  const command = fileOfTool('@usebruno/cli', 'bin/bru.js')!;
  const options = ['-r', '--env', 'Corsia', '--reporter-json', report, '--reporter-skip-body'];
  // A failed request ends it with a code, too; the report tells which.
  await promisify(execFile)(process.execPath, [command, 'run', ...options], { cwd: folder }).catch(() => undefined);
  const [{ results }] = JSON.parse(await readFile(report, 'utf8')) as [{ results: Ran[] }];
  return results;
}
