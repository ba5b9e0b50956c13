import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Corsia } from '@corsia/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { requireTool } from '../harness/tools.ts';
import { type Caller, type ContractDocument, callEverything, operationsToCall, type Parts } from './generated-calls.ts';
import { clientOf, failure, observed } from './sdk.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCTOR = 'doctor@sandbox.test';

let platform: Platform;
let folder: string;
let document: ContractDocument;
let wanted: string[];
beforeAll(async () => {
  platform = await startPlatform();
  folder = await mkdtemp(join(tmpdir(), 'corsia-generated-'));
  document = (await (await platform.call('GET', '/swagger/docs/v2', { token: null })).json()) as ContractDocument;
  wanted = operationsToCall(document);
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const lower = (name: string) => name[0]!.toLowerCase() + name.slice(1);

test('there is much to call, uploads and downloads among it', () => {
  expect(wanted.length).toBeGreaterThan(30);
  expect(wanted).toEqual(expect.arrayContaining(['MedicalReports_AddAttachment', 'MedicalReports_Pdf']));
});

describe('the client made by hey-api, which is the SDK', () => {
  const callerOf =
    (corsia: Corsia): Caller =>
    (operationId, parts) => {
      const [tag, verb] = operationId.split('_') as [string, string];
      const group = corsia[lower(tag) as 'patients'] as unknown as Record<string, (parts?: Parts) => Promise<unknown>>;
      return group[lower(verb)]!(parts);
    };

  test('calls every operation of patients and appointments, uploads and downloads', async () => {
    const enter = async (email: string) => {
      const { corsia, enter } = clientOf(platform);
      const scopes = ['giponext.patients', 'giponext.agenda', 'giponext.medicalreports'];
      await enter({ scopes }, { email });
      return callerOf(corsia);
    };
    const called = await callEverything(await enter('manager@sandbox.test'), await enter(DOCTOR));
    expect(wanted.filter((operationId) => !called.includes(operationId))).toEqual([]);
  });

  test('has a call for every operation of the document, which asks the server for just that', async () => {
    const watched = observed();
    const { corsia, enter } = clientOf(platform, { fetch: watched.fetch, attempts: 1 });
    // Who may not reset the sandbox.
    await enter({}, { email: DOCTOR });
    const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ template, method, operationId })),
    );
    expect(operations.length).toBeGreaterThan(90);
    // Nothing has the id 0, and nothing can be made of an empty body: most are refused.
    await Promise.all(
      operations.map(({ template, method, operationId }) => {
        const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        const path = Object.fromEntries(names.filter((name) => name !== 'tenantId').map((name) => [name, 0]));
        const headers = { 'x-operation': operationId };
        return failure(callerOf(corsia)(operationId, { path, headers, ...(/^p/.test(method) && { body: {} }) }));
      }),
    );
    for (const { template, method, operationId } of operations) {
      const asked = watched.requests.find(({ headers }) => headers.get('x-operation') === operationId);
      const expected = template.replace('{tenantId}', 'sandbox-clinic').replaceAll(/\{\w+\}/g, '0');
      expect([operationId, asked?.method, asked && new URL(asked.url).pathname]).toEqual([
        operationId,
        method.toUpperCase(),
        expected,
      ]);
    }
  });
});

/** What a program looks like that uses the generated client; it has to compile, and its last line must not. */
const PROGRAM = `import { Api, type Patient, Sex } from './api.ts';
const api = new Api({ baseUrl: 'https://api.example.org' });
const page = await api.patients.patientsList({ tenantId: 'x', q: 'ros', limit: 5 });
const first: Patient | undefined = page.items[0];
await api.appointments.appointmentsCancel({ tenantId: 'x', id: first?.id ?? 1 }, { reason: 'patient_request' as never });
await api.patients.patientsCreate({ tenantId: 'x' }, { firstName: 'A', lastName: 'B', sex: Sex.F });
// @ts-expect-error a patient needs a name
await api.patients.patientsCreate({ tenantId: 'x' }, { firstName: 'A' });
`;

interface GeneratedApi {
  [group: string]: Record<string, (...values: unknown[]) => Promise<unknown>>;
}

describe('the client made by swagger-typescript-api', () => {
  const generate = async () => {
    const { generateApi } = requireTool<{ generateApi(options: object): Promise<unknown> }>('swagger-typescript-api');
    await generateApi({
      spec: structuredClone(document),
      output: folder,
      fileName: 'api.ts',
      httpClientType: 'fetch',
      extractRequestParams: true,
      unwrapResponseData: true,
      moduleNameFirstTag: true,
      silent: true,
    });
    await writeFile(join(folder, 'program.ts'), PROGRAM);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    const options = {
      strict: true,
      noUncheckedIndexedAccess: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
      rewriteRelativeImportExtensions: true,
    };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['api.ts', 'program.ts'] }),
    );
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(({ stdout }) =>
      expect.unreachable(stdout),
    );
    return (await import(pathToFileURL(join(folder, 'api.js')).href)) as { Api: new (options: object) => GeneratedApi };
  };

  test('compiles under strict, and calls the same', async () => {
    const { Api } = await generate();
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const callerOf = async (email: string): Promise<Caller> => {
      const authorization = `Bearer ${await platform.token({ email })}`;
      const api = new Api({ baseUrl: platform.apiUrl, baseApiParams: { headers: { authorization } } });
      return (operationId, { path, query, body, headers = {} } = {}) => {
        const [tag] = operationId.split('_') as [string];
        const values = [{ tenantId: 'sandbox-clinic', ...path, ...query }, ...(body === undefined ? [] : [body])];
        const { produces } = operations.find((operation) => operation.operationId === operationId)!;
        // It takes every text for JSON unless it is told otherwise.
        const options = { headers, ...(produces && { format: 'blob' }) };
        return api[lower(tag)]![lower(operationId.replace('_', ''))]!(...values, options).then(
          (answer) => answer,
          ({ error }) => Promise.reject(new Error(`${operationId}: ${JSON.stringify(error)}`)),
        );
      };
    };
    const called = await callEverything(await callerOf('manager@sandbox.test'), await callerOf(DOCTOR));
    expect(wanted.filter((operationId) => !called.includes(operationId))).toEqual([]);
  });
});
