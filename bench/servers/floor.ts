import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { appointmentList } from '../../src/api/appointments/appointments.queries.ts';
import { createListState } from '../../src/api/changes/list-state.ts';
import { toValues } from '../../src/api/patients/patients.mapper.ts';
import { getPatient, insertPatient, patientList } from '../../src/api/patients/patients.queries.ts';
import type { PatientInput } from '../../src/api/patients/patients.schema.ts';
import { searchKeysOf } from '../../src/api/patients/patients.search.ts';
import { patientSearch } from '../../src/api/patients/patients.service.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { book } from './floor-booking.ts';
import { appointmentsAsked, patientsAsked } from './floor-filters.ts';

/**
 * What the same SQL costs over bare node:http: the product's statements under the same row-level security in the same
 * round trips, rows as they come through JSON.stringify. No token, no validation, no audit of reads, no entity tag.
 */
const database = openDatabase({
  url: process.env.DATABASE_URL!,
  poolSize: Number(process.env.DATABASE_POOL_SIZE),
  preparedStatements: true,
});
const TIME_ZONE = 'Europe/Rome';
const listState = createListState(database);
const actor = {
  userId: 'bench',
  clientId: 'bench',
  requestId: 'bench',
  address: '127.0.0.1',
  action: 'patients.create',
};

interface Answer {
  status: number;
  body?: string;
}

async function answer(request: IncomingMessage): Promise<Answer> {
  const [path, search] = request.url!.split('?');
  const [, , , tenantId = '', resource, id, further] = path!.split('/');
  if (resource === 'fhir') return fhir(tenantId, further, new URLSearchParams(search));
  if (request.method === 'POST') {
    const body = JSON.parse(await text(request));
    return resource === 'patients' ? create(tenantId, body) : book(database, tenantId, body);
  }
  if (request.headers['if-none-match'] !== undefined) return poll(tenantId, request.headers['if-none-match']);
  if (id !== undefined) return get(tenantId, Number(id));
  return list(tenantId, resource!, new URLSearchParams(search));
}

async function get(tenantId: string, id: number): Promise<Answer> {
  const row = await getPatient(database.forTenant({ tenantId, timeZone: TIME_ZONE }), tenantId, id);
  return row ? { status: 200, body: JSON.stringify(row) } : { status: 404 };
}

async function list(tenantId: string, resource: string, query: URLSearchParams): Promise<Answer> {
  const limit = Number(query.get('limit'));
  const offset = Number(query.get('offset'));
  const db = database.forTenant({ tenantId, timeZone: TIME_ZONE });
  const page = { limit, offset };
  const rows =
    resource === 'patients'
      ? await patientList.page(db, tenantId, patientsAsked(query), page)
      : await appointmentList.page(db, tenantId, appointmentsAsked(query), page, query.get('sort') ?? undefined);
  const items = rows.slice(0, limit);
  return { status: 200, body: JSON.stringify({ items, offset, limit, hasMore: rows.length > limit }) };
}

/** The statements of a FHIR server for patients. */
async function fhir(tenantId: string, id: string | undefined, query: URLSearchParams): Promise<Answer> {
  if (id !== undefined) return get(tenantId, Number(id));
  const db = database.forTenant({ tenantId, timeZone: TIME_ZONE });
  const criteria = [{ anyOf: [{ field: 'family', op: 'starts' as const, text: query.get('family')! }] }];
  const page = { limit: Number(query.get('_count')) };
  const { items } = await patientSearch.find({ db, tenant: { id: tenantId } as never }, criteria, page);
  return { status: 200, body: JSON.stringify({ items }) };
}

async function poll(tenantId: string, ifNoneMatch: string): Promise<Answer> {
  return { status: (await listState.etag(tenantId, 'patients')) === ifNoneMatch ? 304 : 200 };
}

async function create(tenantId: string, patient: PatientInput): Promise<Answer> {
  const db = database.forTenant({ tenantId, timeZone: TIME_ZONE, actor });
  const row = await insertPatient(db, tenantId, toValues(patient, 'valid'), searchKeysOf(patient));
  return row ? { status: 201, body: JSON.stringify(row) } : { status: 409 };
}

createServer(async (request, response) => {
  const { status, body } = await answer(request).catch((error: Error) => ({ status: 500, body: String(error.stack) }));
  if (body === undefined) return response.writeHead(status).end();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return response.writeHead(status, headers).end(body);
}).listen(Number(process.env.PORT), '127.0.0.1');
