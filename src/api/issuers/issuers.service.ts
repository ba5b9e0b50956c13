import { given, type Queryable, type Tx } from '../../platform/database/index.ts';
import { exportOf } from '../export-pages.ts';
import { commonOf, found, readPage } from '../pages.ts';
import type { Call } from '../route.ts';
import { searchOf } from '../search.ts';
import * as queries from './issuers.queries.ts';
import type { Issuer, IssuerInput, IssuerListQuery } from './issuers.schema.ts';
import { ISSUER_FIELDS } from './search-fields.queries.ts';

type IssuerCall = Pick<Call, 'tenant' | 'db'>;

export const issuerSearch = searchOf({ list: queries.issuerList, fields: ISSUER_FIELDS, toItem: toIssuer });

export const issuerExport = exportOf(queries.issuerList, toIssuer);

export async function getIssuer({ db, tenant }: IssuerCall, id: number): Promise<Issuer> {
  return toIssuer(found(await queries.getIssuer(db, tenant.id, id), 'issuer'));
}

/** The issuer, or undefined when there is none of this id. */
export async function findIssuer(db: Queryable, tenantId: string, id: number): Promise<Issuer | undefined> {
  const row = await queries.getIssuer(db, tenantId, id);
  return row && toIssuer(row);
}

export function listIssuers({ db, tenant }: IssuerCall, query: IssuerListQuery) {
  const filter = given(query.active, (active) => `r.active = ${active}::boolean`);
  return readPage(db, tenant.id, queries.issuerList, query, filter, toIssuer);
}

/** Stores issuers as given, for seeding and imports. @returns their ids in order */
export function importIssuers(tx: Tx, tenantId: string, issuers: IssuerInput[]): Promise<number[]> {
  const rows = issuers.map(({ kind, name, vatNumber, regime, active, ...details }) => ({
    kind,
    name,
    vat_number: vatNumber,
    regime,
    active,
    details,
  }));
  return queries.insertIssuers(tx, tenantId, rows);
}

function toIssuer(row: queries.IssuerRow): Issuer {
  const { kind, name, vat_number, regime, active, details } = row;
  const { address, section } = details;
  return { ...commonOf(row), address, section, kind, name, vatNumber: vat_number, regime, active };
}
