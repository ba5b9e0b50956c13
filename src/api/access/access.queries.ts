import { type Queryable, statement } from '../../platform/database/index.ts';

export interface FactsRow {
  name: string;
  email: string;
  tenant_id: string | null;
  tenant_name: string | null;
  sandbox: boolean | null;
  time_zone: string | null;
  fiscal_code_policy: 'lenient' | 'strict' | null;
  role_key: string | null;
  requests_per_minute: number | null;
  permissions: string[];
  /** Whom the person chose for an application that asked for one patient. */
  patient_id: number | null;
}

const facts = statement<FactsRow>(
  'access_facts',
  `select u.name, u.email, u.tenant_id, t.name as tenant_name, t.sandbox, t.time_zone, t.fiscal_code_policy, u.role_key,
          c.requests_per_minute, g.patient_id,
          coalesce((select array_agg(permission) from role_permissions p
                     where p.tenant_id = u.tenant_id and p.role_key = u.role_key), '{}') as permissions
     from grants g
     join users u on u.id = g.user_id
     join clients c on c.id = g.client_id
     left join tenants t on t.id = u.tenant_id
    where g.id = $1 and u.id = $2 and c.id = $3
      and g.expires_at > now() and c.status = 'approved'
      and u.status = 'active' and (u.expires_at is null or u.expires_at > now()) and t.suspended_at is null`,
);

/** @returns undefined when the grant, its person, their clinic or its application is gone, disabled or past its time */
export async function readFacts(
  db: Queryable,
  grant: { id: string; userId: string; clientId: string },
): Promise<FactsRow | undefined> {
  return (await db.query(facts, [grant.id, grant.userId, grant.clientId]))[0];
}

const publicKeys = statement<{ id: string; public_jwk: Record<string, string> }>(
  'access_public_keys',
  'select id, public_jwk from signing_keys',
);

/** The public halves of all signing keys (RFC 7517). */
export function readPublicKeys(db: Queryable): Promise<{ id: string; public_jwk: Record<string, string> }[]> {
  return db.query(publicKeys);
}
