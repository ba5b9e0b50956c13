import { type Html, html } from '../../../platform/html.ts';
import { badge } from '../components/badge.ts';
import { submitButton } from '../components/button.ts';
import { dataTable } from '../components/data-table.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

interface InvitationView {
  id: string;
  email: string;
  /** As the reader calls it. */
  role: string;
  purpose: string;
  sentAt: string;
  until: string | null;
  /** Whether the link is too old. */
  expired: boolean;
}

export interface Invitations {
  invitations: readonly InvitationView[];
  /** The form that takes one back. */
  withdraw(id: string): FormTarget;
}

/** Those who were invited and have no account yet; nothing when there are none. */
export function openInvitations(
  context: PageContext,
  timeZone: string | null,
  { invitations, withdraw }: Invitations,
): Html | false {
  if (invitations.length === 0) return false;
  const { invitationList: text, clinicUsers } = messages[context.language];
  // Those whose access ends are integrators all.
  const someEnd = invitations.some(({ until }) => until !== null);
  return html`
<h2>${text.title}</h2>
${dataTable({
  context,
  caption: text.title,
  list: { path: '', q: '', sort: '', page: 1, filters: {} },
  rows: invitations,
  more: false,
  empty: { title: text.title, text: '' },
  columns: [
    {
      label: text.email,
      cell: ({ email, purpose, expired }) =>
        html`<span class="anywhere">${email}</span> ${expired && html`<span class="nowrap">${badge(text.expired, 'warning')}</span>`}${purpose && html`<span class="soft">${purpose}</span>`}`,
    },
    someEnd
      ? {
          label: clinicUsers.until,
          cell: ({ until }) => until !== null && moment(context, until, timeZone),
        }
      : { label: text.role, cell: ({ role }) => role },
    { label: text.sent, cell: ({ sentAt }) => moment(context, sentAt, timeZone) },
    {
      label: text.withdraw,
      controls: true,
      cell: ({ id, email }) =>
        form(
          context,
          withdraw(id),
          submitButton({
            label: html`${text.withdraw}<span class="visually-hidden"> ${email}</span>`,
            kind: 'secondary',
          }),
        ),
    },
  ],
})}`;
}
