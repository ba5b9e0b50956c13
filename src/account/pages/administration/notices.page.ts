import { type Html, html } from '../../../platform/html.ts';
import { linkButton, submitButton } from '../components/button.ts';
import { card } from '../components/card.ts';
import { dataTable, type ListView } from '../components/data-table.ts';
import { details } from '../components/details.ts';
import { errorSummary } from '../components/error-summary.ts';
import { textField } from '../components/field.ts';
import { flash } from '../components/flash.ts';
import { type FormTarget, form } from '../components/form.ts';
import { moment } from '../components/moment.ts';
import { portalPage } from '../components/portal.ts';
import { type ReasonProblem, reasonField } from '../components/reason-field.ts';
import { searchForm } from '../components/search-form.ts';
import { textArea } from '../components/text-area.ts';
import type { PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';

const HERE = '/administration/notices';
const LANGUAGES = ['en', 'it'] as const;

/** By language; a language that nothing is written in is empty. */
export type NoticeTyped = Record<(typeof LANGUAGES)[number], { title: string; text: string }>;
export type NoticeProblem = keyof Messages['notices']['wrong'];

export type NoticeView = NoticeTyped & {
  id: string;
  author: string;
  reason: string;
  people: number;
  applications: number;
  sentAt: string;
};

/** In the reader's language if there is one. */
const titleOf = ({ en, it }: NoticeTyped, { language }: PageContext): string =>
  language === 'it' ? it.title || en.title : en.title || it.title;

const numberIn = ({ language }: PageContext) => {
  const format = new Intl.NumberFormat(language);
  return (value: number) => format.format(value);
};

export type NoticesPage = { context: PageContext; list: ListView; notices: readonly NoticeView[]; more: boolean };

/** What was sent. */
export function noticesPage({ context, list, notices: rows, more }: NoticesPage): Html {
  const { notices } = messages[context.language];
  const number = numberIn(context);
  return portalPage(context, {
    title: notices.title,
    current: 'notices',
    lead: notices.lead,
    action: linkButton('/administration/new-notice', notices.write, 'primary'),
    body: html`
${searchForm(context, list, notices.subject)}
${dataTable({
  context,
  caption: notices.title,
  list,
  rows,
  more,
  empty: { title: notices.none, text: notices.noneNext },
  columns: [
    {
      label: notices.notice,
      cell: (notice) => html`<a href="${HERE}/${notice.id}"><strong>${titleOf(notice, context)}</strong></a>`,
    },
    { label: notices.by, cell: ({ author }) => author },
    { label: notices.sent, cell: ({ sentAt }) => moment(context, sentAt) },
    { label: notices.reached, cell: ({ people }) => number(people) },
  ],
})}`,
  });
}

/** A notice as its readers see it. */
const wordsCards = (context: PageContext, notice: NoticeTyped): Html[] => {
  const { notices } = messages[context.language];
  return LANGUAGES.filter((language) => notice[language].title !== '').map((language) =>
    card(html`
<p class="soft">${notices.inLanguage[language]}</p>
<div lang="${language}"><h2>${notice[language].title}</h2><p class="said">${notice[language].text}</p></div>`),
  );
};

/** One notice that was sent. */
export function noticePage({
  context,
  notice,
  sent,
}: {
  context: PageContext;
  notice: NoticeView;
  sent: boolean;
}): Html {
  const { notices, reason } = messages[context.language];
  const number = numberIn(context);
  return portalPage(context, {
    title: titleOf(notice, context),
    current: 'notices',
    above: { href: HERE, label: notices.title },
    done: sent ? notices.done : undefined,
    body: html`
${card(
  details([
    [notices.sent, moment(context, notice.sentAt)],
    [notices.by, notice.author],
    [notices.reached, `${notices.people(number(notice.people))}, ${notices.applications(number(notice.applications))}`],
    [reason.label, notice.reason],
  ]),
)}
${wordsCards(context, notice)}`,
  });
}

export type WriteNoticePage = FormTarget & {
  context: PageContext;
  typed: NoticeTyped;
  reason: string;
  problem?: NoticeProblem | undefined;
  reasonProblem?: ReasonProblem | undefined;
};

/** Posts `title_en`, `text_en`, `title_it`, `text_it` and `reason`. */
export function writeNoticePage(page: WriteNoticePage): Html {
  const { context, typed, problem, reasonProblem } = page;
  const { notices, reason } = messages[context.language];
  const errors = [
    ...(problem ? [{ message: notices.wrong[problem] }] : []),
    ...(reasonProblem ? [{ field: 'reason', message: reason[reasonProblem] }] : []),
  ];
  return portalPage(context, {
    title: notices.newTitle,
    current: 'notices',
    above: { href: HERE, label: notices.title },
    lead: notices.newLead,
    failed: errors.length > 0,
    body: html`
${errors.length > 0 && errorSummary({ title: notices.problemTitle, errors, autofocus: true })}
${card(
  form(
    context,
    page,
    html`
${LANGUAGES.map(
  (language) => html`
<fieldset class="field-group">
<legend><h2>${notices.inLanguage[language]}</h2></legend>
${textField({ name: `title_${language}`, label: notices.subject, autocomplete: 'off', optional: true, value: typed[language].title })}
${textArea({ name: `text_${language}`, label: notices.text, hint: notices.textHint, rows: 8, optional: true, value: typed[language].text })}
</fieldset>`,
)}
${reasonField(context, page.reason, reasonProblem)}
<div class="actions">
${submitButton({ label: notices.preview, kind: 'primary', name: 'do', value: 'preview' })}
</div>`,
  ),
)}`,
  });
}

export type PreviewNoticePage = FormTarget & {
  context: PageContext;
  /** Of the notice, so that it is sent once. */
  id: string;
  typed: NoticeTyped;
  reason: string;
  reach: { people: number; applications: number; without: number };
};

/** Posts the same with `id`, and `do=send` or `do=edit`. */
export function previewNoticePage(page: PreviewNoticePage): Html {
  const { context, id, typed, reason, reach } = page;
  const { notices } = messages[context.language];
  const number = numberIn(context);
  const kept = {
    id,
    reason,
    ...Object.fromEntries(
      LANGUAGES.flatMap((language) => [
        [`title_${language}`, typed[language].title],
        [`text_${language}`, typed[language].text],
      ]),
    ),
  };
  return portalPage(context, {
    title: notices.previewTitle,
    current: 'notices',
    above: { href: HERE, label: notices.title },
    lead: reach.people === 0 ? undefined : notices.reaches(number(reach.people), number(reach.applications)),
    body: html`
${reach.people === 0 && flash(notices.nobody)}
${reach.people > 0 && reach.without > 0 && flash(notices.withoutPerson(number(reach.without)))}
${wordsCards(context, typed)}
${form(
  context,
  page,
  html`
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="actions">
${reach.people > 0 && submitButton({ label: notices.send, kind: 'primary', name: 'do', value: 'send' })}
${submitButton({ label: notices.edit, kind: 'secondary', name: 'do', value: 'edit' })}
</div>`,
)}`,
  });
}
