import { type Html, html } from '../../../platform/html.ts';
import type { Tool } from '../../developer/tools.ts';
import { badge } from '../components/badge.ts';
import { submitButton } from '../components/button.ts';
import { copyable, copyableLink } from '../components/copyable.ts';
import { details } from '../components/details.ts';
import { externalLink } from '../components/external-link.ts';
import { type FormTarget, form } from '../components/form.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type ApplicationHead, applicationFrame } from './application-frame.ts';

export type ToolsPage = FormTarget & {
  context: PageContext;
  application: ApplicationHead;
  tools: readonly Tool[];
  authorizationUrl: string;
  tokenUrl: string;
  /** The description of the API, for tools that import one. */
  descriptionUrl: string;
  /** For an application without a redirect address: asks for a code. */
  deviceCommand: string;
  done?: boolean;
  changed?: boolean;
};

/** Posts `uri`, the redirect address of a tool, to be added. */
export function toolsPage(page: ToolsPage): Html {
  const { context, application, tools, authorizationUrl, tokenUrl, descriptionUrl, deviceCommand, done, changed } =
    page;
  const text = messages[context.language];
  const { tools: words, redirectUris, controls } = text;
  const { registration, status, confidential } = application;
  const copy = (value: string, what: string) => copyable(value, what, controls);
  const scope = ['openid', ...registration.scopes].join(' ');
  const download = (address: string) => `${address}?${new URLSearchParams({ client_id: application.id, scope })}`;
  const settings = (tool: Tool): Html =>
    details([
      [words.fields.grantType, 'Authorization Code (PKCE, S256)'],
      [words.fields.authorizationUrl, copy(authorizationUrl, words.fields.authorizationUrl)],
      [words.fields.tokenUrl, copy(tokenUrl, words.fields.tokenUrl)],
      [words.fields.clientId, copy(application.id, words.fields.clientId)],
      [words.fields.clientSecret, confidential ? words.secretBelow : words.noSecret],
      [words.fields.scope, copy(scope, words.fields.scope)],
      [words.redirect, copy(tool.redirectUri, words.redirect)],
    ]);
  return applicationFrame({
    context,
    application,
    current: 'tools',
    changed,
    done: done ? redirectUris.added : undefined,
    body: html`
<p class="soft">${words.lead}</p>
<div class="card"><p>${words.descriptionUrl}</p><p>${copyableLink(descriptionUrl, 'OpenAPI', controls)}</p></div>
${
  registration.kind === 'device'
    ? html`<div class="card"><p>${words.device}</p><p>${copy(deviceCommand, 'curl')}</p></div>`
    : tools.map((tool) => {
        const registered = registration.redirectUris.includes(tool.redirectUri);
        return html`
<section class="card">
<h2>${tool.name} ${registered && badge(words.registered, 'done')}</h2>
<p class="soft">${words.where[tool.key]}</p>
${tool.href && html`<p>${externalLink(tool.href, words.open, controls)}</p>`}
${tool.download && html`<p><a href="${download(tool.download)}" download>${words.download(tool.name)}</a></p>`}
<details class="more"><summary>${words.settings}<span class="visually-hidden"> ${tool.name}</span></summary>${settings(tool)}</details>
${
  !registered &&
  status === 'approved' &&
  form(
    context,
    page,
    submitButton({
      label: html`${words.add}<span class="visually-hidden"> ${tool.name}</span>`,
      kind: 'secondary',
      name: 'uri',
      value: tool.redirectUri,
    }),
  )
}
</section>`;
      })
}`,
  });
}
