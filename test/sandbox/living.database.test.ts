import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemoClinic } from '../../src/sandbox/index.ts';
import { type CheckedCall, checkedCalls } from '../contract/checked-calls.ts';
import { type Platform, startPlatform } from '../harness/platform.ts';
import { sdiProblems } from '../invoices/sdi-rules.ts';
import { DOCTOR, fillLivingClinic, LIVING, MANAGER, MOMENT, TODAY } from './living.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of every answer is held against the published document
type Body = any;

let platform: Platform;
let client: pg.Client;
let call: CheckedCall<Body>;
let manager: string;
beforeAll(async () => {
  platform = await startPlatform();
  await fillLivingClinic(platform.database);
  call = await checkedCalls<Body>(platform);
  manager = await platform.token({ email: MANAGER });
  client = new pg.Client({ connectionString: platform.superuserUrl });
  await client.connect();
  await client.query(`set timezone = 'Europe/Rome'`);
  await client.query('analyze');
}, 120_000);
afterAll(async () => {
  await client?.end();
  await platform?.close();
});

/** `$1` is the clinic, and `$2`, where it is written, the moment at which it is looked at. */
const query = async (sql: string): Promise<Body[]> =>
  (await client.query(sql, sql.includes('$2') ? [LIVING, MOMENT] : [LIVING])).rows;
const none = async (sql: string) => expect(await query(sql)).toEqual([]);
const get = async (path: string, token = manager) => {
  const answer = await call('GET', `/v2/tenants/${LIVING}${path}`, { token });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};

describe('the clinic', () => {
  test('has practitioners, rooms, agendas, sixty treatments and three price lists', async () => {
    const [counts] = await query(`
      select (select count(*)::int from practitioners where tenant_id = $1) as practitioners,
             (select count(*)::int from rooms where tenant_id = $1 and details ->> 'kind' = 'room') as rooms,
             (select count(*)::int from agendas where tenant_id = $1) as agendas,
             (select count(*)::int from treatments where tenant_id = $1) as treatments,
             (select count(*)::int from price_lists where tenant_id = $1) as lists`);
    expect(counts).toMatchObject({ treatments: 60, lists: 3 });
    expect(counts.practitioners).toBeGreaterThanOrEqual(6);
    expect(counts.agendas).toBeGreaterThanOrEqual(8);
  });

  test('has half a year behind it and two months ahead', async () => {
    const [span] = await query(`
      select min(starts_at)::date::text as first, max(starts_at)::date::text as last, count(*)::int as visits,
             count(*) filter (where starts_at < $2 and extract(isodow from starts_at) < 6)::float
               / count(distinct starts_at::date) filter (where starts_at < $2 and extract(isodow from starts_at) < 6) as a_day
        from appointments where tenant_id = $1`);
    expect(span.first < '2026-05-25' && span.last > '2027-01-12').toBe(true);
    expect(span.visits).toBeGreaterThan(3500);
    expect(span.a_day).toBeGreaterThan(25);
    expect(span.a_day).toBeLessThan(40);
  });

  test('is emptier the further ahead', async () => {
    const weeks = await query(`
      select count(*)::int as visits from appointments
       where tenant_id = $1 and starts_at between '2026-11-23' and '2027-01-18' group by date_trunc('week', starts_at) order by date_trunc('week', starts_at)`);
    const visits = weeks.map((week) => week.visits);
    expect(visits[0]).toBeGreaterThan(2 * visits.at(-1));
  });

  test('is closed on Sundays, on holidays and in August, and has lunch', async () => {
    await none(`select id from appointments where tenant_id = $1 and (extract(isodow from starts_at) = 7
      or starts_at::date in ('2026-06-02', '2026-12-08', '2026-12-25') or starts_at::date between '2026-08-10' and '2026-08-21')`);
    await none(`select a.id from appointments a join practitioners p on p.tenant_id = a.tenant_id and p.id = a.practitioner_id
      where a.tenant_id = $1 and p.last_name in ('Denti', 'Movimenti') and a.starts_at::time < '14:00' and a.ends_at::time > '13:00'`);
  });
});

