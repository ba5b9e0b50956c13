import type { Bundle, Composition, EpisodeOfCare, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Episode } from '../../src/api/episodes/episodes.schema.ts';
import type { Invoice } from '../../src/api/invoices/invoices.schema.ts';
import type { MedicalReport } from '../../src/api/medical-reports/medical-reports.schema.ts';
import { readComposition } from '../../src/fhir/composition/composition.input.ts';
import { toComposition } from '../../src/fhir/composition/composition.mapper.ts';
import { readEpisodeOfCare } from '../../src/fhir/episode-of-care/episode-of-care.input.ts';
import { toEpisodeOfCare } from '../../src/fhir/episode-of-care/episode-of-care.mapper.ts';
import { readInvoice } from '../../src/fhir/invoice/invoice.input.ts';
import { toFhirInvoice } from '../../src/fhir/invoice/invoice.mapper.ts';
import { CLINIC, EMAILS, PNG, type ReportClinic, startReportClinic, type Who } from '../medical-reports/reports.ts';
import { fhirValidator } from './tools.ts';

const BASE = `${CLINIC}/fhir`;
const validate = fhirValidator();
let clinic: ReportClinic;
beforeAll(async () => {
  clinic = await startReportClinic();
});
afterAll(() => clinic.close());

async function fhir<Body = Resource>(
  who: Who,
  method: string,
  path: string,
  { body, headers }: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const token = await clinic.platform.token({ email: EMAILS[who] });
  const response = await clinic.platform.call(method, BASE + path, { token, body, ...(headers && { headers }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : undefined) as Body,
  };
}

const entriesOf = (bundle: Bundle) => (bundle.entry ?? []).map(({ resource }) => resource!);

/** Every item of a list at the other door. */
async function itemsOf<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let more = true; more; ) {
    const token = await clinic.platform.token({ email: EMAILS.manager });
    const response = await clinic.platform.call('GET', `${CLINIC}${path}limit=200&offset=${items.length}`, { token });
    const page = (await response.json()) as { items: Item[]; hasMore: boolean };
    items.push(...page.items);
    more = page.hasMore;
  }
  return items;
}

/** Only these members, without what is empty: absent and empty lists are the same. */
function pick(value: object, names: readonly string[]): object {
  const entries = Object.entries(value).filter(
    ([name, one]) => names.includes(name) && !(Array.isArray(one) && one.length === 0),
  );
  return Object.fromEntries(entries);
}

describe('what was made of an object is read back as it was:', () => {
  test('episodes', async () => {
    const episodes = await itemsOf<Episode>('/episodes?');
    expect(episodes.some(({ diagnoses }) => diagnoses.length > 0)).toBe(true);
    const names = [
      'patientId',
      'title',
      'start',
      'responsiblePractitionerId',
      'diagnoses',
      'referral',
      'payerCode',
      'authorisedSessions',
      'notes',
      'externalIds',
    ];
    for (const episode of episodes) {
      const { input, status, end } = readEpisodeOfCare(toEpisodeOfCare(episode), episode);
      expect(input).toEqual(pick(episode, names));
      expect([status, end]).toEqual([episode.status, episode.end]);
    }
  });

  test('reports', async () => {
    const reports = await itemsOf<MedicalReport>('/medical-reports?');
    expect(reports.length).toBeGreaterThan(5);
    const odd = { code: 'x', title: 'A < B', text: 'due  spazi\n& <b>righe</b>\r\nfine "\u00a0"\n\n' };
    const names = [
      'patientId',
      'appointmentId',
      'episodeId',
      'type',
      'sections',
      'diagnoses',
      'confidentiality',
      'externalIds',
    ];
    for (const { signature: _, pdf: __, deliveredAt: ___, ...report } of reports) {
      const draft: MedicalReport = {
        ...report,
        status: 'draft',
        addendumIds: [],
        sections: [...report.sections, odd],
        externalIds: [
          { system: 'his', value: '1' },
          { system: 'https://his.example', value: '2' },
        ],
        diagnoses: [
          { system: 'ICD-10', code: 'I10', text: 'Ipertensione' },
          { system: 'regionale 1', code: 'x', text: 'y' },
        ],
      };
      expect(readComposition(toComposition(draft), { isNew: true }).input).toEqual(pick(draft, names));
    }
  });

  test('invoices', async () => {
    const invoices = await itemsOf<Invoice>('/invoices?');
    expect(invoices.length).toBeGreaterThan(5);
    const names = [
      'issuerId',
      'documentType',
      'patientId',
      'appointmentId',
      'episodeId',
      'customer',
      'payer',
      'section',
      'issueDate',
      'serviceDate',
      'chargeStamp',
      'splitPayment',
      'tsOpposition',
      'purchaseOrder',
      'notes',
      'externalIds',
    ];
    for (const invoice of invoices) {
      const { formattedNumber: _, ...rest } = invoice;
      const { lines, ...input } = readInvoice(toFhirInvoice({ ...rest, status: 'draft' }));
      expect(input).toEqual(pick(invoice, names));
      const written = invoice.lines.map(({ lineNumber: _, amount: __, creditsLineNumber: ___, ...line }) => line);
      expect(lines).toEqual(written);
    }
  });
});

