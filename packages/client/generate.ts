import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
interface Operation {
  tags: string[];
  operationId: string;
  produces?: string[];
  parameters?: { name: string; in: string }[];
  responses: Record<string, { schema?: Json }>;
}
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  [member: string]: unknown;
}

/**
 * Writes types and calls of the document into `path`. The clinic is left out of the calls' parameters, as the client knows
 * it; and addresses of the installation are left out altogether, so that every installation gives the same code.
 */
export async function generateClient(document: ApiDocument, path: string): Promise<void> {
  // The generator works with the compiler's old interface, which the native compiler does not have.
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript' ? next(import.meta.resolve('typescript6'), context) : next(specifier, context),
  });
  try {
    const { createClient } = await import('@hey-api/openapi-ts');
    await createClient({
      input: prepare(document),
      output: {
        path,
        clean: true,
        module: { extension: '.ts' },
        header: '// Generated from /swagger/docs/v2; do not edit.',
      },
      logs: { level: 'silent', file: false },
      plugins: [
        '@hey-api/typescript',
        { name: '@hey-api/client-fetch', baseUrl: false, throwOnError: true },
        {
          name: '@hey-api/sdk',
          responseStyle: 'data',
          auth: false,
          operations: {
            strategy: 'single',
            containerName: 'Operations',
            nesting: 'operationId',
            nestingDelimiters: /_/,
          },
        },
      ],
    });
  } finally {
    hooks.deregister();
  }
  // Node's own types have no global of this name.
  const client = join(path, 'client/client.gen.ts');
  writeFileSync(client, readFileSync(client, 'utf8').replaceAll('BodyInit | null | undefined', "RequestInit['body']"));
}

function prepare({ swagger, info, paths, definitions }: ApiDocument) {
  const copy = structuredClone({ swagger, info, paths, definitions });
  for (const operation of Object.values(copy.paths).flatMap((item) => Object.values(item))) {
    operation.parameters = operation.parameters?.filter(
      ({ in: place, name }) => place !== 'path' || name !== 'tenantId',
    );
    if (operation.produces?.[0] && !/json|text/.test(operation.produces[0])) {
      for (const status of ['200', '206'])
        if (operation.responses[status]) operation.responses[status].schema = { type: 'string', format: 'binary' };
    }
  }
  return copy;
}

if (import.meta.main) {
  const address = process.argv[2] ?? 'http://localhost:5002/swagger/docs/v2';
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  await generateClient((await response.json()) as ApiDocument, join(import.meta.dirname, 'src/generated'));
}
