import { type Html, type HtmlChild, html } from '../../../platform/html.ts';
import { logoPath } from '../../developer/logo-path.ts';
import type { Difference, Registration } from '../../developer/registration.ts';
import { applicationMark } from '../components/application-mark.ts';
import { badge, type Tone } from '../components/badge.ts';
import { copyable } from '../components/copyable.ts';
import { details } from '../components/details.ts';
import { externalLink } from '../components/external-link.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { type ConsentScope, scopeGroups } from '../scopes.ts';

export type Status = keyof Messages['statuses'];

const TONES: Record<Status, Tone> = {
  draft: 'neutral',
  submitted: 'warning',
  rejected: 'danger',
  approved: 'done',
  suspended: 'danger',
  revoked: 'danger',
};

/** How an application stands. */
export const statusBadge = (status: Status, { statuses }: Messages): Html => badge(statuses[status], TONES[status]);

/** The mark of an application, with its picture if it has one. */
export const markOf = ({ name, logo }: Pick<Registration, 'name' | 'logo'>): Html =>
  applicationMark({ name, ...(logo !== '' && { logo: logoPath(logo) }) });

export const isClaim = (scope: string): boolean => (scopeGroups.person as readonly string[]).includes(scope);

function grantTypeNames({ kind, deviceFlow }: Pick<Registration, 'kind' | 'deviceFlow'>, text: Messages): string {
  const { grantNames } = text.registration;
  return [
    ...(kind === 'device' ? [] : [grantNames.code]),
    ...(deviceFlow ? [grantNames.device] : []),
    grantNames.refresh,
  ].join(' · ');
}

/** Scopes as people and as programs call them. */
export function scopeList(scopes: readonly string[], text: Messages): Html | string {
  if (scopes.length === 0) return text.registration.none;
  return html`<ul>${scopes.map((scope) => html`<li>${text.scopes[scope as ConsentScope].name} <code>${scope}</code></li>`)}</ul>`;
}

/** Everything that a registration says. */
export function registrationFacts({ language }: PageContext, registration: Registration): Html {
  const text = messages[language];
  const { registration: words, kinds, controls } = text;
  const { kind, name, description, homeUrl, privacyUrl, redirectUris, scopes, logo } = registration;
  const claims = scopes.filter(isClaim);
  return details([
    [words.name, logo === '' ? name : html`<span class="copyable">${markOf({ name, logo })}${name}</span>`],
    [words.kind, kinds[kind].name],
    [words.grantTypes, grantTypeNames(registration, text)],
    [words.description, description === '' ? words.none : html`<span class="said">${description}</span>`],
    [words.homeUrl, externalLink(homeUrl || undefined, homeUrl, controls) ?? words.none],
    [words.privacyUrl, externalLink(privacyUrl || undefined, privacyUrl, controls) ?? words.none],
    ...(kind === 'device'
      ? []
      : [
          [
            words.redirectUris,
            redirectUris.length === 0
              ? words.none
              : html`<ul>${redirectUris.map((uri) => html`<li>${copyable(uri, words.redirectUris, controls)}</li>`)}</ul>`,
          ] as const,
        ]),
    [
      words.scopes,
      scopeList(
        scopes.filter((scope) => !isClaim(scope)),
        text,
      ),
    ],
    [words.claims, scopeList(claims, text)],
  ]);
}

/** What is different, field by field: what goes struck out, what comes marked. */
export function differenceList({ language }: PageContext, differences: readonly Difference[]): Html {
  const text = messages[language];
  const { registration } = text;
  if (differences.length === 0) return html`<p class="soft">${registration.unchanged}</p>`;
  const shown = (field: Difference['field'], value: string): HtmlChild => {
    if (field === 'scopes') return `${text.scopes[value as ConsentScope]?.name ?? value} (${value})`;
    if (field === 'kind') return text.kinds[value as Registration['kind']].name;
    if (field === 'deviceFlow') return value === 'true' ? registration.yes : registration.no;
    return field === 'logo' ? value.slice(0, 8) : value;
  };
  return details(
    differences.map(({ field, removed, added }) => [
      registration[field],
      html`<div class="difference">
${removed.map((value) => html`<div><del>${shown(field, value)}</del></div>`)}
${added.map((value) => html`<div><ins>${shown(field, value)}</ins></div>`)}
</div>`,
    ]),
  );
}
