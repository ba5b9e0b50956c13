import { type Html, html } from '../../platform/html.ts';
import { linkButton } from './components/button.ts';
import { card } from './components/card.ts';
import { copyable, copyableLink } from './components/copyable.ts';
import { type SandboxAccounts, sandboxAccountList } from './components/sandbox-accounts.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';

type SandboxApplication = {
  name: string;
  clientId: string;
  /** Absent for public clients. */
  clientSecret?: string;
  kind: keyof Messages['home']['applicationKinds'];
};

export type HomePage = {
  context: PageContext;
  /** Where "Sign in" leads, once the account site has pages of its own behind it. */
  signInHref?: string;
  issuer: string;
  apiOrigin: string;
  sandbox?: { accounts: SandboxAccounts; applications: readonly SandboxApplication[] };
};

/** The front door of the account origin. */
export function homePage({ context, signInHref, issuer, apiOrigin, sandbox }: HomePage): Html {
  const text = messages[context.language];
  const { home } = text;
  const docs = `${apiOrigin}/${context.language}/docs`;
  const reference = context.language === 'it' ? '/specs/scalar.html' : '/en/specs/scalar.html';
  const points = (title: string, lines: readonly string[]) =>
    html`<section><h2>${title}</h2><ul class="points">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
  return layout(context, {
    title: home.title,
    width: 'site',
    body: html`
<div class="hero">
<h1>${home.heading}</h1>
<p>${home.lead}</p>
<div class="actions">
${signInHref && linkButton(signInHref, home.signIn, 'primary')}
${linkButton(`${docs}/getting-started`, home.gettingStarted, 'secondary')}
${linkButton(`${apiOrigin}${reference}${sandbox ? '?application=sandbox' : ''}`, home.tryApi, 'secondary')}
</div>
</div>
<div class="columns">
${points(home.clinics, home.clinicPoints)}
${points(home.integrators, home.integratorPoints)}
</div>
${card(html`
<h2>${home.addresses}</h2>
<dl class="details">
${address(home.issuer, issuer, text)}
${address(home.discovery, `${issuer}/.well-known/openid-configuration`, text, copyableLink)}
${address(home.api, apiOrigin, text)}
${address(home.description, `${apiOrigin}/swagger/docs/v2`, text, copyableLink)}
</dl>`)}
${sandbox && sandboxSection(sandbox, text)}`,
  });
}

const address = (label: string, url: string, text: Messages, shown = copyable): Html =>
  html`<dt>${label}</dt><dd>${shown(url, label, text.controls)}</dd>`;

function sandboxSection({ accounts, applications }: NonNullable<HomePage['sandbox']>, text: Messages): Html {
  const { home, controls, sandboxAccounts } = text;
  return html`
<section class="sandbox-section">
<h2>${home.sandbox}</h2>
<p>${home.sandboxText}</p>
<p class="links"><a href="/sign-up">${text.signInLinks.signUp}</a><a href="/outbox">${text.outbox.link}</a></p>
<div class="columns">
${card(html`
<h3>${sandboxAccounts.title}</h3>
<p class="soft">${sandboxAccounts.password(accounts.password)}</p>
${sandboxAccountList(accounts, text, ({ email }) => copyable(email, sandboxAccounts.email, controls))}`)}
${card(html`
<h3>${home.applications}</h3>
<ul class="applications">
${applications.map(
  (application) => html`
<li>
<p><strong>${application.name}</strong></p>
<p class="soft">${home.applicationKinds[application.kind]}</p>
<dl class="details">
<dt>${home.clientId}</dt><dd>${copyable(application.clientId, home.clientId, controls)}</dd>
<dt>${home.clientSecret}</dt><dd>${application.clientSecret ? copyable(application.clientSecret, home.clientSecret, controls) : home.noSecret}</dd>
</dl>
</li>`,
)}
</ul>`)}
</div>
</section>`;
}
