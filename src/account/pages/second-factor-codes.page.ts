import { type Html, html } from '../../platform/html.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { type FormTarget, form } from './components/form.ts';
import { statusMark } from './components/status-mark.ts';
import { icon } from './icons.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type RecoveryCodesPage = {
  context: PageContext;
  /** Whose they are: a file of codes must say so. */
  email: string;
  codes: readonly string[];
  /** What the person did to get them. */
  reason: 'on' | 'renewed';
};

/** The one time that recovery codes are shown. Download works without script; copying and printing come with it. */
export function recoveryCodesPage({ context, email, codes, reason }: RecoveryCodesPage): Html {
  const { secondFactor, controls } = messages[context.language];
  const text = secondFactor.codes;
  const lines = codes.join('\n');
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(text.file(email, lines))}`;
  return layout(context, {
    title: text.title,
    width: 'form',
    body: card(html`
<div class="card-head">${statusMark('done')}<div><h1>${text.title}</h1><p class="soft">${text[reason]}</p></div></div>
<p>${text.text}</p>
<ul class="codes" aria-label="${text.list}">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<div class="actions no-print">
<button type="button" class="button button-secondary" data-copy="${lines}" data-announce="${controls.copied}" hidden>${icon('copy')}${icon('check')}${text.copy}</button>
<a class="button button-secondary" download="corsia-recovery-codes.txt" href="${file}">${text.download}</a>
<button type="button" class="button button-secondary" data-print hidden>${text.print}</button>
</div>
<div class="actions no-print">${linkButton('/profile/security', text.stored, 'primary')}</div>`),
  });
}

export type RenewCodesPage = FormTarget & { context: PageContext; codesLeft: number };

/** Posts nothing but its token. */
export function renewCodesPage(page: RenewCodesPage): Html {
  const { context, codesLeft } = page;
  const { renew, setUp } = messages[context.language].secondFactor;
  return layout(context, {
    title: renew.title,
    width: 'form',
    body: card(html`
<h1>${renew.title}</h1>
<p>${renew.text(codesLeft)}</p>
${form(
  context,
  page,
  html`
<div class="actions">
${submitButton({ label: renew.submit, kind: 'primary' })}
${linkButton('/profile/security', setUp.cancel, 'secondary')}
</div>`,
)}`),
  });
}
