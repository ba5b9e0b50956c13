import { type Html, html } from '../../../platform/html.ts';
import { type ActionView, actionTimeline } from '../components/action-timeline.ts';
import { card } from '../components/card.ts';
import { tickBox } from '../components/choice.ts';
import { confirmPage } from '../components/confirm.ts';
import type { FormTarget } from '../components/form.ts';
import { portalPage } from '../components/portal.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';

export type ClinicSandboxPage = {
  context: PageContext;
  timeZone: string | null;
  /** Who reset it, and when. */
  actions: readonly ActionView[];
  done: boolean;
};

/** What putting the clinic back would do. */
export function clinicSandboxPage({ context, timeZone, actions, done }: ClinicSandboxPage): Html {
  const { clinicSandbox: text } = messages[context.language];
  return portalPage(context, {
    title: text.title,
    current: 'clinicSandbox',
    lead: text.lead,
    done: done ? text.done : undefined,
    body: html`
${card(html`
<h2>${text.goes}</h2>
<p>${text.goesText}</p>
<h2>${text.stays}</h2>
<p>${text.staysText}</p>
<div class="actions"><a class="button button-danger" href="/clinic/sandbox/reset">${text.reset}</a></div>`)}
${card(html`<h2>${text.last}</h2>${actions.length === 0 ? html`<p class="soft">${text.never}</p>` : actionTimeline(context, timeZone, actions)}`)}`,
  });
}

/** Posts `understood=yes`. */
export function resetSandboxPage(
  context: PageContext,
  target: FormTarget,
  clinic: string,
  problem?: 'notUnderstood' | 'running',
): Html {
  const { clinicSandbox: text } = messages[context.language];
  const error = problem === 'notUnderstood' ? { error: text.notUnderstood } : {};
  return confirmPage({
    context,
    target,
    title: text.resetTitle(clinic),
    text: text.resetText,
    fields: tickBox({ name: 'understood', value: 'yes', label: text.understood, ...error }),
    problem: problem && { title: text.problemTitle, errors: [{ field: 'understood', message: text[problem] }] },
    submit: { label: text.reset, kind: 'danger' },
    back: { href: '/clinic/sandbox', label: text.keep },
  });
}