describe('visits', () => {
  test('stand as the time says', async () => {
    const statuses = Object.fromEntries(
      (await query(`select status, count(*)::int from appointments where tenant_id = $1 group by 1`)).map((row) => [
        row.status,
        row.count,
      ]),
    );
    for (const status of ['completed', 'no_show', 'cancelled', 'booked', 'confirmed', 'pending', 'arrived'])
      expect(statuses[status], status).toBeGreaterThan(0);
    await none(`select id from appointments where tenant_id = $1 and (
      (status in ('completed', 'no_show') and starts_at > $2) or (status in ('booked', 'confirmed', 'pending') and starts_at < $2)
      or greatest(arrived_at, started_at, completed_at) > $2 or (details #>> '{cancel,at}')::timestamptz > $2)`);
    await none(`select id from appointments where tenant_id = $1 and (
      (status = 'completed') <> (completed_at is not null) or (status in ('completed', 'in_progress')) <> (started_at is not null)
      or arrived_at > started_at or started_at >= completed_at or (details #>> '{cancel,at}')::timestamptz > starts_at
      or (status = 'cancelled') <> (details ? 'cancel')
      or (details #>> '{cancel,reason}' = 'other' and not details -> 'cancel' ? 'note'))`);
    const [{ completed }] = await query(`
      select avg((status = 'completed')::int)::float as completed from appointments where tenant_id = $1 and ends_at < $2::timestamptz - interval '1 day'`);
    expect(completed).toBeGreaterThan(0.8);
  });

  test('take up their practitioner and their rooms, and nobody is in two places', async () => {
    await none(`
      select a.id from appointments a where a.tenant_id = $1 and a.status not in ('cancelled', 'no_show') and (
        (a.practitioner_id is not null and not exists (select from occupancies o where o.tenant_id = $1 and o.appointment_id = a.id
           and o.kind = 'practitioner' and o.resource_id = a.practitioner_id and o.blocked_from <= a.starts_at and o.blocked_to >= a.ends_at))
        or (select count(*) from occupancies o where o.tenant_id = $1 and o.appointment_id = a.id and o.kind = 'room')
           <> jsonb_array_length(a.details -> 'resourceIds'))`);
    await none(`select o.appointment_id from occupancies o join appointments a on a.tenant_id = o.tenant_id and a.id = o.appointment_id
      where o.tenant_id = $1 and a.status in ('cancelled', 'no_show')`);
    await none(
      `select patient_id from appointments where tenant_id = $1 group by patient_id, starts_at::date having count(*) > 1`,
    );
  });

  test('are of people whom the treatment is for', async () => {
    await none(`
      select a.id from appointments a join patients p on p.tenant_id = a.tenant_id and p.id = a.patient_id
        join treatments t on t.tenant_id = a.tenant_id and t.id = (a.details #>> '{treatments,0,treatmentId}')::bigint
       where a.tenant_id = $1 and (p.merged_into_id is not null or p.archived_at is not null
         or date_part('year', age(a.starts_at::date, p.birth_date)) < coalesce((t.details ->> 'minAge')::int, 0)
         or date_part('year', age(a.starts_at::date, p.birth_date)) > coalesce((t.details ->> 'maxAge')::int, 200)
         or (t.branch in ('gynaecology', 'obstetrics') and p.details ->> 'sex' <> 'F'))`);
  });

  test('cost what the price lists say, for everybody and of every list', async () => {
    const visits = await query(`
      select distinct on (a.practitioner_id, t ->> 'priceListId') a.patient_id::int, a.practitioner_id::int, a.starts_at::date::text as day, t as booked
        from appointments a, jsonb_array_elements(a.details -> 'treatments') t where a.tenant_id = $1
       order by a.practitioner_id, t ->> 'priceListId', a.id`);
    expect(new Set(visits.map(({ booked }) => booked.priceListId)).size).toBeGreaterThanOrEqual(3);
    for (const { patient_id, practitioner_id, day, booked } of visits) {
      const practitioner = practitioner_id ? `&practitionerId=${practitioner_id}` : '';
      const price = await get(
        `/prices?treatmentId=${booked.treatmentId}&patientId=${patient_id}&date=${day}${practitioner}`,
      );
      const { price: whole, patientShare, payerShare, priceListId } = price;
      expect({ price: whole, patientShare, payerShare, priceListId }).toEqual({
        price: booked.price,
        patientShare: booked.patientShare,
        payerShare: booked.payerShare,
        priceListId: booked.priceListId,
      });
    }
    await none(`
      select a.id from appointments a, jsonb_array_elements(a.details -> 'treatments') t
       where a.tenant_id = $1 and not exists (
         select from price_list_items i where i.tenant_id = $1 and i.treatment_id = (t ->> 'treatmentId')::bigint
            and i.price_list_id = (t ->> 'priceListId')::bigint and i.price = (t ->> 'price')::numeric
            and i.patient_share = (t ->> 'patientShare')::numeric and i.payer_share = (t ->> 'payerShare')::numeric)
         and not exists (
         select from treatment_practitioners p where p.tenant_id = $1 and p.treatment_id = (t ->> 'treatmentId')::bigint
            and p.practitioner_id = a.practitioner_id and p.price = (t ->> 'price')::numeric and t ->> 'priceListId' is null)`);
  });

  test('of a series are a week apart, at the same time', async () => {
    const series = await query(
      `select series_id, count(*)::int as visits from appointments where tenant_id = $1 and series_id is not null group by 1`,
    );
    expect(series.length).toBeGreaterThanOrEqual(3);
    await none(`
      select id from (select id, starts_at::time as at, lag(starts_at::time) over own as before_at,
                             starts_at::date - lag(starts_at::date) over own as days
                        from appointments where tenant_id = $1 and series_id is not null
                      window own as (partition by series_id order by starts_at)) s
       where at <> before_at or days % 7 <> 0`);
  });
});

