import { insertMany, listStatements, ordersBy, type Queryable, statement } from '../../platform/database/index.ts';
import type { Issuer } from './issuers.schema.ts';

export interface IssuerRow {
  id: number;
  version: number;
  kind: Issuer['kind'];
  name: string;
  vat_number: string;
  regime: Issuer['regime'];
  active: boolean;
  details: Pick<Issuer, 'address' | 'section'> & Record<string, unknown>;
  created_at: string;
  updated_at: string;
}

const COLUMNS =
  'r.id, r.version, r.kind, r.name, r.vat_number, r.regime, r.active, r.details, r.created_at, r.updated_at';

export const issuerList = listStatements<IssuerRow>({
  name: 'issuers',
  table: 'issuers',
  columns: COLUMNS,
  orders: ordersBy({ name: 'r.name', updatedAt: 'r.updated_at' }),
});

const get = statement<IssuerRow>(
  'issuers_get',
  `select ${COLUMNS} from issuers r where r.tenant_id = $1 and r.id = $2`,
);

export async function getIssuer(db: Queryable, tenantId: string, id: number): Promise<IssuerRow | undefined> {
  return (await db.query(get, [tenantId, id]))[0];
}

export const insertIssuers = insertMany<
  Pick<IssuerRow, 'kind' | 'name' | 'vat_number' | 'regime' | 'active' | 'details'>
>('issuers', ['kind', 'name', 'vat_number', 'regime', 'active', 'details']);
