import { type Html, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { submitButton } from './button.ts';

export interface PatientQuestion {
  /** Whom the person looks for; empty before. */
  q: string;
  found: readonly { id: number; name: string; birthDate: string | undefined }[];
  chosen: number | undefined;
}

/** Looking for a patient and choosing one: posts `decision=search` with `patient-name`, and `patient` with what else is sent. */
export function patientChoice(context: PageContext, question: PatientQuestion, missing: boolean): Html {
  const { patientChoice: text } = messages[context.language];
  const { q, found, chosen } = question;
  return html`
<fieldset class="scopes" id="patient" tabindex="-1">
<legend>${text.legend}</legend>
<p>${text.asked}</p>
${missing && html`<p class="field-error" id="patient-error">${text.missing}</p>`}
<div class="search">
<div class="field"><label for="patient-name">${text.search}</label><input type="search" id="patient-name" name="patient-name" value="${q}" autocomplete="off" maxlength="100"></div>
${submitButton({ label: text.find, kind: 'secondary', name: 'decision', value: 'search' })}
</div>
${q !== '' && found.length === 0 && html`<p role="status">${text.nobody(q)}</p>`}
${
  found.length > 0 &&
  html`<div role="radiogroup" aria-label="${text.found}"${missing && html` aria-describedby="patient-error"`}>${found.map(
    ({ id, name, birthDate }) => html`
<label class="scope"><input type="radio" name="patient" value="${id}"${id === chosen && html` checked`}>
<span class="scope-text"><span class="scope-name"><strong>${name}</strong></span>${birthDate && html`<span class="soft">${text.born(dayOf(birthDate, context.language))}</span>`}</span></label>`,
  )}</div>`
}
</fieldset>`;
}

function dayOf(date: string, language: PageContext['language']): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  );
}