test('episodes follow their visits', async () => {
  const stages = await query(`select status, count(*)::int from episodes where tenant_id = $1 group by 1`);
  expect(stages.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['planned', 'active', 'on_hold', 'finished', 'cancelled']),
  );
  const total = stages.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBeGreaterThan(200);
  await none(`select e.id from episodes e where e.tenant_id = $1 and used_sessions <> (
    select count(*) from appointments a where a.tenant_id = $1 and a.episode_id = e.id and a.status = 'completed')`);
  await none(`select e.id from episodes e join appointments a on a.tenant_id = e.tenant_id and a.episode_id = e.id
    where e.tenant_id = $1 and (e.status in ('finished', 'cancelled') and a.status in ('booked', 'confirmed', 'pending')
      or e.status = 'planned' and a.status = 'completed')`);
  await none(`select id from episodes where tenant_id = $1 and ((status = 'finished') <> (ends_on is not null) or ends_on > $2::timestamptz::date
    or (details ->> 'authorisedSessions')::int < used_sessions or (details #>> '{referral,date}')::date > starts_on
    or status_history #>> '{-1,status}' <> status or (status_history #>> '{-1,at}')::timestamptz > $2)`);
  const [{ referred }] = await query(
    `select count(*)::int as referred from episodes where tenant_id = $1 and details #>> '{referral,number}' is not null`,
  );
  expect(referred).toBeGreaterThan(50);
});

