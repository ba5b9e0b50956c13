import { type Html, html } from '../../../platform/html.ts';
import type { Messages } from '../messages.ts';
import { initial } from './application-mark.ts';
import { badge } from './badge.ts';

export type Account = {
  name: string;
  email: string;
  /** Absent for developers and administrators, who belong to none. */
  clinic?: { name: string; sandbox: boolean };
};

/** Who is signed in and for which clinic, with an optional control at its end. */
export const accountBox = ({ name, email, clinic }: Account, text: Messages, control?: Html): Html => html`
<div class="account">
<span class="avatar" aria-hidden="true">${initial(name)}</span>
<p class="account-who">
<span class="visually-hidden">${text.account.signedInAs} </span><strong>${name}</strong>
<span class="soft">${email}</span>
${clinic && html`<span class="soft">${clinic.name} ${clinic.sandbox && badge(text.layout.sandbox, 'warning')}</span>`}
</p>
${control}
</div>`;
