import { type Html, html } from '../../../platform/html.ts';
import { formatInstant } from '../../../platform/i18n.ts';
import { barChart } from '../components/bar-chart.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { searchForm } from '../components/search-form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';

interface UsageDay {
  /** YYYY-MM-DD. */
  day: string;
  requests: number;
  errors: number;
  throttled: number;
  people: number;
}

export type UsagePage = { context: PageContext; application: ApplicationHead; days: readonly UsageDay[] };

/** How much an application is used. */
export function usagePage({ context, application, days }: UsagePage): Html {
  const { language } = context;
  const { usage } = messages[language];
  const format = new Intl.NumberFormat(language);
  const number = (value: number) => format.format(value);
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'it-IT', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const chart = (
    title: string,
    tone: 'accent' | 'danger' | 'warning',
    of: (day: UsageDay) => number,
    people = false,
  ) => {
    const values = days.map(of);
    const sum = values.reduce((a, b) => a + b, 0);
    return barChart({
      title,
      tone,
      total: people ? usage.atMost(number(Math.max(0, ...values))) : number(sum),
      bars: days.map((day) => ({ label: date.format(new Date(`${day.day}T00:00:00Z`)), value: of(day) })),
      columns: [usage.day, usage.count],
      number,
    });
  };
  return applicationFrame({
    context,
    application,
    current: 'usage',
    body: html`
<p class="soft">${usage.lead}</p>
<div class="charts">
${chart(usage.requests, 'accent', ({ requests }) => requests)}
${chart(usage.people, 'accent', ({ people }) => people, true)}
${chart(usage.errors, 'danger', ({ errors }) => errors)}
${chart(usage.throttled, 'warning', ({ throttled }) => throttled)}
</div>`,
  });
}

interface LoggedRequest {
  at: string;
  method: string;
  route: string;
  status: number;
  requestId: string;
  /** Milliseconds. */
  duration: number;
}

export type RequestLogPage = {
  context: PageContext;
  timeZone: string | null;
  application: ApplicationHead;
  list: ListView;
  requests: readonly LoggedRequest[];
  more: boolean;
};

/** The last requests, to find one that went wrong. */
export function requestLogPage({ context, timeZone, application, list, requests, more }: RequestLogPage): Html {
  const { language } = context;
  const { log } = messages[language];
  const milliseconds = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: 1,
  });
  return applicationFrame({
    context,
    application,
    current: 'requests',
    body: html`
<p class="soft">${log.lead}</p>
${searchForm(context, list, log.search, [
  {
    name: 'status',
    label: log.status,
    options: [['', log.all], ...Object.entries(log.classes)],
  },
  {
    name: 'method',
    label: log.method,
    options: [['', log.all], ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, method] as const)],
  },
])}
${dataTable({
  context,
  caption: log.title,
  list,
  rows: requests,
  more,
  empty: { title: log.none, text: log.noneNext },
  columns: [
    {
      label: log.time,
      cell: ({ at }) =>
        html`<time datetime="${at}">${formatInstant(at, language, timeZone)}:${at.slice(17, 19)}</time>`,
    },
    { label: log.request, cell: ({ method, route }) => html`<code>${method} ${route}</code>` },
    {
      label: log.status,
      cell: ({ status }) => html`<span class="status-${Math.floor(status / 100)}">${status}</span>`,
    },
    { label: log.duration, cell: ({ duration }) => html`<span class="nowrap">${milliseconds.format(duration)}</span>` },
    { label: log.requestId, cell: ({ requestId }) => html`<code>${requestId}</code>` },
  ],
})}`,
  });
}
