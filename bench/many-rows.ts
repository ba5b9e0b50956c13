import type pg from 'pg';
import { SANDBOX_TENANT } from '../src/sandbox/accounts.ts';

/** The clinic with as many patients as appointments. */
export const LARGE_TENANT = 'bench-large';
/** The clinic that is asked for free times. */
export const CALENDAR_TENANT = 'bench-calendar';
const PATIENTS_OF_SMALL = 1_000;
export const smallTenant = (index: number) => `bench-small-${index}`;
/** Minutes since the last change of a clinic that was filled here; one row changed in each minute before. */
export const CHANGED_MINUTES_AGO = 100_000;
const changed = (count: number) => `now() - interval '1 minute' * (${count + CHANGED_MINUTES_AGO} - i)`;
export const managerOf = (tenantId: string) => `manager@${tenantId}.test`;

const FIRST_NAMES =
  'Maria Anna Giulia Rosa Angela Giovanni Francesco Luca Marco Andrea Paolo Sara Elena Carlo Davide Irene';
const LAST_NAMES =
  'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola Farina Villa Conte Ferri';

/** The `i`-th person of a clinic: a fiscal code in form, a telephone and a birth date that few others have. */
const person = (count: number) => `
  (string_to_array('${FIRST_NAMES}', ' '))[1 + i % 16] as first_name,
  (string_to_array('${LAST_NAMES}', ' '))[1 + (i / 16) % 40] || (i / 640) % 1000 as last_name,
  date '1930-01-01' + (i::bigint * 7919 % 32000)::int as birth_date,
  chr(65 + i / 456976 % 26) || chr(65 + i / 17576 % 26) || chr(65 + i / 676 % 26) || chr(65 + i / 26 % 26) || chr(65 + i % 26)
    || 'X80A01H501X' as fiscal_code,
  '+39333' || lpad(i::text, 7, '0') as mobile,
  ${changed(count)} as updated_at`;

/** The same as the database makes it. */
export function personOf(i: number) {
  const letter = (place: number) => String.fromCharCode(65 + (Math.floor(i / place) % 26));
  return {
    lastName: LAST_NAMES.split(' ')[Math.floor(i / 16) % 40]! + (Math.floor(i / 640) % 1000),
    birthDate: new Date(Date.UTC(1930, 0, 1 + ((i * 7919) % 32_000))).toISOString().slice(0, 10),
    fiscalCode: `${[456_976, 17_576, 676, 26, 1].map(letter).join('')}X80A01H501X`,
    mobile: `+39333${String(i).padStart(7, '0')}`,
  };
}

const ADDRESSES = `{"addresses": [{"use": "home", "line": ["Via Garibaldi 12"], "city": "Bologna", "postalCode": "40121"}]}`;

const COMPLETED_BEFORE = '50 days';

/** Clinics with a manager each, who may do what the sandbox's manager may. */
const clinics = (ids: string) => `
  insert into tenants (id, name, sandbox, time_zone) select id, id, true, 'Europe/Rome' from ${ids} as n (id);
  insert into roles (tenant_id, key, name)
    select n.id, key, r.name from roles r, ${ids} as n (id) where r.tenant_id = '${SANDBOX_TENANT}';
  insert into role_permissions (tenant_id, role_key, permission)
    select n.id, role_key, permission from role_permissions, ${ids} as n (id) where tenant_id = '${SANDBOX_TENANT}';
  insert into users (id, email, name, tenant_id, role_key)
    select n.id || '-manager', 'manager@' || n.id || '.test', u.name, n.id, u.role_key
      from users u, ${ids} as n (id) where u.email = 'manager@sandbox.test'`;

const patients = (count: number, from: string) => `
  insert into patients (tenant_id, id, first_name, last_name, birth_date, sex, fiscal_code, fiscal_code_type,
                        fiscal_code_status, mobile, details, created_at, updated_at)
  select tenant_id, id, first_name, last_name, birth_date, 'F', fiscal_code, 'CF', 'valid', mobile, '${ADDRESSES}',
         updated_at, updated_at
    from (select tenant_id, id, ${person(count)} from ${from}) p`;

/** Written in the order of the index that they go into first. */
const searchKeys = `
  insert into patient_search_keys (tenant_id, kind, key, patient_id)
  select tenant_id, 'name', lower(first_name), id from patients where tenant_id = '${LARGE_TENANT}' order by 3, 4;
  insert into patient_search_keys (tenant_id, kind, key, patient_id)
  select tenant_id, 'name', lower(last_name), id from patients where tenant_id = '${LARGE_TENANT}' order by 3, 4;
  insert into patient_search_keys (tenant_id, kind, key, patient_id)
  select tenant_id, 'phone', mobile, id from patients where tenant_id = '${LARGE_TENANT}' order by 3, 4`;