describe('an episode', () => {
  test('is begun with diagnoses, finished and taken up again by its status, and remembers what it was', async () => {
    const body: EpisodeOfCare = {
      resourceType: 'EpisodeOfCare',
      status: 'active',
      type: [{ text: 'Riabilitazione' }],
      patient: { reference: `Patient/${clinic.patientId}` },
      period: { start: '2026-01-10' },
      contained: [
        {
          resourceType: 'Condition',
          id: 'd1',
          subject: { reference: `Patient/${clinic.patientId}` },
          code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'M17.1' }], text: 'Gonartrosi' },
        },
      ],
      diagnosis: [{ condition: { reference: '#d1' } }],
    };
    const created = await fhir<EpisodeOfCare>('manager', 'POST', '/EpisodeOfCare', { body });
    expect(created.status, created.text).toBe(201);
    const { id } = created.body;
    const condition = created.body.diagnosis![0]!.condition.reference!;
    const read = await fhir('manager', 'GET', `/${condition}`);
    expect(read.body).toMatchObject({ resourceType: 'Condition', code: { text: 'Gonartrosi' } });
    expect(validate(read.body)).toEqual([]);

    const change = (changes: object, version: number) =>
      fhir<EpisodeOfCare>('manager', 'PUT', `/EpisodeOfCare/${id}`, {
        body: { ...created.body, ...changes },
        headers: { 'if-match': `W/"${version}"` },
      });
    const finished = await change({ status: 'finished', period: { start: '2026-01-10', end: '2026-02-01' } }, 1);
    expect(finished.status, finished.text).toBe(200);
    expect(finished.body).toMatchObject({ status: 'finished', period: { end: '2026-02-01' } });
    expect(finished.body.diagnosis).toEqual(created.body.diagnosis);
    expect((await change({ status: 'active' }, 1)).status).toBe(412);
    const again = await change({ status: 'active' }, Number(finished.body.meta!.versionId));
    expect(again.body.status, again.text).toBe('active');
    const refused = await change({ status: 'planned' }, Number(again.body.meta!.versionId));
    expect(refused.status).toBe(422);
    expect((await fhir<EpisodeOfCare>('manager', 'GET', `/EpisodeOfCare/${id}/_history/1`)).body).toEqual(created.body);
    const history = await fhir<Bundle>('manager', 'GET', `/${condition}/_history`);
    expect(entriesOf(history.body).at(-1)).toMatchObject({ meta: { versionId: '1' } });

    const found = async (question: string) =>
      entriesOf((await fhir<Bundle>('manager', 'GET', question)).body).map(({ resourceType }) => resourceType);
    const of = `patient=${clinic.patientId}`;
    expect(await found(`/EpisodeOfCare?${of}&status=active&date=ge2026-03-01`)).toEqual(['EpisodeOfCare']);
    expect(await found(`/EpisodeOfCare?${of}&date=lt2026-01-10`)).toEqual([]);
    expect(await found(`/EpisodeOfCare?${of}&_include=EpisodeOfCare:condition`)).toEqual([
      'EpisodeOfCare',
      'Condition',
    ]);
    expect(await found(`/Condition?${of}&code=http://hl7.org/fhir/sid/icd-10|M17.1`)).toEqual(['Condition']);
    expect(await found(`/Condition?episode-of-care=${id}&code=M17.2`)).toEqual([]);
  });

  test('refers to patients of this server, by absolute addresses, too, and to those of no other', async () => {
    const begin = (reference: string) =>
      fhir<EpisodeOfCare>('manager', 'POST', '/EpisodeOfCare', {
        body: {
          resourceType: 'EpisodeOfCare',
          status: 'active',
          type: [{ text: 'Prova' }],
          patient: { reference },
          period: { start: '2026-01-10' },
        },
      });
    const own = `Patient/${clinic.patientId}`;
    const base = `${clinic.platform.apiUrl}/v2/tenants/sandbox-clinic/fhir`;
    const here = await begin(`${base}/${own}`);
    expect(here.body.patient?.reference, here.text).toBe(own);
    for (const elsewhere of ['https://fhir.example.test', base.replace('sandbox-clinic', 'other-clinic')])
      expect((await begin(`${elsewhere}/${own}`)).status).toBe(422);
  });
});

