import { html } from './html.ts';
import { PAGE, pageOf, paging } from './layout.ts';
import type { Route } from './visit.ts';

export const patientRoutes: Route[] = [
  {
    method: 'GET',
    url: '/patients',
    async handler({ corsia, query }) {
      await corsia.requireScopes('giponext.patients');
      const { q = '' } = query;
      const page = pageOf(query);
      const { items, hasMore } = await corsia.patients.list({
        query: { limit: PAGE, offset: (page - 1) * PAGE, sort: 'lastName', archived: false, ...(q && { q }) },
      });
      const rows = items.map(
        ({ id, lastName, firstName, birthDate }) =>
          html`<tr><td>${lastName} ${firstName}</td><td class="short">${birthDate}</td><td><a href="/patients/${id}/book">Book</a></td></tr>`,
      );
      const body = html`
<form method="get" action="/patients">
<label for="q">Name</label> <input id="q" name="q" type="search" value="${q}" maxlength="100"> <button>Search</button>
</form>
${
  rows.length > 0
    ? html`<table><thead><tr><th>Name</th><th>Born</th><th>Book</th></tr></thead><tbody>${rows}</tbody></table>`
    : html`<p>Nobody is called so.</p>`
}
${paging('/patients', q ? { q } : {}, page, hasMore)}`;
      return { title: 'Patients', body };
    },
  },
];
