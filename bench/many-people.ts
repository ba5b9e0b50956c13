import type pg from 'pg';

/** What the pages are measured with. */
export const PEOPLE = 10_000;
export const APPLICATIONS = 1_000;
const CLINICS = 300;
/** The application of the sandbox's developer that is busy, and everything else that is looked at by its id. */
export const IDS = {
  application: 'bench-application',
  person: 'person-7',
  colleague: 'person-9500',
  request: 'request-1',
  question: 'question-1',
  notice: '00000000-0000-4000-8000-000000000001',
  clinic: 'clinic-7',
};

const STATEMENTS = [
  `insert into tenants (id, name) select 'clinic-' || n, 'Poliambulatorio ' || md5(n::text) from generate_series(1, ${CLINICS}) n`,
  `insert into roles (tenant_id, key, name)
   select t.id, r.key, r.name from tenants t, roles r where r.tenant_id = 'sandbox-clinic' on conflict do nothing`,
  // The last thousand work in the clinic of the sandbox, and every twentieth is a developer.
  `insert into users (id, email, name, password_hash, tenant_id, role_key, developer, created_at)
   select 'person-' || n, 'person' || n || '@example.test', initcap(md5(n::text)), 'x',
          case when n > ${PEOPLE} - 1000 then 'sandbox-clinic' else 'clinic-' || (n % ${CLINICS} + 1) end,
          case when n <= ${CLINICS} then 'manager' else 'receptionist' end, n % 20 = 0, now() - interval '1 hour' * n
     from generate_series(1, ${PEOPLE}) n`,
  `insert into browser_sessions (uid_hash, user_id, address, user_agent, last_seen_at)
   select sha256(n::text::bytea), 'person-' || n, '192.0.2.1', 'Firefox', now() - interval '1 minute' * n from generate_series(1, ${PEOPLE}) n`,
  `insert into clients (id, name, developer_id, application_type, public, grant_types, redirect_uris, scopes, status, created_at)
   select case when n = 1 then '${IDS.application}' else 'client-' || n end, 'Applicazione ' || md5(n::text),
          case when n <= 40 then 'sandbox-developer' else 'person-' || (n % 500 * 20 + 20) end, 'web', false,
          '{authorization_code,refresh_token}', '{https://app.example.test/callback}',
          '{giponext.patients,giponext.agenda,offline_access}',
          case when n % 10 = 3 then 'suspended' when n % 10 = 5 then 'submitted' else 'approved' end, now() - interval '1 hour' * n
     from generate_series(1, ${APPLICATIONS}) n`,
  `insert into client_secrets (client_id, hash, hint) select id, 'x', 'abcd' from clients where developer_id = 'sandbox-developer' and not public`,
  `insert into grants (id, user_id, client_id, payload, expires_at)
   select 'grant-' || n || '-' || i, 'person-' || n, case when i = 1 then '${IDS.application}' else 'client-' || (n % 900 + 2) end,
          '{"openid": {"scope": "giponext.patients"}}', now() + interval '30 days'
     from generate_series(1, ${PEOPLE}) n, generate_series(1, 2) i`,
  `insert into consented_scopes (user_id, client_id, scope) select user_id, client_id, 'giponext.patients' from grants on conflict do nothing`,
  `insert into console_actions (actor_id, acting_as, action, client_id, user_id, reason, address, at)
   select case when n % 2 = 0 then 'sandbox-admin' else 'sandbox-developer' end, case when n % 2 = 0 then 'administrator' else 'developer' end,
          case when n % 4 = 0 then 'application.suspended' else 'person.disabled' end,
          case when n % 4 = 0 then 'client-' || (n % 900 + 2) end, case when n % 4 <> 0 then 'person-' || (n % ${PEOPLE} + 1) end,
          md5(n::text) || ' ' || md5((n + 1)::text), '192.0.2.1', now() - interval '1 minute' * n
     from generate_series(1, 20000) n`,
  `insert into support_requests (id, type, state, author_id, client_id, reason, decided_by, decided_at, created_at)
   select 'request-' || n, 'application', 'granted', 'person-' || (n % ${PEOPLE} + 1), 'client-' || (n % 900 + 2), md5(n::text), 'sandbox-admin',
          now(), now() - interval '1 hour' * n from generate_series(1, 3000) n`,
  `insert into support_requests (id, type, author_id, subject, reason, created_at)
   select 'question-' || n, 'general', case when n = 1 then 'sandbox-manager' else 'person-' || n end, 'Domanda ' || md5(n::text), md5(n::text),
          now() - interval '1 hour' * n from generate_series(1, 1000) n`,
  `insert into support_messages (request_id, author_id, as_administrator, text)
   select id, author_id, false, reason from support_requests, generate_series(1, 5)`,
  `insert into notices (id, author_id, title_en, text_en, title_it, text_it, reason, applications)
   select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'sandbox-admin', 'Notice ' || n, 'Text', '', '', 'Reason', 800
     from generate_series(1, 100) n`,
  `insert into notice_recipients (notice_id, user_id) select n.id, u.id from notices n, (select id from users where developer limit 500) u`,
  `insert into api_requests (slot, at, client_id, method, route, status, request_id, duration)
   select extract(epoch from at)::bigint / 86400 % 8, at, client_id, (array['GET', 'POST', 'PUT'])[n % 3 + 1],
          '/v2/tenants/{tenantId}/' || (array['patients', 'appointments/{id}', 'invoices'])[n % 3 + 1],
          (array[200, 200, 200, 404, 429])[n % 5 + 1], md5(n::text), 3.5
     from (select n, now() - interval '3 seconds' * n as at,
                  case when n % 2 = 0 then '${IDS.application}' else 'client-' || (n % 900 + 2) end as client_id
             from generate_series(1, 200000) n) r`,
  `insert into api_usage (client_id, hour, requests, errors, throttled)
   select c.id, date_trunc('hour', now()) - interval '1 hour' * n, 100, 3, 1
     from (select id from clients where developer_id = 'sandbox-developer') c, generate_series(0, 719) n`,
  `insert into api_usage_people (client_id, day, person)
   select '${IDS.application}', current_date - d, sha256((d || ' ' || n)::bytea) from generate_series(0, 29) d, generate_series(1, 300) n`,
  `insert into audit_events (tenant_id, at, user_id, client_id, action, outcome, address)
   select 'sandbox-clinic', now() - interval '1 minute' * n, 'person-' || (${PEOPLE} - n % 1000), '${IDS.application}', 'patients.list', 'success',
          '192.0.2.1' from generate_series(1, 100000) n`,
  `insert into security_events (user_id, kind, address) select 'sandbox-manager', 'signed-in', '192.0.2.1' from generate_series(1, 500)`,
];

/** Ten thousand people in hundreds of clinics, a thousand applications, and what they and the administrators did. */
export async function fillPeople(superuser: pg.Client): Promise<void> {
  for (const statement of STATEMENTS) await superuser.query(statement);
  await superuser.query('vacuum analyze');
}
