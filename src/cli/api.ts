import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ConnectionError, SignInNeededError } from '@corsia/client';
import { FileError } from '../import/file-error.ts';
import { type Command, UsageError } from './command.ts';
import { openClient, readPlace, type SignInPlace, STORE_HELP, STORE_OPTION } from './sign-in-store.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export const apiCommand: Command = {
  usage: `Usage: corsia api <${METHODS.join('|')}> <path> [options]

Calls the API as whoever signed in with \`corsia login\`, and prints the body of the answer. A path without a slash before it is
one of the clinic of that person: \`patients\` stands for \`/v2/tenants/<clinic>/patients\`. Tokens are renewed when they have to
be. A POST has an Idempotency-Key of its own, unless there is a header.

Options:
  --data <json>           the body; @file reads it from a file
  --header <name:value>   one more header; may come more than once
  --include               print status and headers on the standard error
${STORE_HELP}

Ends with 0 when the answer is a success (or 304), 1 when it is not or there is none, 2 for wrong use.

Examples:
  corsia api get "patients?q=rossi&limit=5"
  corsia api post patients --data '{"firstName": "Ada", "lastName": "Neri"}'
  corsia api patch patients/7 --data @change.json --header 'If-Match: "3"'
  corsia api get /v2/userinfo --include`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...STORE_OPTION,
        data: { type: 'string' },
        header: { type: 'string', multiple: true, default: [] },
        include: { type: 'boolean', default: false },
      },
    });
    const [method = '', path, ...more] = positionals;
    if (!METHODS.includes(method)) throw new UsageError(`A method is needed: ${METHODS.join(', ')}.`);
    if (!path || more.length > 0) throw new UsageError('One path is needed.');
    const headers = headersFrom(values.header);
    const body = values.data === undefined ? undefined : await readBody(values.data);
    if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    if (method === 'post' && !headers.has('idempotency-key')) headers.set('idempotency-key', randomUUID());
    const place = await readPlace(values.store);
    if (!place) throw new SignInNeededError('none');
    const corsia = await openClient(values.store, place);
    headers.set('authorization', `Bearer ${await corsia.accessToken()}`);
    const address = addressOf(path, place);
    const init: RequestInit = { method: method.toUpperCase(), headers, redirect: 'error' };
    const response = await fetch(address, body === undefined ? init : { ...init, body }).catch((cause) => {
      throw new ConnectionError(`${place.apiUrl} did not answer.`, { cause });
    });
    if (values.include) console.error(headOf(response));
    await print(response);
    if (!response.ok && response.status !== 304) {
      if (!values.include) console.error(`${response.status} ${response.statusText}`);
      process.exitCode = 1;
    }
  },
};

/** @throws UsageError for addresses elsewhere: the token is for one origin */
function addressOf(path: string, { apiUrl, tenantId }: SignInPlace): URL {
  if (!path.startsWith('/') && tenantId === undefined)
    throw new UsageError('Whoever signed in has no clinic: the path must begin with /.');
  const whole = path.startsWith('/') ? path : `/v2/tenants/${encodeURIComponent(tenantId!)}/${path}`;
  const address = new URL(whole, apiUrl);
  if (address.origin === apiUrl) return address;
  throw new UsageError('The path must be one of the API.');
}

function headersFrom(lines: readonly string[]): Headers {
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = /^([\w-]+):(.*)$/.exec(line) ?? [];
    if (!name) throw new UsageError('--header is a name and a value, such as "If-Match: *".');
    headers.set(name, value!.trim());
  }
  return headers;
}

async function readBody(data: string): Promise<string> {
  if (!data.startsWith('@')) return data;
  return readFile(data.slice(1), 'utf8').catch((error: Error) => {
    throw new FileError(`${data.slice(1)} cannot be read: ${error.message}.`);
  });
}

const headOf = (response: Response): string =>
  [`${response.status} ${response.statusText}`, ...[...response.headers].map((header) => header.join(': '))].join('\n');

/** Text for people ends with its line; files are left as they are. */
async function print(response: Response): Promise<void> {
  const content = Buffer.from(await response.arrayBuffer());
  if (content.length === 0) return;
  const isText = /^(application\/json|text\/)/.test(response.headers.get('content-type') ?? '');
  if (isText) console.log(content.toString());
  else process.stdout.write(content);
}