describe('a report', () => {
  const draft = (): Composition => ({
    resourceType: 'Composition',
    status: 'preliminary',
    type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }] },
    subject: { reference: `Patient/${clinic.patientId}` },
    date: '2026-01-01',
    author: [{ display: 'whoever sends it' }],
    title: 'Visita',
    section: [
      {
        title: 'Esame',
        text: {
          status: 'generated',
          div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Bene.</p><p>Oggi &amp; ieri.</p></div>',
        },
      },
    ],
  });

  test('is drafted, changed, signed at the other door, added to, and handed out as a PDF', async () => {
    const { author: _, ...unsigned } = draft();
    const created = await fhir<Composition>('author', 'POST', '/Composition', { body: unsigned });
    expect(created.status, created.text).toBe(201);
    expect(validate(created.body)).toEqual([]);
    const { id } = created.body;
    const changed = await fhir<Composition>('author', 'PUT', `/Composition/${id}`, {
      body: { ...created.body, title: 'Visita di controllo' },
    });
    expect(changed.body.title, changed.text).toBe('Visita di controllo');
    const { body: ours } = await clinic.as('author', 'GET', `/medical-reports/${id}`);
    expect(ours.sections).toEqual([{ title: 'Esame', text: 'Bene.\nOggi & ieri.' }]);
    expect((await fhir('author', 'GET', `/DocumentReference/${id}`)).status).toBe(404);
    await clinic.upload('author', `/medical-reports/${id}/attachments`, PNG, 'foto.png');
    const signed = await clinic.sign({ id: ours.id, version: ours.version + 1 });
    expect(signed.status, signed.text).toBe(200);

    const final = await fhir<Composition>('other', 'GET', `/Composition/${id}`);
    expect(final.body).toMatchObject({ status: 'final', attester: [{ mode: 'legal' }] });
    const closed = await fhir<OperationOutcome>('author', 'PUT', `/Composition/${id}`, { body: final.body });
    expect([closed.status, closed.body.issue[0]!.code]).toEqual([409, 'business-rule']);
    const sequel = {
      ...unsigned,
      relatesTo: [{ code: 'appends', targetReference: { reference: `Composition/${id}` } }],
    };
    const addendum = await fhir<Composition>('author', 'POST', '/Composition', { body: sequel });
    expect(addendum.status, addendum.text).toBe(201);
    await clinic.sign({ id: Number(addendum.body.id), version: 1 });
    expect((await fhir<Composition>('other', 'GET', `/Composition/${id}`)).body.status).toBe('amended');
    const amended = await fhir<Bundle>('other', 'GET', `/Composition?patient=${clinic.patientId}&status=amended`);
    expect(entriesOf(amended.body).map((one) => one.id)).toEqual([id]);

    const { body: document } = await fhir<import('@medplum/fhirtypes').DocumentReference>(
      'other',
      'GET',
      `/DocumentReference/${id}`,
    );
    expect(validate(document)).toEqual([]);
    const [pdf, image] = document.content.map(({ attachment }) => attachment);
    expect([pdf!.contentType, image!.contentType]).toEqual(['application/pdf', 'image/png']);
    const raw = await fhir('other', 'GET', `/${pdf!.url}`, { headers: { accept: 'application/pdf' } });
    expect([raw.status, raw.headers.get('content-type'), raw.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const asJson = await fhir<import('@medplum/fhirtypes').Binary>('other', 'GET', `/${image!.url}`, {
      headers: { accept: 'application/fhir+json' },
    });
    expect(validate(asJson.body)).toEqual([]);
    expect(Buffer.from(asJson.body.data!, 'base64').length).toBe(image!.size);
  });

  test('is refused with what cannot be kept: formatted text, another author, a status of its own', async () => {
    const [section] = draft().section!;
    const { author: _, ...body } = draft();
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><b>x</b></div>';
    const bold = { ...body, section: [{ ...section, text: { status: 'generated', div } }] };
    const places = async (sent: object) => {
      const { status, body: outcome } = await fhir<OperationOutcome>('author', 'POST', '/Composition', { body: sent });
      return [status, ...(outcome.issue ?? []).map(({ expression }) => expression?.[0])];
    };
    expect(await places(bold)).toEqual([422, 'Composition.section[0].text.div']);
    expect(await places({ ...body, status: 'final' })).toEqual([422, 'Composition.status']);
    const { body: practitioners } = await clinic.as('other', 'GET', '/practitioners?limit=200');
    const other = practitioners.items.find(({ userId }: { userId?: string }) => userId === 'sandbox-integrator');
    expect(await places({ ...body, author: [{ reference: `Practitioner/${other.id}` }] })).toEqual([
      422,
      'Composition.author',
    ]);
  });
});

