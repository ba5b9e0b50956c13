import type { Appointment } from '@corsia/client';
import { html } from './html.ts';
import { PAGE, pageOf, paging } from './layout.ts';
import type { Route } from './visit.ts';

export const appointmentRoutes: Route[] = [
  {
    method: 'GET',
    url: '/appointments',
    async handler({ corsia, query }) {
      await corsia.requireScopes('giponext.agenda', 'giponext.patients');
      const page = pageOf(query);
      const { items, hasMore } = await corsia.appointments.list({
        query: {
          from: new Date().toISOString(),
          status: 'pending,booked,confirmed',
          sort: 'start',
          expand: 'patient,practitioner',
          limit: PAGE,
          offset: (page - 1) * PAGE,
        },
      });
      const booked = Number(query.booked);
      const body = html`
${booked ? html`<p role="status">The appointment is booked. Its number is ${booked}.</p>` : undefined}
${items.length > 0 ? table(items) : html`<p>There are none.</p>`}
${paging('/appointments', {}, page, hasMore)}`;
      return { title: 'Coming appointments', body };
    },
  },
];

function table(items: Appointment[]) {
  const rows = items.map(
    ({ start, status, patient, practitioner }) => html`<tr>
<td>${dayOf(start)}, ${timeOf(start)}</td>
<td>${patient && `${patient.lastName} ${patient.firstName}`}</td>
<td>${practitioner && `${practitioner.title ?? ''} ${practitioner.lastName}`}</td>
<td>${status}</td>
</tr>`,
  );
  return html`<table>
<thead><tr><th>When</th><th>Patient</th><th>With</th><th>State</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

/** Instants come on the clinic's clock, and are shown so, wherever this program and the browser are. */
export function dayOf(instant: string): string {
  const day = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  return day.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
}

export function timeOf(instant: string): string {
  return instant.slice(11, 16);
}