describe('medical reports', () => {
  test('are of completed visits, in every state, the signed ones with their PDFs', async () => {
    const states = Object.fromEntries(
      (await query(`select status, count(*)::int from medical_reports where tenant_id = $1 group by 1`)).map((row) => [
        row.status,
        row.count,
      ]),
    );
    expect(states.signed).toBeGreaterThan(150);
    for (const status of ['draft', 'superseded', 'entered_in_error']) expect(states[status], status).toBeGreaterThan(0);
    await none(`select r.id from medical_reports r join appointments a on a.tenant_id = r.tenant_id and a.id = r.appointment_id
      where r.tenant_id = $1 and (a.status <> 'completed' or a.patient_id <> r.patient_id or a.practitioner_id <> r.author_id
        or a.episode_id is distinct from r.episode_id or r.signed_at < a.completed_at or r.signed_at > $2)`);
    await none(`select r.id from medical_reports r left join medical_report_pdfs p on p.tenant_id = r.tenant_id and p.report_id = r.id
      where r.tenant_id = $1 and ((r.status = 'draft') <> (p.report_id is null)
        or r.signature ->> 'sha256' <> encode(sha256(p.content), 'hex'))`);
    await none(`select r.id from medical_reports r join medical_reports b on b.tenant_id = r.tenant_id and b.id in (r.replaces_id, r.addendum_of_id)
      where r.tenant_id = $1 and (r.document_id <> b.document_id or r.signed_at <= b.signed_at or (r.replaces_id = b.id and b.status <> 'superseded'))`);
    const [{ addenda }] = await query(
      `select count(*)::int as addenda from medical_reports where tenant_id = $1 and addendum_of_id is not null`,
    );
    expect(addenda).toBeGreaterThan(3);
  });

  test('are served as they were signed', async () => {
    const { items } = await get('/medical-reports?status=signed&limit=3');
    expect(items).toHaveLength(3);
    for (const { id, pdf } of items) {
      const answer = await platform.call('GET', `/v2/tenants/${LIVING}/medical-reports/${id}/pdf`, { token: manager });
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(pdf.sha256);
    }
  });

  test('one is obscured: its author alone sees it', async () => {
    const [{ id }] = await query(`select document_id::int as id from obscured_documents where tenant_id = $1`);
    const doctor = await platform.token({ email: DOCTOR });
    expect((await get(`/medical-reports/${id}`, doctor)).obscured.reason).toBe('patient_request');
    expect((await call('GET', `/v2/tenants/${LIVING}/medical-reports/${id}`, { token: manager })).status).toBe(404);
  });
});

