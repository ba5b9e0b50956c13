import { type Html, html } from '../../platform/html.ts';
import { formatInstant } from '../../platform/i18n.ts';
import { applicationMark } from './components/application-mark.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { emptyState } from './components/empty-state.ts';
import { type FormTarget, form } from './components/form.ts';
import { portalPage } from './components/portal.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';
import { type GrantableScope, scopeText } from './scopes.ts';

type ConnectedApplication = {
  id: string;
  name: string;
  scopes: readonly GrantableScope[];
  /** Instants, RFC 3339. */
  since: string;
  lastUse: string | null;
};

export type ApplicationsPage = {
  context: PageContext;
  timeZone: string | null;
  applications: readonly ConnectedApplication[];
  /** The name of the application that was just disconnected. */
  disconnected?: string | undefined;
};

export function applicationsPage({ context, timeZone, applications: connected, disconnected }: ApplicationsPage): Html {
  const text = messages[context.language];
  const { applications } = text;
  const time = (instant: string) => formatInstant(instant, context.language, timeZone);
  return portalPage(context, {
    title: applications.title,
    current: 'applications',
    lead: applications.lead,
    done: disconnected === undefined ? undefined : applications.disconnected(disconnected),
    body:
      connected.length === 0
        ? emptyState(applications.none, applications.noneNext)
        : html`<ul class="rows card">${connected.map(
            ({ id, name, scopes, since, lastUse }) => html`
<li>
${applicationMark({ name })}
<div class="row-text">
<h2>${name}</h2>
<dl class="details">
<dt>${applications.may}</dt><dd>${scopes
              .filter((scope) => scope !== 'offline_access')
              .map((scope) => scopeText(scope, text).name)
              .join(' · ')}</dd>
<dt>${applications.since}</dt><dd>${time(since)}</dd>
<dt>${applications.lastUse}</dt><dd>${lastUse === null ? applications.never : time(lastUse)}</dd>
</dl>
${scopes.includes('offline_access') && html`<p class="soft">${applications.stays}</p>`}
</div>
${linkButton(`/profile/applications/${encodeURIComponent(id)}/disconnect`, applications.disconnect, 'secondary')}
</li>`,
          )}</ul>`,
  });
}

export type DisconnectPage = FormTarget & { context: PageContext; application: { id: string; name: string } };

/** Posts nothing but the decision. */
export function disconnectPage(page: DisconnectPage): Html {
  const { context, application } = page;
  const { applications } = messages[context.language];
  const title = applications.confirmTitle(application.name);
  return layout(context, {
    title,
    width: 'form',
    body: card(html`
<h1>${title}</h1>
<p>${applications.confirmText}</p>
${form(
  context,
  page,
  html`
<div class="actions">
${submitButton({ label: applications.disconnect, kind: 'danger' })}
${linkButton('/profile/applications', applications.keep, 'secondary')}
</div>`,
)}`),
  });
}
