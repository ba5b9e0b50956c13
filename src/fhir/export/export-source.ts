import type { Resource } from '@medplum/fhirtypes';
import type { Access } from '../../api/access/access.ts';
import { deletionsSince } from '../../api/changes/deletions.service.ts';
import type { Exportable, FurtherExports } from '../../api/exports/exportable.ts';
import type { Criterion } from '../../api/search.ts';
import type { Place, Queryable } from '../../platform/database/index.ts';
import { requireForAll } from '../access.ts';
import type { FhirCall } from '../call.ts';
import type { FhirResource, Versioned } from '../resource.ts';
import { isExported } from './export-types.ts';

type Resources = ReadonlyMap<string, FhirResource>;

/** The name of a type's file among exports of all kinds. */
export const exportName = (type: string) => `fhir:${type}`;
export const DELETED = 'deleted';

/** What the changes feed calls the objects behind our types. */
const FEED: Readonly<Record<string, readonly string[]>> = {
  patients: ['Patient'],
  practitioners: ['Practitioner'],
  locations: ['Location'],
  treatments: ['HealthcareService'],
  agendas: ['Schedule'],
  appointments: ['Appointment'],
  episodes: ['EpisodeOfCare'],
  medical_reports: ['Composition', 'DocumentReference'],
  invoices: ['Invoice'],
  price_list_items: ['ChargeItemDefinition'],
};

interface Line extends Versioned {
  resource: Resource;
  patientId?: number | undefined;
  documentId?: number;
}

/** Every type as files of one resource in a line, and what was deleted. */
export function fhirExports(resources: Resources, apiUrl: string): FurtherExports {
  const ofTypes = [...resources.values()].filter(isExported).map(
    (resource) =>
      [
        exportName(resource.type),
        {
          admit: (access: Access) => requireForAll(access, resource, 'search'),
          of: (access: Access) => linesOf(resource, access, apiUrl),
        },
      ] as const,
  );
  const deleted = { admit: () => {}, of: (access: Access) => deletionsOf(resources, access) };
  return new Map([...ofTypes, [exportName(DELETED), deleted]]);
}

/** A call of the services behind a resource, within the transaction that an export reads in. */
function callIn(db: Queryable, access: Access, apiUrl: string): FhirCall {
  const tenant = access.tenant!;
  return { access, tenant, db, base: `${apiUrl}/v2/tenants/${tenant.id}/fhir` } as FhirCall;
}

function linesOf(resource: FhirResource, access: Access, apiUrl: string): Exportable {
  const { patientsOf, documentOf, search } = resource;
  let after: Place | undefined;
  let isOver = false;
  return {
    source: {
      async page(db, _tenantId, { limit, updatedSince }) {
        if (isOver) return [];
        const call = callIn(db, access, apiUrl);
        const { items, next } = await search!.source.find(call, sinceOf(resource, updatedSince), { after, limit });
        after = next;
        isOver = next === undefined;
        const presented = await resource.present(call, items);
        return items.map((item, index): Line => {
          const document = documentOf?.(item);
          const patientId = document?.patientId ?? patientsOf?.(item)[0];
          return { ...item, resource: presented[index]!, patientId, ...(document && { documentId: document.id }) };
        });
      },
    },
    shows: (line) => {
      const { patientId, documentId } = line as Line;
      return { patientId, ...(documentId !== undefined && { documentId }) };
    },
    line: (line) => (line as Line).resource,
  };
}

/** What is not known to have changed at all is copied whole. */
function sinceOf({ search }: FhirResource, updatedSince: string | undefined): Criterion[] {
  if (updatedSince === undefined || search!.withoutLastUpdated) return [];
  return [{ anyOf: [{ field: 'updatedAt', op: 'within', from: updatedSince }] }];
}

/** Bundles of requests that delete what a copy has to forget, of the types that the caller may see. */
function deletionsOf(resources: Resources, access: Access): Exportable {
  const allowed = Object.entries(FEED).filter(([, types]) =>
    types.every((type) => mayCopy(resources.get(type), access)),
  );
  const names = allowed.map(([name]) => name);
  return {
    source: {
      page: (db, tenantId, { afterId, limit, updatedSince }) =>
        updatedSince === undefined
          ? Promise.resolve([])
          : deletionsSince(db, tenantId, { since: updatedSince, resources: names, after: afterId, limit }),
    },
    shows: () => ({}),
    line: (one) => {
      const { resource, resourceId } = one as unknown as { resource: string; resourceId: number };
      const entry = FEED[resource]!.map((type) => ({ request: { method: 'DELETE', url: `${type}/${resourceId}` } }));
      return { resourceType: 'Bundle', type: 'transaction', entry };
    },
  };
}

function mayCopy(resource: FhirResource | undefined, access: Access): boolean {
  return resource !== undefined && access.permissions.has(resource.permissions.search ?? resource.permissions.read);
}