describe('invoices', () => {
  test('have numbers without gaps, in the order of their days', async () => {
    const series = await query(`
      select issuer_id, section, year, max(number) as most, count(*)::int as count,
             array_agg(issue_date order by number) = array_agg(issue_date order by issue_date) as ordered
        from invoices where tenant_id = $1 and number is not null group by 1, 2, 3`);
    expect(series.length).toBeGreaterThanOrEqual(3);
    for (const { most, count, ordered } of series) expect([count, ordered]).toEqual([most, true]);
    await none(`select s.section from invoice_series s where s.tenant_id = $1 and (last_number, last_date) is distinct from (
      select (max(number), max(issue_date)) from invoices i where i.tenant_id = $1 and (i.issuer_id, i.section, i.year) = (s.issuer_id, s.section, s.year))`);
    expect(series.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(200);
  });

  test('charge patients their share of completed visits, and are paid as they say', async () => {
    await none(`select i.id from invoices i join appointments a on a.tenant_id = i.tenant_id and a.id = i.appointment_id
      where i.tenant_id = $1 and i.document_type <> 'TD04' and (a.status <> 'completed' or a.patient_id <> i.patient_id
        or a.episode_id is distinct from i.episode_id or i.issue_date <> a.starts_at::date
        or (i.details #>> '{document,lines,0,unitCents}')::int <> round((a.details #>> '{treatments,0,patientShare}')::numeric * 100))`);
    await none(`select i.id from invoices i where i.tenant_id = $1 and paid_cents <> coalesce((
      select sum(amount_cents) from invoice_payments p where p.tenant_id = $1 and p.invoice_id = i.id), 0)`);
    await none(`select p.id from invoice_payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      where p.tenant_id = $1 and ((p.method = 'cash') = p.traceable or p.paid_on < i.issue_date or p.paid_on > $2::timestamptz::date or i.issued_at > $2)`);
    await none(`select id from invoices where tenant_id = $1 and status <> 'draft' and status <> case
      when credited_cents = total_cents then 'credited' when paid_cents > 0 and paid_cents >= due_cents - credited_due_cents then 'paid'
      when credited_cents > 0 then 'partially_credited' when paid_cents > 0 then 'partially_paid' else 'issued' end`);
    const kinds = await query(`select distinct method from invoice_payments where tenant_id = $1`);
    expect(kinds.map(({ method }) => method)).toEqual(expect.arrayContaining(['cash', 'card', 'bank_transfer']));
    const statuses = await query(`select distinct status from invoices where tenant_id = $1`);
    expect(statuses.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['draft', 'issued', 'partially_paid', 'paid', 'credited']),
    );
  });

  test('bear stamp duty where it is due, and VAT where care is not exempt', async () => {
    const [counts] = await query(`
      select count(*) filter (where details #>> '{document,stamp,due}' = 'true')::int as stamped,
             count(*) filter (where (details #>> '{document,sums,taxCents}')::int > 0)::int as taxed,
             count(*) filter (where document_type = 'TD04')::int as notes, count(*) filter (where document_type = 'TD06')::int as fees
        from invoices where tenant_id = $1`);
    for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(0);
    await none(`select id from invoices where tenant_id = $1
      and (details #>> '{document,stamp,due}' = 'true') <> ((details #>> '{document,sums,notSubjectCents}')::int > 7747)`);
  });

  test('of companies and bodies go through SdI, and pass its controls', async () => {
    const [{ count }] = await query(
      `select count(*)::int from invoices where tenant_id = $1 and customer_kind <> 'person' and number is not null`,
    );
    const documents = await query(
      `select d.content from invoice_documents d where d.tenant_id = $1 and d.kind = 'fatturapa' order by d.invoice_id`,
    );
    expect(documents).toHaveLength(count);
    expect(count).toBeGreaterThan(5);
    for (const { content } of documents.slice(-3)) expect(await sdiProblems(content.toString())).toEqual([]);
  });
});

test('the API answers lists of all of it', async () => {
  for (const path of [
    `/appointments?from=${TODAY}&to=${TODAY}&limit=200`,
    '/appointments?sort=-start&limit=200',
    '/episodes?limit=200',
    '/medical-reports?limit=200',
    '/invoices?limit=200',
    '/treatments?limit=200',
    `/patients?limit=200`,
  ]) {
    const { items } = await get(path);
    expect(items.length, path).toBeGreaterThan(20);
  }
  const [{ id }] = (await get('/invoices?status=paid&limit=1')).items;
  expect((await get(`/invoices/${id}/sistema-ts`)).sendable).toBe(true);
  const { items } = await get(`/appointments?from=${TODAY}&to=${TODAY}&limit=200`);
  expect(new Set(items.map(({ status }: Body) => status)).size).toBeGreaterThanOrEqual(4);
});

test('a clinic that somebody opens for themselves has a few weeks of all of it', async () => {
  const tenantId = 'demo-of-a-visitor';
  await platform.database
    .forTenant({ tenantId, timeZone: 'Europe/Rome' })
    .transaction((tx) => createDemoClinic(tx, { id: tenantId, name: 'Studio di prova' }));
  const { rows } = await client.query(
    `select (select count(*)::int from patients where tenant_id = $1) as patients,
            (select count(*)::int from appointments where tenant_id = $1) as appointments,
            (select count(*)::int from episodes where tenant_id = $1) as episodes,
            (select count(*)::int from medical_report_pdfs where tenant_id = $1) as reports,
            (select count(*)::int from invoices where tenant_id = $1) as invoices`,
    [tenantId],
  );
  for (const [kind, count] of Object.entries(rows[0])) expect(count, kind).toBeGreaterThan(0);
});
