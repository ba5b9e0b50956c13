import { type Html, html } from '../../../platform/html.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { selectField } from '../components/choice.ts';
import { errorSummary } from '../components/error-summary.ts';
import { emailField, textField } from '../components/field.ts';
import { type FormTarget, form } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField } from '../components/reason-field.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

const HERE = '/administration/clinics';

export type ManagerTyped = { managerName: string; managerEmail: string; language: 'en' | 'it' };
export type NewClinicTyped = ManagerTyped & {
  name: string;
  id: string;
  kind: 'production' | 'sandbox';
  timeZone: string;
  fiscalCodePolicy: 'lenient' | 'strict';
};

/** What is wrong, and the field it is about. */
const FIELDS = {
  name: 'name',
  id: 'id',
  idTaken: 'id',
  timeZone: 'timeZone',
  sandboxZone: 'timeZone',
  managerName: 'managerName',
  managerEmail: 'managerEmail',
  managerTaken: 'managerEmail',
} as const;
export type ClinicFieldProblem = keyof typeof FIELDS;

type Problems = {
  context: PageContext;
  problems?: readonly ClinicFieldProblem[];
  reasonProblem?: ReasonProblem | undefined;
};

function problemsOf({ context, problems = [], reasonProblem }: Problems) {
  const { newClinic, reason } = messages[context.language];
  const errors: { field: string; message: string }[] = [
    ...problems.map((is) => ({ field: FIELDS[is], message: newClinic.wrong[is] })),
    ...(reasonProblem ? [{ field: 'reason', message: reason[reasonProblem] }] : []),
  ];
  const errorOf = (field: string) => {
    const error = errors.find((each) => each.field === field)?.message;
    return error === undefined ? {} : { error };
  };
  const summary = errors.length > 0 && errorSummary({ title: newClinic.problemTitle, errors, autofocus: true });
  return { errorOf, summary, failed: errors.length > 0 };
}

function managerFields(
  { language }: PageContext,
  typed: ManagerTyped,
  errorOf: (field: string) => { error?: string },
): Html {
  const { newClinic } = messages[language];
  return html`
${textField({ name: 'managerName', label: newClinic.managerName, autocomplete: 'off', value: typed.managerName, ...errorOf('managerName') })}
${emailField({ name: 'managerEmail', label: newClinic.managerEmail, autocomplete: 'off', hint: newClinic.managerHint, value: typed.managerEmail, ...errorOf('managerEmail') })}
${selectField({
  name: 'language',
  label: newClinic.language,
  value: typed.language,
  options: (['it', 'en'] as const).map((key) => [key, messages[key].layout.languageName] as const),
})}`;
}

export type NewClinicPage = FormTarget & Problems & { typed: NewClinicTyped & { reason: string } };

/** Posts what a clinic is, who manages it, and `reason`. */
export function newClinicPage(page: NewClinicPage): Html {
  const { context, typed, reasonProblem } = page;
  const { newClinic, clinics } = messages[context.language];
  const { errorOf, summary, failed } = problemsOf(page);
  return portalPage(context, {
    title: newClinic.title,
    current: 'clinics',
    above: { href: HERE, label: clinics.title },
    lead: newClinic.lead,
    failed,
    body: html`
${summary}
${card(
  form(
    context,
    page,
    html`
<h2>${newClinic.clinic}</h2>
${textField({ name: 'name', label: clinics.name, autocomplete: 'off', value: typed.name, ...errorOf('name') })}
${textField({ name: 'id', label: clinics.id, autocomplete: 'off', optional: true, hint: newClinic.idHint, value: typed.id, ...errorOf('id') })}
${selectField({
  name: 'kind',
  label: clinics.kind,
  value: typed.kind,
  hint: newClinic.kindHint,
  options: [
    ['production', clinics.production],
    ['sandbox', clinics.sandbox],
  ],
})}
${textField({ name: 'timeZone', label: clinics.timeZone, autocomplete: 'off', hint: newClinic.timeZoneHint, value: typed.timeZone, ...errorOf('timeZone') })}
${selectField({
  name: 'fiscalCodePolicy',
  label: clinics.fiscalCodes,
  value: typed.fiscalCodePolicy,
  hint: newClinic.policyHint,
  options: Object.entries(clinics.policies),
})}
<h2>${newClinic.manager}</h2>
${managerFields(context, typed, errorOf)}
${reasonField(context, typed.reason, reasonProblem)}
<div class="actions">
${submitButton({ label: newClinic.submit, kind: 'primary' })}
${linkButton(HERE, newClinic.cancel, 'secondary')}
</div>`,
  ),
)}`,
  });
}

export type InviteManagerPage = FormTarget &
  Problems & { clinic: { id: string; name: string }; typed: ManagerTyped & { reason: string } };

/** Posts who is to manage a clinic, and `reason`. */
export function inviteManagerPage(page: InviteManagerPage): Html {
  const { context, clinic, typed, reasonProblem } = page;
  const { newClinic, clinics } = messages[context.language];
  const { errorOf, summary, failed } = problemsOf(page);
  return portalPage(context, {
    title: clinics.invite,
    current: 'clinics',
    above: { href: `${HERE}/${clinic.id}`, label: clinic.name },
    lead: newClinic.managerLead,
    failed,
    body: html`
${summary}
${card(
  form(
    context,
    page,
    html`
${managerFields(context, typed, errorOf)}
${reasonField(context, typed.reason, reasonProblem)}
<div class="actions">
${submitButton({ label: clinics.send, kind: 'primary' })}
${linkButton(`${HERE}/${clinic.id}`, clinics.keep, 'secondary')}
</div>`,
  ),
)}`,
  });
}
