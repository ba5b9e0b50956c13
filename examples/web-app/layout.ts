import { type Html, html } from './html.ts';
import type { Session } from './sessions.ts';

/** What people read of each permission. */
export const PERMISSIONS: Record<string, string> = {
  'giponext.patients': 'Patients: search them, and book for them',
  'giponext.agenda': 'Agenda: see and book appointments',
  'giponext.treatments': 'Treatments: what can be booked',
};

export function layout(title: string, body: Html, { data }: Session): Html {
  const { person } = data;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Front desk</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header>
<a href="/"><strong>Front desk</strong></a>
${
  person &&
  html`<nav aria-label="Main"><a href="/patients">Patients</a> <a href="/appointments">Appointments</a></nav>
<p>${person.name}, ${person.clinic}</p>
${form(data, '/sign-out', html`<button>Sign out</button>`)}`
}
</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
}

/** A form that changes something: it carries the session's token. */
export function form({ csrfToken }: Session['data'], action: string, content: Html): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrfToken}">${content}</form>`;
}

/** Links to the pages before and after, which keep the rest of the query. */
export function paging(path: string, query: Record<string, string>, page: number, hasMore: boolean): Html {
  const to = (number: number) => `${path}?${new URLSearchParams({ ...query, page: String(number) })}`;
  return html`<nav class="pages" aria-label="Pages">
${page > 1 ? html`<a href="${to(page - 1)}">Previous page</a>` : undefined}
${hasMore ? html`<a href="${to(page + 1)}">Next page</a>` : undefined}
</nav>`;
}

export const PAGE = 20;

/** The page that is asked for, from 1 on. */
export function pageOf({ page }: Record<string, string>): number {
  return Math.min(Math.max(1, Math.trunc(Number(page)) || 1), 1000);
}
