import { type Html, html } from '../../../../platform/html.ts';
import { submitButton } from '../../components/button.ts';
import { card } from '../../components/card.ts';
import { details } from '../../components/details.ts';
import { flash } from '../../components/flash.ts';
import { form } from '../../components/form.ts';
import { portalPage } from '../../components/portal.ts';
import type { PageContext } from '../../layout.ts';
import { type Messages, messages } from '../../messages.ts';
import { type CatalogueForm, catalogueForm } from './catalogue-form.ts';
import { type CatalogueDone, type ItemHead, itemPage, type Kind, listPath } from './kinds.ts';
import { dayIn, daysIn } from './listing.ts';

type Form = Omit<CatalogueForm, 'submit'>;

/** Posts the fields of its form with `do`: `save`, `add:` and `remove:` of a row. */
export function newItemPage(page: Form & { kind: Kind }): Html {
  const { context, kind, problems = [] } = page;
  const { catalogue } = messages[context.language];
  const words = catalogue.kinds[kind];
  const { summary, form: whole } = catalogueForm({ ...page, submit: words.add });
  return portalPage(context, {
    title: words.add,
    current: 'clinicCatalogue',
    above: { href: listPath(kind), label: words.title },
    failed: problems.length > 0,
    body: html`${summary}<div class="card wide">${whole}</div>`,
  });
}

export type CatalogueItemPage = Form & {
  head: ItemHead;
  tab: 'details' | 'hours';
  done?: CatalogueDone | undefined;
};

/** Posts as a new one does, with `version`. */
export function catalogueItemPage(page: CatalogueItemPage): Html {
  const { context, head, tab, done, problems = [] } = page;
  const { catalogue } = messages[context.language];
  const { summary, form: whole } = catalogueForm({ ...page, submit: catalogue.save });
  return itemPage(context, {
    head,
    tab,
    failed: problems.length > 0,
    done,
    body: html`${summary}<div class="card wide">${whole}</div>`,
  });
}

export type EntriesPage = Form & {
  head: ItemHead;
  tab: 'exceptions' | 'closures';
  version: number;
  /** Those that are not past, each with its place in the object. */
  entries: readonly {
    at: number;
    kind?: string;
    from: string;
    to: string;
    start?: string;
    end?: string;
    reason?: string;
  }[];
  /** How many are past. */
  past: number;
  done?: CatalogueDone | undefined;
  /** What was asked for was not done, as the object is another by now. */
  changed?: boolean;
};

/** Days that differ from the weekly hours. Posts an entry with `do=save`, or `do=remove.3`, each with `version`. */
export function entriesPage(page: EntriesPage): Html {
  const { context, head, tab, entries, past, done, changed, problems = [], version } = page;
  const text = messages[context.language];
  const { catalogue, catalogueForm: words } = text;
  const { summary, form: adding } = catalogueForm({ ...page, submit: catalogue.addEntry });
  const remove = (at: number, what: string) =>
    form(
      context,
      page,
      html`<input type="hidden" name="version" value="${version}">
${submitButton({ label: html`${words.remove}<span class="visually-hidden"> ${what}</span>`, kind: 'quiet', name: 'do', value: `remove.${at}` })}`,
    );
  return itemPage(context, {
    head,
    tab,
    failed: problems.length > 0,
    lead: tab === 'exceptions' ? catalogue.exceptionsLead : catalogue.closuresLead,
    done,
    body: html`
${changed && flash(text.changedMeanwhile)}
${card(html`
<h2>${catalogue.ahead}</h2>
${entries.length === 0 && html`<p class="soft">${catalogue.noneAhead}</p>`}
${entries.length > 0 && html`<ul class="uris">${entries.map((entry) => html`<li><span>${entryText(context, text, entry)}</span>${remove(entry.at, entry.from)}</li>`)}</ul>`}
${past > 0 && html`<p class="soft">${catalogue.past(past)}</p>`}`)}
${summary}
<div class="card wide"><h2>${catalogue.addEntryTitle}</h2>${adding}</div>`,
  });
}

function entryText(
  { language }: PageContext,
  { catalogueForm }: Messages,
  entry: EntriesPage['entries'][number],
): Html {
  const { kind, from, to, start, end, reason } = entry;
  const { exceptionKinds } = catalogueForm.choices;
  const days = daysIn(language, from, to);
  const hours = start !== undefined || end !== undefined ? `, ${start ?? '00:00'}–${end ?? '24:00'}` : '';
  return html`<strong>${days}${hours}</strong> <span class="soft">${[kind && exceptionKinds[kind as 'closed'], reason].filter(Boolean).join(' · ')}</span>`;
}

interface Day {
  date: string;
  dayOfWeek: number;
  windows: readonly { start: string; end: string }[];
  reason: keyof Messages['catalogue']['closedReasons'] | undefined;
}

export type AgendaWeeksPage = { context: PageContext; head: ItemHead; weeks: readonly (readonly Day[])[] };

/** When an agenda is open in the coming weeks. */
export function agendaWeeksPage({ context, head, weeks }: AgendaWeeksPage): Html {
  const { language } = context;
  const { catalogue } = messages[language];
  const hours = ({ windows, reason }: Day) =>
    reason === undefined
      ? windows.map(({ start, end }) => `${start}–${end}`).join(', ')
      : html`<span class="soft">${catalogue.closedReasons[reason]}</span>`;
  return itemPage(context, {
    head,
    tab: 'weeks',
    lead: catalogue.weeksLead,
    body: html`
<div class="weeks">
${weeks.map((days) =>
  card(html`
<h2>${daysIn(language, days[0]!.date, days.at(-1)!.date)}</h2>
${details(days.map((day) => [dayIn(language, day.date, true), hours(day)] as const))}`),
)}
</div>`,
  });
}
