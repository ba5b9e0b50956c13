import { APPLICATION_ROLE } from './migrate.ts';
import { type Queryable, statement } from './statement.ts';

const describeRole = statement<{
  name: string;
  superuser: boolean;
  bypassrls: boolean;
  owner: boolean;
  application: boolean;
}>(
  'describe_role',
  `with assumable as (select * from pg_roles where pg_has_role(current_user, oid, 'member'))
   select current_user::text as name,
          exists (select from assumable where rolsuper) as superuser,
          exists (select from assumable where rolbypassrls) as bypassrls,
          exists (select from pg_class where relname = 'patients' and pg_has_role(current_user, relowner, 'member')) as owner,
          pg_has_role(current_user, '${APPLICATION_ROLE}', 'member') as application`,
);

/**
 * What the server's database role may do beyond, or lacks of, what it should; undefined when it is just right.
 * Row-level security binds neither superusers nor roles with BYPASSRLS, and an owner could switch it off; being a member
 * of such a role is enough, as `set role` leads there.
 */
export async function roleProblem(db: Queryable): Promise<string | undefined> {
  const [role] = await db.query(describeRole);
  if (!role) return 'its role is unknown';
  if (role.superuser) return `its role "${role.name}" is a superuser or a member of one`;
  if (role.bypassrls) return `its role "${role.name}" has BYPASSRLS or is a member of one that has`;
  if (role.owner) return `its role "${role.name}" owns the tables`;
  if (!role.application) return `its role "${role.name}" is not a member of ${APPLICATION_ROLE}`;
  return undefined;
}
