import { type Html, html } from '../../platform/html.ts';
import { linkButton, submitButton } from './components/button.ts';
import { card } from './components/card.ts';
import { copyable } from './components/copyable.ts';
import { errorSummary } from './components/error-summary.ts';
import { codeField } from './components/field.ts';
import { flash } from './components/flash.ts';
import { type FormTarget, form } from './components/form.ts';
import { qrCode } from './components/qr-code.ts';
import { layout, type PageContext } from './layout.ts';
import { messages } from './messages.ts';

export type SecondFactorSetUpPage = FormTarget & {
  context: PageContext;
  /** Base32. */
  secret: string;
  /** `otpauth:` address of the QR code. */
  address: string;
  /** The sealed copy of the secret, which comes back as `set_up`. */
  setUp: string;
  problem?: 'missing' | 'wrong' | 'expired';
};

/** Posts `code` and `set_up`. */
export function secondFactorSetUpPage(page: SecondFactorSetUpPage): Html {
  const { context, secret, address, problem } = page;
  const { secondFactor, controls } = messages[context.language];
  const { setUp, problems, step } = secondFactor;
  const error = problem && problem !== 'expired' ? problems[problem] : undefined;
  return layout(context, {
    title: setUp.title,
    width: 'form',
    failed: problem !== undefined,
    body: card(html`
<div class="card-head"><div><h1>${setUp.title}</h1><p class="soft">${setUp.lead}</p></div></div>
${problem === 'expired' && flash(problems.setUpExpired)}
${error && errorSummary({ title: problems.title, errors: [{ message: error, field: 'code' }] })}
<div class="step">
<h2>${setUp.scan}</h2>
<p class="soft">${setUp.apps}</p>
${qrCode(address, setUp.qr)}
<p class="soft"><a href="${address}">${setUp.openApp}</a></p>
<p class="soft">${setUp.byHand}</p>
<p class="soft">${copyable(secret.replaceAll(/.{4}(?=.)/g, '$& '), setUp.key, controls)}</p>
</div>
${form(
  context,
  page,
  html`
${codeField({ name: 'code', label: setUp.confirm, hint: step.codeHint, autocomplete: 'one-time-code', error, autofocus: error !== undefined }, 'numeric')}
<input type="hidden" name="set_up" value="${page.setUp}">
<div class="actions">
${submitButton({ label: setUp.submit, kind: 'primary' })}
${linkButton('/profile/security', setUp.cancel, 'secondary')}
</div>`,
)}`),
  });
}
