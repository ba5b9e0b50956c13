import type { Temporal } from 'temporal-polyfill';
import type { Static, TSchema } from 'typebox';
import type { TenantDatabase } from '../platform/database/index.ts';
import { type ErrorCode, ServiceError } from '../platform/errors.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { Access, Policy } from './access/access.ts';
import type { ListState } from './changes/list-state.ts';
import type { Deprecation } from './deprecation.ts';
import type { FileAnswer } from './file-answer.ts';
import type { RefillClinic } from './sandbox-reset/sandbox-reset.service.ts';
import type { Upload } from './upload.ts';

/** What a handler gets: the caller, the caller's clinic, and a request that its schemas have accepted. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  access: Access;
  tenant: NonNullable<Access['tenant']>;
  db: TenantDatabase;
  params: Params;
  query: Query;
  body: Body;
  /** What a route with `upload` received; the file is gone once the request is answered. */
  upload: Upload | undefined;
  files: FileStore;
  listState: ListState;
  /** Versions that If-Match allows; undefined when it allows any. */
  ifMatch: ReadonlySet<number> | undefined;
  /** Fills the clinic anew once it is emptied; absent where none can be. */
  refillClinic: RefillClinic | undefined;
  /** Names the document that the request turns out to be about, for the audit of its outcome, whatever that is; undefined of none. */
  about(documentId: number | undefined): void;
  /** The instant of the request, on the clinic's clock. */
  now(): Temporal.ZonedDateTime;
  /** Checks a value that the handler put together. @throws ServiceError invalid_request naming the members */
  accept<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema>;
}

/**
 * Refuses a change that is based on another version than the present one.
 * @throws ServiceError version_conflict
 */
export function requireVersion(ifMatch: ReadonlySet<number> | undefined, present: number, basedOn = present): void {
  if (basedOn === present && (ifMatch?.has(present) ?? true)) return;
  throw new ServiceError('version_conflict', 'It was changed meanwhile; read it again and retry.', {
    extra: { currentVersion: present },
  });
}

export interface Answer<Body = unknown> {
  body: Body;
  etag?: string;
  /** Path of what was created, below the tenant. */
  location?: string;
  /** Whose data the answer shows; the audit names them. */
  patientIds?: readonly number[];
  /** Of a list of documents, instead of `patientIds`: the audit has an event for each, as any may be obscured later. */
  documents?: readonly { id: number; patientId: number }[];
  /** Instead of `body`: a file, answered whole or in the range that is asked for. */
  file?: FileAnswer;
  /** True of a poll without news: it shows nothing, and is not worth an audit event. */
  empty?: boolean;
  /** When to ask again, in seconds. */
  retryAfter?: number;
  /** True of what is old the moment it is sent, and must not be kept by anybody. */
  noStore?: boolean;
}

/** A resource that another one's answers may bring along, in place of its id alone. */
export interface Expansion {
  /** The name that the change log has for it: its changes make an expanded list stale. */
  resource: string;
  /** What a caller needs to see it. */
  access: Policy;
  /** Those that are there, by id. */
  read(call: Pick<Call, 'db' | 'tenant'>, ids: readonly number[]): Promise<ReadonlyMap<number, unknown>>;
}

interface RouteFields<Params extends TSchema, Query extends TSchema, Body extends TSchema, Result extends TSchema> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/v2/tenants/{tenantId}`, or below `/v2` for any signed-in person. */
  path: string;
  /**
   * The one scope and the one permission it needs. `signed-in` needs a token alone; `clinic` that of somebody of the clinic,
   * and its handler shows only what scopes and permissions allow.
   */
  access: Policy | 'signed-in' | 'clinic';
  /** `Tag_Verb`: generators make a client class and a method of it. */
  operationId: `${string}_${string}`;
  summary: string;
  description: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Answered on success; 204 has no schema. `contentType` makes it a text of another kind than JSON. */
  success: {
    status: 200 | 201 | 202 | 204;
    description: string;
    schema?: Result;
    contentType?: string;
    /** It answers a `file`, also in part. */
    isFile?: boolean;
  };
  /** Takes one file of at most 20 MB as `multipart/form-data`. `admit` refuses before any of it is read, and tells the key to store it under. */
  upload?: { description: string; admit(call: Call<Static<Params>>): Promise<string> };
  /** Refusals beyond those that every route has. */
  errors?: readonly ErrorCode[];
  /** For a list: the resource whose changes make its answer stale. */
  listOf?: string;
  /** What its items may bring along, by the name that the member has beside `<name>Id`. */
  expand?: Record<string, Expansion>;
  /** It will go away: since when callers are told so, and when it goes (RFC 9745, RFC 8594). */
  deprecation?: Deprecation;
  handler(call: Call<Static<Params>, Static<Query>, Static<Body>>): Promise<Answer<Static<Result>>>;
}

export type Route = RouteFields<TSchema, TSchema, TSchema, TSchema>;

/** Declares one route; its schemas give validation, types, serialisation and documentation. */
export function route<Params extends TSchema, Query extends TSchema, Body extends TSchema, Result extends TSchema>(
  fields: RouteFields<Params, Query, Body, Result>,
): Route {
  return fields as unknown as Route;
}

/** Declares a route for any signed-in person, with or without a clinic. */
export function signedInRoute<Result extends TSchema>(
  fields: Omit<RouteFields<TSchema, TSchema, TSchema, Result>, 'access' | 'handler'> & {
    handler(call: Pick<Call, 'access'>): Promise<Answer<Static<Result>>>;
  },
): Route {
  return { ...fields, access: 'signed-in' } as unknown as Route;
}

/** One resource: its tag in the documentation and its routes. */
export interface Resource {
  tag: string;
  description: string;
  routes: readonly Route[];
}
