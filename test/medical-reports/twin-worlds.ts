import { statement } from '../../src/platform/database/index.ts';
import { type Body, CONTENT, PNG, type ReportClinic, startReportClinic } from './reports.ts';

/** One thing that happens to one document. */
export interface Step {
  document: number;
  what:
    | 'edit'
    | 'sign'
    | 'addendum'
    | 'replacement'
    | 'error'
    | 'attach'
    | 'list'
    | 'otherReads'
    | 'otherEdits'
    | 'veil';
}

/** `open`: never obscured. `never`: obscured from its first moment. `later`: seen at first, obscured in the end. */
export type Fate = 'open' | 'never' | 'later';

/** A clinic where some documents of two patients are written, or where they never are. */
export interface World {
  clinic: ReportClinic;
  begin(): Promise<void>;
  write(document: number, fate: Fate): Promise<void>;
  /** @returns the status of the answer */
  take(step: Step): Promise<number>;
  obscure(document: number): Promise<void>;
  /** Everything that the other practitioner can find out, with ids and times put aside. */
  observe(): Promise<object>;
}

const OBSERVER = {
  tenantId: 'sandbox-clinic',
  timeZone: 'UTC',
  actor: { userId: 'sandbox-integrator', clientId: 'test', requestId: 'test', address: 'test', action: 'test' },
};
const feed = statement<{ resource_id: number; op: string; version: number }>(
  'test_report_feed',
  `select resource_id, op, version from change_log where resource = 'medical_reports' and seq > $1 order by xid, seq`,
);
const audit = statement<{ action: string; outcome: string; user_id: string; patient_ids: number[] | null }>(
  'test_report_audit',
  `select action, outcome, user_id, patient_ids from audit_events
    where id > $1 and user_id <> 'sandbox-integrator' and action like 'medicalReports.%'`,
);

export async function startWorld(): Promise<World> {
  const clinic = await startReportClinic();
  const documents = new Map<number, number>();
  let patients: number[] = [];
  let marks = { seq: 0, id: 0 };
  const path = (document: number, below = '') => `/medical-reports/${documents.get(document)}${below}`;
  const reportsOf = async (document: number): Promise<number[]> => {
    const rows = await clinic.sql('select id::int from medical_reports where document_id = $1 order by id', [
      documents.get(document),
    ]);
    return rows.map(({ id }) => id);
  };
  /** The newest report of a document. */
  const current = async (document: number): Promise<Body> => {
    const id = (await reportsOf(document)).at(-1);
    return (await clinic.as('author', 'GET', `/medical-reports/${id}`)).body;
  };
  const post = async (report: Body, verb: string, body: object) =>
    (await clinic.as('author', 'POST', `/medical-reports/${report.id}${verb}`, body)).status;

  const actions: Record<Step['what'], (document: number) => Promise<number>> = {
    edit: async (document) => {
      const { id } = await current(document);
      return (await clinic.as('author', 'PATCH', `/medical-reports/${id}`, { confidentiality: 'R' })).status;
    },
    sign: async (document) => (await clinic.sign(await current(document))).status,
    addendum: async (document) => post(await current(document), '/addenda', { sections: CONTENT.sections }),
    replacement: async (document) => post(await current(document), '/replacement', { sections: CONTENT.sections }),
    error: async (document) => post(await current(document), '/entered-in-error', { reason: 'Errore' }),
    attach: async (document) => {
      const { id } = await current(document);
      return (await clinic.upload('author', `/medical-reports/${id}/attachments`, PNG, 'foto.png')).status;
    },
    // The author's lists show more than those of others, and are audited.
    list: async (document) => {
      const listed = await clinic.as('author', 'GET', `/medical-reports?patientId=${patients[document % 2]}`);
      return listed.status;
    },
    otherReads: async (document) => (await clinic.as('other', 'GET', path(document))).status,
    otherEdits: async (document) =>
      (await clinic.as('other', 'PATCH', path(document), { confidentiality: 'V' })).status,
    veil: async (document) => {
      const report = await current(document);
      return (await post(report, '/obscure', { reason: 'by_law' })) + (await post(report, '/unobscure', {}));
    },
  };

  return {
    clinic,
    async begin() {
      documents.clear();
      patients = [];
      for (const lastName of ['Uno', 'Due'])
        patients.push((await clinic.as('author', 'POST', '/patients', { firstName: 'Prova', lastName })).body.id);
      const [mark] = await clinic.sql(
        `select (select max(seq) from change_log)::int as seq, (select max(id) from audit_events)::int as id`,
      );
      marks = mark;
    },
    async write(document, fate) {
      const patientId = patients[document % 2];
      const report = await clinic.draft({ patientId, ...(fate === 'never' && { obscuredFor: 'by_law' }) });
      documents.set(document, report.id);
    },
    take: ({ what, document }) => actions[what](document),
    async obscure(document) {
      const status = await post({ id: documents.get(document) }, '/obscure', { reason: 'patient_request' });
      if (status !== 200) throw new Error(`obscuring: ${status}`);
    },
    async observe() {
      const items: Body[] = [];
      const pages: Body[] = [];
      for (const patientId of patients)
        for (let offset = 0, more = true; more; offset += 1) {
          const { body } = await clinic.as(
            'other',
            'GET',
            `/medical-reports?patientId=${patientId}&offset=${offset}&limit=1&includeTotal=true&status=draft,signed,superseded,entered_in_error`,
          );
          items.push(...body.items);
          pages.push({ hasMore: body.hasMore, total: body.total });
          more = body.hasMore;
        }
      const db = clinic.platform.database.forTenant(OBSERVER);
      const changes = await db.query(feed, [marks.seq]);
      // What came and went looks like a draft that its author deleted.
      const gone = new Set(changes.filter(({ op }) => op === 'deleted').map(({ resource_id }) => resource_id));
      const known = changes.filter(({ resource_id }) => !gone.has(resource_id));
      const events = await db.query(audit, [marks.id]);
      const ids = [...items.map(({ id }) => id), ...known.map(({ resource_id }) => resource_id)];
      const ranks = new Map([...new Set(ids)].sort((a, b) => a - b).map((id, rank) => [id, `report ${rank}`]));
      return {
        pages,
        items: items.map((item) => withoutChance(item, ranks, patients)),
        changes: known.map((change) => ({ ...change, resource_id: ranks.get(change.resource_id) })),
        events: events
          .map((event) =>
            JSON.stringify({ ...event, patient_ids: event.patient_ids?.map((id) => patients.indexOf(id)) }),
          )
          .sort(),
      };
    },
  };
}

/** A report without what differs from run to run. */
function withoutChance(report: Body, ranks: Map<number, string>, patients: number[]): object {
  const { createdAt: _, updatedAt: __, pdf, signature, attachments, enteredInError, ...rest } = report;
  const rank = (id: number | undefined) => id && (ranks.get(id) ?? `unknown ${id}`);
  return {
    ...rest,
    id: rank(report.id),
    documentId: rank(report.documentId),
    addendumOfId: rank(report.addendumOfId),
    replacesId: rank(report.replacesId),
    replacedById: rank(report.replacedById),
    addendumIds: report.addendumIds.map(rank),
    patientId: patients.indexOf(report.patientId),
    hasPdf: pdf !== undefined,
    signed: signature?.signerId,
    error: enteredInError?.reason,
    attachments: attachments.map(({ name, bytes }: Body) => ({ name, bytes })),
  };
}