test('what is obscured leaves no trace', async () => {
  const questions = [
    `/Composition?patient=${clinic.patientId}&_total=accurate`,
    `/Composition?_total=accurate&_sort=-date&_count=5`,
    `/DocumentReference?patient=${clinic.patientId}&_total=accurate`,
    `/Patient?_id=${clinic.patientId}&_revinclude=Composition:patient&_revinclude=DocumentReference:patient`,
    `/Patient/${clinic.patientId}/$everything`,
    `/EpisodeOfCare?patient=${clinic.patientId}&_revinclude=Composition:episode-of-care`,
  ];
  const observe = async (who: Who) => {
    const answers: string[] = [];
    for (const question of questions) answers.push((await fhir(who, 'GET', question)).text);
    return answers;
  };
  const before = await observe('other');
  expect(before.filter((text) => !text.includes('"searchset"'))).toEqual([]);
  const never = await clinic.signed({ obscuredFor: 'by_law' });
  const later = await clinic.draft();
  await clinic.upload('author', `/medical-reports/${later.id}/attachments`, PNG, 'foto.png');
  const seen = await fhir<Composition>('other', 'GET', `/Composition/${later.id}`);
  await clinic.as('author', 'POST', `/medical-reports/${later.id}/obscure`, { reason: 'patient_request' });
  expect(await observe('other')).toEqual(before);
  expect(await observe('author')).not.toEqual(before);
  const mine = await fhir<Composition>('author', 'GET', `/Composition/${never.id}`);
  expect(mine.body.status).toBe('final');

  for (const { id } of [never, later]) {
    const paths = [
      `Composition/${id}`,
      `Composition/${id}/_history`,
      `Composition/${id}/_history/1`,
      `DocumentReference/${id}`,
      `Binary/report-${id}`,
      `Binary/attachment-${id}-1`,
    ];
    for (const path of paths) {
      const refused = await fhir('other', 'GET', `/${path}`);
      const missing = await fhir('other', 'GET', `/${path.replace(`${id}`, '987654321')}`);
      expect([refused.status, refused.text], path).toEqual([404, missing.text]);
    }
  }
  const put = (id: number) => fhir('other', 'PUT', `/Composition/${id}`, { body: { ...seen.body, id: String(id) } });
  expect((await put(later.id)).text).toBe((await put(987_654_321)).text);
  expect((await fhir('author', 'GET', `/Composition/${later.id}/_history/1`)).status).toBe(200);
});

describe('an invoice', () => {
  test('is drafted and changed, with totals, stamp duty and taxes worked out', async () => {
    const [issuer] = await itemsOf<{ id: number }>('/issuers?');
    const body = {
      resourceType: 'Invoice',
      status: 'draft',
      subject: { reference: `Patient/${clinic.patientId}` },
      issuer: { reference: `Organization/issuer-${issuer!.id}` },
      lineItem: [
        {
          chargeItemCodeableConcept: { text: 'Visita' },
          priceComponent: [
            { type: 'base', amount: { value: 120, currency: 'EUR' } },
            {
              type: 'tax',
              factor: 0,
              code: { coding: [{ system: 'https://corsia.dev/fhir/CodeSystem/vat-nature', code: 'N4' }] },
            },
          ],
        },
      ],
    };
    const created = await fhir<import('@medplum/fhirtypes').Invoice>('manager', 'POST', '/Invoice', { body });
    expect(created.status, created.text).toBe(201);
    expect(validate(created.body)).toEqual([]);
    const { body: ours } = await clinic.as('manager', 'GET', `/invoices/${created.body.id}`);
    expect([created.body.totalGross!.value, ours.totals.total]).toEqual([ours.totals.total, 122]);
    expect(created.body.totalPriceComponent!.map(({ code }) => code?.coding?.[0]?.code)).toContain('stamp-duty');
    const changed = await fhir<import('@medplum/fhirtypes').Invoice>('manager', 'PUT', `/Invoice/${created.body.id}`, {
      body: { ...created.body, note: [{ text: 'Saldo' }] },
    });
    expect(changed.body.note, changed.text).toEqual([{ text: 'Saldo' }]);
    expect(changed.body.totalGross).toEqual(created.body.totalGross);
    const refused = await fhir<OperationOutcome>('manager', 'POST', '/Invoice', {
      body: { ...body, cancelledReason: 'x' },
    });
    expect(refused.body.issue[0]!.expression).toEqual(['Invoice.cancelledReason']);
    const found = await fhir<Bundle>(
      'manager',
      'GET',
      `/Invoice?patient=${clinic.patientId}&status=draft&_include=Invoice:patient`,
    );
    expect(entriesOf(found.body).map(({ resourceType }) => resourceType)).toEqual(['Invoice', 'Patient']);
    const dated = await fhir<Bundle>('manager', 'GET', '/Invoice?_sort=-date&_count=200');
    const dates = entriesOf(dated.body).map((one) => (one as { date?: string }).date ?? '9999');
    expect(dates).toEqual([...dates].sort().reverse());
  });
});
