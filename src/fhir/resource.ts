import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { FileAnswer } from '../api/file-answer.ts';
import type { PastVersion } from '../api/versions/versions.ts';
import type { Permissions } from './access.ts';
import type { FhirCall } from './call.ts';
import type { Expressions } from './outcome.ts';
import type { SearchParameter } from './search/parameters.ts';
import type { Source } from './search/source.ts';

/** What objects were like, by the id that they have here. */
export interface VersionsById<Item> {
  one(call: FhirCall, id: string, version: number): Promise<PastVersion<Item> | undefined>;
  before(call: FhirCall, id: string, version: number, limit: number): Promise<PastVersion<Item>[]>;
  deletion(call: FhirCall, id: string): Promise<PastVersion<Item> | undefined>;
}

/** What a service knows of an object at least. */
export interface Versioned {
  id: number;
  version: number;
  /** Absent of what is no row of its own. */
  updatedAt?: string;
}

/** When an object that is a past version was superseded; undefined of present ones. */
export type SupersededAt = (item: Versioned) => string | undefined;

interface Fields<Item extends Versioned, Output extends Resource> {
  type: Output['resourceType'];
  /** What it is here, for the CapabilityStatement. */
  documentation: string;
  permissions: Permissions;
  /** No permission of a role is enough: the clinic's managers alone may see it. */
  forManagers?: true;
  /** Resource and name that the audit knows its interactions by, such as `patients`. */
  name: string;
  /** @throws ServiceError not_found */
  read(call: FhirCall, id: string): Promise<Item>;
  /** The objects as resources, in order; what else they show is read for all of them at once, of past versions as it was then. */
  present(call: FhirCall, items: readonly Item[], supersededAt?: SupersededAt): Output[] | Promise<Output[]>;
  /** Whose data an object shows; the audit names them. */
  patientsOf?(item: Item): readonly number[];
  /** The document whose obscuring hides who saw it. */
  documentOf?(item: Item): { id: number; patientId: number } | undefined;
  /** Of a resource that stands for bytes: those bytes, for whoever does not ask for FHIR's JSON. */
  fileOf?(item: Item): FileAnswer;
  versions?: VersionsById<Item>;
  /** False where nobody may learn that something was deleted. */
  tellDeletion?: false;
  search?: {
    source: Source<Item>;
    /** By name, beside `_id` and `_lastUpdated`, which all have. */
    parameters: Record<string, SearchParameter>;
    /** The orders of the list, by search parameter. */
    sort?: Record<string, string>;
    /** It cannot be asked when they changed. */
    withoutLastUpdated?: true;
    /** Pages are in the order of the ids alone. */
    inIdOrder?: true;
  };
  /** @throws ServiceError when it cannot be stored */
  create?(call: FhirCall, body: unknown): Promise<Item>;
  /** Replaces it; `call.ifMatch` tells the versions it may replace. */
  update?(call: FhirCall, id: string, body: unknown): Promise<Item>;
  remove?(call: FhirCall, id: string): Promise<void>;
  /** What was stored although it looks wrong. */
  warningsOf?(item: Item): string[];
  /** Elements of `_summary=true`, beside those that every resource has. */
  summary: readonly string[];
  /** Elements that must not be left out. */
  mandatory?: readonly string[];
  /** Where the members that the service names are in this resource. */
  expressions?: Expressions;
  operations?: readonly Operation[];
}

/** An operation of FHIR: `POST [type]/$name`, or below one resource. */
export interface Operation {
  /** Without the `$`. */
  name: string;
  level: 'type' | 'instance';
  /** Whether it may also be asked for with GET. */
  safe?: true;
  documentation: string;
  definition: string;
  interaction: keyof Permissions;
  /** Whether it shows an application that was allowed one patient no other. */
  isNarrowed?: true;
  run(
    call: FhirCall,
    given: { id: string | undefined; body: unknown; query: URLSearchParams },
  ): Promise<OperationAnswer>;
}

export interface OperationAnswer {
  status?: number;
  resource: Resource | OperationOutcome;
  patientIds?: readonly number[];
  documents?: readonly { id: number; patientId: number }[];
}

export type FhirResource = Fields<Versioned, Resource>;

/** Declares one resource; routes, rights, search, paging, history and the CapabilityStatement follow from it. */
export function fhirResource<Item extends Versioned, Output extends Resource>(
  fields: Fields<Item, Output>,
): FhirResource {
  return fields as unknown as FhirResource;
}

/** Presents each object for itself. */
export function each<Item, Output>(toFhir: (item: Item) => Output) {
  return (_call: unknown, items: readonly Item[]): Output[] => items.map(toFhir);
}
