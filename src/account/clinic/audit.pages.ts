import { pageOf, splitPage } from '../console/list-view.ts';
import type { PageCall, PageRoute } from '../console/page-route.ts';
import { auditPage } from '../pages/clinic/audit.page.ts';
import { type AuditFilter, type AuditRow, listAudit, recentDays } from './audit.queries.ts';
import { toCsv } from './csv.ts';
import { readDay } from './day.ts';
import { clinicDatabase, noteByManager } from './people.service.ts';

const HERE = '/clinic/audit';
const MOST_EXPORTED = 20_000;
const MOST_PAGES = 400;
const LONGEST = 100;

const databaseOf = (call: PageCall) => clinicDatabase(call, 'audit.read');

/** What the address asks for; without days the last 30. */
async function readFilter(call: PageCall): Promise<AuditFilter> {
  const { query } = call;
  const text = (name: string) => (query[name] ?? '').trim().slice(0, LONGEST);
  const { today, month_ago } = await recentDays(databaseOf(call));
  const patient = /^\d{1,15}$/.test(text('patient')) ? Number(text('patient')) : undefined;
  return {
    patient,
    person: text('person'),
    application: text('application'),
    action: text('action'),
    from: readDay(text('from')) ?? month_ago,
    to: readDay(text('to')) ?? today,
  };
}

const wordsOf = ({ patient, ...filter }: AuditFilter): Record<string, string> => ({
  patient: patient === undefined ? '' : String(patient),
  ...filter,
});

/** The same in every language, for programs that read them. */
const COLUMNS = ['time', 'person', 'email', 'application', 'action', 'outcome', 'patients', 'address', 'request'];

const csvRow = (row: AuditRow): string[] => [
  row.at,
  row.user_name ?? '',
  row.email ?? '',
  row.client_name ?? row.client_id ?? '',
  row.action,
  row.outcome,
  (row.patient_ids ?? []).join(' '),
  row.address ?? '',
  row.request_id ?? '',
];

/** Who saw or changed which patient through which application. */
export const auditPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'manager',
    async show(call) {
      const { user, context, query } = call;
      const filter = await readFilter(call);
      const asked = Number(query.page ?? 1);
      const page = Number.isInteger(asked) && asked >= 1 && asked <= MOST_PAGES ? asked : 1;
      const list = { path: HERE, q: '', sort: '', page, filters: wordsOf(filter) };
      const { rows, more } = splitPage(await listAudit(databaseOf(call), user.tenant_id!, filter, pageOf(list)));
      return auditPage({
        context,
        timeZone: user.time_zone,
        list,
        more,
        mostExported: MOST_EXPORTED,
        events: rows.map((row) => ({
          at: row.at,
          person: row.user_name ?? '',
          application: row.client_name ?? row.client_id ?? '',
          action: row.action,
          outcome: row.outcome,
          patients: row.patient_ids ?? [],
        })),
      });
    },
  },
  {
    path: `${HERE}/export`,
    requires: 'manager',
    async show(call) {
      const { services, user } = call;
      const filter = await readFilter(call);
      const rows = await listAudit(databaseOf(call), user.tenant_id!, filter, [MOST_EXPORTED, 0]);
      await services.database.transaction((tx) =>
        noteByManager(tx, call, 'audit.exported', { detail: { ...wordsOf(filter), events: String(rows.length) } }),
      );
      const csv = toCsv([COLUMNS, ...rows.map(csvRow)]);
      return {
        send: (reply) =>
          reply
            .header('cache-control', 'no-store')
            .header('x-content-type-options', 'nosniff')
            .header('content-disposition', `attachment; filename="audit-${filter.from}-${filter.to}.csv"`)
            .type('text/csv; charset=utf-8')
            .send(csv),
      };
    },
  },
];
