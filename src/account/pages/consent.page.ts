import { type Html, html } from '../../platform/html.ts';
import { type Account, accountBox } from './components/account-box.ts';
import { type Application, applicationMark } from './components/application-mark.ts';
import { submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { errorSummary } from './components/error-summary.ts';
import { externalLink } from './components/external-link.ts';
import { type FormTarget, form } from './components/form.ts';
import { type PatientQuestion, patientChoice } from './components/patient-choice.ts';
import { type RequestedScope, scopeRow } from './components/scope-row.ts';
import { layout, type PageContext } from './layout.ts';
import { type Messages, messages } from './messages.ts';
import { type GrantableScope, isSensitive, ofGroup, type ScopeGroup, scopeGroups, scopeText } from './scopes.ts';

export type ConsentPage = FormTarget & {
  context: PageContext;
  application: Application & { developer: string; homeUrl?: string; privacyUrl?: string };
  account: Account;
  /** Everything asked for but `openid`, which is always part of it. */
  scopes: readonly RequestedScope[];
  /** Allowed before, and no question today. */
  kept?: readonly GrantableScope[];
  /** A patient has to be chosen; `missing` when the form came without one. */
  patient?: PatientQuestion & { missing: boolean };
  /** What is about a chosen patient was left out, as this person may see none. */
  noPatients?: boolean;
  /** Host of the redirect address, with its port if it has one; absent in the device flow. */
  redirectHost?: string;
};

/**
 * Posts `decision=allow` with one `scope` per tick, or `decision=refuse`; "use another account" is a form of its own
 * to the same address with `decision=switch`, so that Enter on a tick box never lands there.
 */
export function consentPage(page: ConsentPage): Html {
  const { context, application, account, scopes } = page;
  const text = messages[context.language];
  const { consent } = text;
  const switchAccount = form(
    context,
    page,
    submitButton({ label: text.account.switch, kind: 'quiet', name: 'decision', value: 'switch' }),
  );
  const links = [
    externalLink(application.homeUrl, consent.home, text.controls),
    externalLink(application.privacyUrl, consent.privacy, text.controls),
  ].filter((link) => link !== undefined);
  return layout(context, {
    title: consent.title(application.name),
    width: 'wide-form',
    body: card(html`
<div class="card-head">
${applicationMark(application)}
<div>
<h1>${consent.heading(application.name)}</h1>
<p class="soft">${consent.developer(application.developer)}</p>
</div>
</div>
${accountBox(account, text, switchAccount)}
${page.patient?.missing && errorSummary({ title: text.patientChoice.problemTitle, errors: [{ message: text.patientChoice.missing, field: 'patient' }] })}
${form(
  context,
  page,
  html`
${(Object.keys(scopeGroups) as ScopeGroup[]).map((group) =>
  scopeGroup(consent.groups[group], ofGroup(group, scopes), text),
)}
${page.patient && patientChoice(context, page.patient, page.patient.missing)}
${page.noPatients && html`<p class="soft">${text.patientChoice.notYours}</p>`}
${page.kept && page.kept.length > 0 && html`<p>${consent.kept(page.kept.map((scope) => scopeText(scope, text).name).join(', '))}</p>`}
<p class="soft">${consent.identity} ${consent.limits}</p>
<div class="actions">
${submitButton({ label: allowLabel(scopes, text), kind: 'primary', name: 'decision', value: 'allow' })}
${submitButton({ label: consent.refuse, kind: 'secondary', name: 'decision', value: 'refuse' })}
</div>`,
)}
<div class="card-foot soft">
<p>${whereTo(page.redirectHost, text)}</p>
${links.length > 0 && html`<p class="links">${links}</p>`}
</div>`),
  });
}

const scopeGroup = (legend: string, members: readonly RequestedScope[], text: Messages): Html | false =>
  members.length > 0 &&
  html`<fieldset class="scopes"><legend>${legend}</legend>${members.map((member) => scopeRow(member, text))}</fieldset>`;

/** The stylesheet shows the second part while a sensitive box is ticked, so that it needs no script. */
const allowLabel = (scopes: readonly RequestedScope[], { consent }: Messages): Html =>
  html`<span>${consent.allow}${scopes.some(({ scope }) => isSensitive(scope)) && html`<span class="when-sensitive">${consent.withReports}</span>`}</span>`;

function whereTo(host: string | undefined, { consent }: Messages): Html | string {
  if (host === undefined) return consent.backToDevice;
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
    ? consent.backToThisComputer(host)
    : consent.backTo(host);
}
