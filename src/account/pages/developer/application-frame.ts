import { type Html, html } from '../../../platform/html.ts';
import type { Registration } from '../../developer/registration.ts';
import { copyable } from '../components/copyable.ts';
import { flash } from '../components/flash.ts';
import { portalPage } from '../components/portal.ts';
import { tabs } from '../components/tabs.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { markOf, type Status, statusBadge } from './registration-view.ts';

type Tab = Exclude<keyof Messages['application']['tabs'], 'label'>;

/** What every page of one application shows of it. */
export interface ApplicationHead {
  id: string;
  registration: Registration;
  status: Status;
  statusReason: string;
  /** It has secrets. */
  confidential: boolean;
  /** It was approved once, so that it has a client_id. */
  known: boolean;
}

const ADDRESSES: Record<Tab, string> = {
  overview: '',
  secrets: '/secrets',
  redirectUris: '/redirect-uris',
  scopes: '/scopes',
  usage: '/usage',
  requests: '/requests',
  tools: '/tools',
};

type Frame = {
  context: PageContext;
  application: ApplicationHead;
  current: Tab;
  action?: Html | undefined;
  done?: string | undefined;
  /** Something happened meanwhile, so that nothing was done. */
  changed?: boolean | undefined;
  failed?: boolean;
  body: Html;
};

/** A page of one application: its client_id on top, its pages side by side. */
export function applicationFrame({ context, application, current, action, done, changed, failed, body }: Frame): Html {
  const { id, registration, status, statusReason, confidential, known } = application;
  const text = messages[context.language];
  const { application: words } = text;
  const items = (Object.keys(ADDRESSES) as Tab[])
    .filter((tab) => tab !== 'secrets' || confidential)
    .filter((tab) => tab !== 'redirectUris' || registration.kind !== 'device')
    .map((tab) => ({
      href: `/developer/applications/${id}${ADDRESSES[tab]}`,
      label: words.tabs[tab],
      current: tab === current,
    }));
  const ended = status === 'suspended' || status === 'revoked' ? words[status] : undefined;
  return portalPage(context, {
    title: registration.name,
    ...(known && { part: words.tabs[current] }),
    current: 'oauthApplications',
    above: { href: '/developer/applications', label: text.oauthApplications.title },
    mark: html`${statusBadge(status, text)}`,
    action,
    done,
    ...(failed && { failed }),
    ...(known && { tabs: tabs(words.tabs.label, items) }),
    body: html`
${changed && flash(text.changedMeanwhile)}
${ended && flash(`${ended} ${words.saysTheAdministrator(statusReason)}`)}
${
  known &&
  html`<div class="card client-id">${markOf(registration)}<div><span class="soft">${words.clientId}</span>${copyable(id, words.clientId, text.controls)}</div></div>`
}
${body}`,
  });
}
