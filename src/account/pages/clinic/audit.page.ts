import { type Html, html } from '../../../platform/html.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { dateField, textField } from '../components/field.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

const HERE = '/clinic/audit';
/** Of one event; a list shows many patients at once. */
const MOST_PATIENTS = 5;

export type AuditPage = {
  context: PageContext;
  timeZone: string | null;
  list: ListView;
  events: readonly {
    at: string;
    person: string;
    application: string;
    action: string;
    outcome: string;
    patients: readonly number[];
  }[];
  more: boolean;
  mostExported: number;
};

/** What was seen and changed in the clinic. */
export function auditPage({ context, timeZone, list, events, more, mostExported }: AuditPage): Html {
  const { clinicAudit: text } = messages[context.language];
  const { filters } = list;
  const field = (name: string, label: string, hint?: string) =>
    textField({ name, label, autocomplete: 'off', value: filters[name] ?? '', optional: true, ...(hint && { hint }) });
  const day = (name: string, label: string) =>
    dateField({ name, label, autocomplete: 'off', value: filters[name] ?? '', optional: true });
  const number = new Intl.NumberFormat(context.language);
  return portalPage(context, {
    title: text.title,
    current: 'clinicAudit',
    lead: text.lead,
    body: html`
<form method="get" action="${HERE}" role="search" class="filters">
${field('patient', text.patient)}
${field('person', text.person)}
${field('application', text.application)}
${field('action', text.action, text.actionHint)}
${day('from', text.from)}
${day('to', text.to)}
<div class="actions">
<button type="submit" class="button button-secondary">${text.show}</button>
<button type="submit" class="button button-secondary" formaction="${HERE}/export">${text.export}</button>
</div>
<p class="soft">${text.exportHint(number.format(mostExported))}</p>
</form>
${dataTable({
  context,
  caption: text.title,
  list,
  rows: events,
  more,
  empty: { title: text.none, text: text.noneNext },
  columns: [
    { label: text.when, cell: ({ at }) => moment(context, at, timeZone) },
    { label: text.who, cell: ({ person }) => person },
    { label: text.application, cell: ({ application }) => application },
    {
      label: text.what,
      cell: ({ action, outcome }) =>
        html`<code>${action}</code>${outcome !== 'success' && html`<span class="soft">${outcome}</span>`}`,
    },
    {
      label: text.patients,
      cell: ({ patients }) =>
        html`${patients.slice(0, MOST_PATIENTS).join(', ')}${patients.length > MOST_PATIENTS && html`<span class="soft">${text.more(patients.length - MOST_PATIENTS)}</span>`}`,
    },
  ],
})}`,
  });
}
