import { type Html, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { type ConsentScope, scopeGroups } from '../scopes.ts';

/** What an application may ask for: scopes with their meaning, then claims; posted as `scope`, once for each tick. */
export function scopeChoice({ language }: PageContext, chosen: readonly string[]): Html {
  const text = messages[language];
  const { editApplication, registration } = text;
  const group = (legend: string, hint: string, scopes: readonly ConsentScope[]) => html`
<fieldset class="options">
<legend>${legend}</legend>
<p class="hint">${hint}</p>
${scopes.map(
  (scope) => html`
<label class="option">
<input type="checkbox" name="scope" value="${scope}"${chosen.includes(scope) && html` checked`}>
<span><strong>${text.scopes[scope].name} <code>${scope}</code></strong><span class="soft">${text.scopes[scope].text}</span></span>
</label>`,
)}
</fieldset>`;
  return html`
${group(registration.scopes, editApplication.scopesHint, [...scopeGroups.clinic, ...scopeGroups.absence])}
${group(
  registration.claims,
  editApplication.claimsHint,
  scopeGroups.person.filter((scope) => scope !== 'fhirUser'),
)}`;
}
