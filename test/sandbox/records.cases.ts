import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sdiProblems } from '../invoices/sdi-rules.ts';
import { DOCTOR } from './living.ts';
import type { LivingClinic } from './look.ts';

/** Episodes, medical reports and invoices of the living clinic, looked at by `living.database.test.ts`. */
export function recordCases({ answer, bytesOf, get, none, query }: LivingClinic): void {
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
        (await query(`select status, count(*)::int from medical_reports where tenant_id = $1 group by 1`)).map(
          (row) => [row.status, row.count],
        ),
      );
      expect(states.signed).toBeGreaterThan(150);
      for (const status of ['draft', 'superseded', 'entered_in_error'])
        expect(states[status], status).toBeGreaterThan(0);
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
        const bytes = await bytesOf(`/medical-reports/${id}/pdf`);
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(pdf.sha256);
      }
    });

    test('one is obscured: its author alone sees it', async () => {
      const [{ id }] = await query(`select document_id::int as id from obscured_documents where tenant_id = $1`);
      const seen = await answer(`/medical-reports/${id}`, DOCTOR);
      expect([seen.status, seen.body.obscured.reason]).toEqual([200, 'patient_request']);
      expect((await answer(`/medical-reports/${id}`)).status).toBe(404);
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
}
