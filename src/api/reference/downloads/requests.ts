import { bodyExample } from '../examples.ts';
import type { OpenApi2, Operation, Parameter } from '../strict-openapi2.ts';

export interface CollectionSettings {
  accountUrl: string;
  apiUrl: string;
  /** What a sandbox fills in. */
  tenantId?: string | undefined;
  /** Of the application that is signed in with; the secret stays with whoever has it. */
  client?: { id: string; secret?: string } | undefined;
  /** What to ask for, with blanks between. */
  scope: string;
}

export const COLLECTION_NAME = 'Corsia';
export const COLLECTION_DESCRIPTION =
  'Authorize the collection, send `Who is signed in` first, then anything: it keeps the clinic.';

/** The requests of one tag. */
export interface RequestFolder {
  name: string;
  description: string;
  requests: ApiRequest[];
}

/** One operation, as every tool needs it. */
export interface ApiRequest {
  name: string;
  description: string;
  method: string;
  /** With `{name}` where a parameter goes. */
  path: string;
  /** Whether the answer tells the clinic that all others are sent to. */
  tellsTenant: boolean;
  pathParameters: Setting[];
  query: Setting[];
  headers: Setting[];
  /** JSON that could be sent. */
  body: string | undefined;
  sendsFile: boolean;
}

/** What may be sent, and need not unless it is required. */
export interface Setting {
  name: string;
  value: string;
  description: string;
  required: boolean;
}

/** Every operation of the contract, in a folder for each tag. */
export function requestFolders(document: OpenApi2): RequestFolder[] {
  const requests = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      tag: operation.tags?.[0],
      request: requestOf(method, path, operation, document),
    })),
  );
  return (document.tags as { name: string; description: string }[]).map(({ name, description }) => ({
    name,
    description,
    requests: requests.filter(({ tag }) => tag === name).map(({ request }) => request),
  }));
}

function requestOf(method: string, path: string, operation: Operation, document: OpenApi2): ApiRequest {
  const { operationId, summary = path, description = '', parameters = [], consumes } = operation;
  const settings = (place: string) => parameters.filter((parameter) => parameter.in === place).map(settingOf);
  const body = parameters.find((parameter) => parameter.in === 'body');
  return {
    name: summary,
    description,
    method: method.toUpperCase(),
    path,
    tellsTenant: operationId === 'UserInfo_Get',
    pathParameters: settings('path'),
    query: settings('query'),
    headers: settings('header'),
    body: body && JSON.stringify(bodyExample(body, document), undefined, 2),
    sendsFile: consumes?.[0] === 'multipart/form-data',
  };
}

function settingOf({ name, description = '', required = false, default: value }: Parameter): Setting {
  return { name, value: String(value ?? ''), description, required };
}

/** The path with its parameters as `:name`, as most tools write them. */
export function colonPath({ path }: ApiRequest): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** What a path's parameter is filled in with: the clinic from the variable that the first request sets, others by hand. */
export function pathValue({ name }: Setting, tenantVariable: string): string {
  return name === 'tenantId' ? tenantVariable : '';
}