const catalogue = `
  with place as (
    insert into locations (tenant_id, name, time_zone) values ('${LARGE_TENANT}', 'Centro', 'Europe/Rome') returning id
  ), people as (
    insert into practitioners (tenant_id, first_name, last_name)
    select '${LARGE_TENANT}', 'Ada', 'Neri ' || i from generate_series(1, 8) i returning id
  )
  insert into agendas (tenant_id, name, practitioner_id, location_id, time_zone)
  select '${LARGE_TENANT}', 'Agenda ' || people.id, people.id, place.id, 'Europe/Rome' from people, place`;

/** Booked roughly in the order of their time, up to two months ahead; one in a thousand still waits to be confirmed. */
const appointments = (count: number) => `
  insert into appointments (tenant_id, id, patient_id, agenda_id, practitioner_id, location_id, starts_at, ends_at, status,
                            origin, details, created_at, updated_at)
  select '${LARGE_TENANT}', a.id, (select min(id) from patients where tenant_id = '${LARGE_TENANT}') + i::bigint * 7919 % ${count},
         g.agenda_id, g.practitioner_id, g.location_id, a.starts_at, a.starts_at + interval '15 minutes',
         case when i % 1000 = 0 then 'pending' when i % 50 = 0 then 'no_show' when i % 10 = 0 then 'cancelled'
              when a.starts_at < now() - interval '${COMPLETED_BEFORE}' then 'completed' else 'booked' end,
         'api', '{"treatments": [], "resourceIds": []}', a.updated_at, a.updated_at
    from (select i, (select coalesce(max(id), 0) from appointments) + i + 1 as id,
                 date_trunc('hour', now()) + interval '60 days'
                   - interval '15 minutes' * ((${count} - i) / 8 + (i * 31 % 997)) as starts_at,
                 ${changed(count)} as updated_at
            from generate_series(0, ${count} - 1) i) a
    join (select row_number() over (order by id) - 1 as n, id as agenda_id, practitioner_id, location_id
            from agendas where tenant_id = '${LARGE_TENANT}') g on g.n = i % 8`;

const after = (table: string) => `(select coalesce(max(id), 0) from ${table})`;

/** One clinic with `count` patients and as many appointments, written in sets, without triggers. */
export async function fillLargeTenant(superuser: pg.Client, count: number): Promise<void> {
  await inBulk(superuser, [
    clinics(`(values ('${LARGE_TENANT}'))`),
    patients(
      count,
      `(select '${LARGE_TENANT}' as tenant_id, ${after('patients')} + i + 1 as id, i from generate_series(0, ${count} - 1) i) n`,
    ),
    searchKeys,
    catalogue,
    appointments(count),
  ]);
}

/** `tenants` clinics with a thousand patients each, as they come when clinics grow side by side. */
export async function fillSmallTenants(superuser: pg.Client, tenants: number): Promise<void> {
  await inBulk(superuser, [
    clinics(`(select 'bench-small-' || i from generate_series(0, ${tenants} - 1) i)`),
    patients(
      PATIENTS_OF_SMALL,
      `(select 'bench-small-' || n % ${tenants} as tenant_id, ${after('patients')} + n + 1 as id, n / ${tenants} as i
          from generate_series(0, ${tenants * PATIENTS_OF_SMALL} - 1) n) n`,
    ),
  ]);
}

/** The clinic of the calendar: a thousand patients, and nothing else yet. */
export async function fillCalendarTenant(superuser: pg.Client): Promise<void> {
  await inBulk(superuser, [
    clinics(`(values ('${CALENDAR_TENANT}'))`),
    patients(
      PATIENTS_OF_SMALL,
      `(select '${CALENDAR_TENANT}' as tenant_id, ${after('patients')} + i + 1 as id, i from generate_series(0, ${PATIENTS_OF_SMALL - 1}) i) n`,
    ),
  ]);
}

async function inBulk(superuser: pg.Client, statements: string[]): Promise<void> {
  await superuser.query(`set session_replication_role = replica; set synchronous_commit = off`);
  for (const sql of statements) await superuser.query(sql);
  await superuser.query(`reset session_replication_role; reset synchronous_commit`);
  for (const table of ['patients', 'appointments'])
    await superuser.query(`select setval(pg_get_serial_sequence($1, 'id'), (select max(id) from ${table}))`, [table]);
}
