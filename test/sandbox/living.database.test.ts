import { describe, expect, test } from 'vitest';
import { createDemoClinic } from '../../src/sandbox/index.ts';
import { TODAY } from './living.ts';
import { livingClinic } from './look.ts';
import { recordCases } from './records.cases.ts';
import { visitCases } from './visits.cases.ts';

const clinic = livingClinic();
const { get, none, query } = clinic;

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

visitCases(clinic);

recordCases(clinic);

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
  expect(new Set(items.map(({ status }: { status: string }) => status)).size).toBeGreaterThanOrEqual(4);
});

test('a clinic that somebody opens for themselves has a few weeks of all of it', async () => {
  const tenantId = 'demo-of-a-visitor';
  await clinic.platform.database
    .forTenant({ tenantId, timeZone: 'Europe/Rome' })
    .transaction((tx) => createDemoClinic(tx, { id: tenantId, name: 'Studio di prova' }));
  const [counts] = await query(
    `select (select count(*)::int from patients where tenant_id = $1) as patients,
            (select count(*)::int from appointments where tenant_id = $1) as appointments,
            (select count(*)::int from episodes where tenant_id = $1) as episodes,
            (select count(*)::int from medical_report_pdfs where tenant_id = $1) as reports,
            (select count(*)::int from invoices where tenant_id = $1) as invoices`,
    tenantId,
  );
  for (const [kind, count] of Object.entries(counts)) expect(count, kind).toBeGreaterThan(0);
});
