import { type Html, html } from '../../../platform/html.ts';
import type { Messages } from '../messages.ts';

export type SandboxAccounts = { password: string; accounts: readonly SandboxAccount[] };

export type SandboxAccount = {
  email: string;
  role: keyof Messages['roles'];
  /** Name of the clinic; absent for developers and administrators. */
  clinic?: string;
};

/** The accounts of the sandbox by clinic, each with the control that the page gives it. */
export function sandboxAccountList(
  { accounts }: SandboxAccounts,
  text: Messages,
  control: (account: SandboxAccount) => Html,
): Html[] {
  const clinics = Map.groupBy(accounts, (account) => account.clinic ?? text.sandboxAccounts.withoutClinic);
  return [...clinics].map(
    ([clinic, members], index) => html`
<p class="group-name" id="accounts-${index}">${clinic}</p>
<ul class="accounts" aria-labelledby="accounts-${index}">
${members.map((account) => html`<li><span>${text.roles[account.role]}</span>${control(account)}</li>`)}
</ul>`,
  );
}
