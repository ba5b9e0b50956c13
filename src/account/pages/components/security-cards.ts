import { type Html, html } from '../../../platform/html.ts';
import { formatInstant } from '../../../platform/i18n.ts';
import type { PageContext } from '../layout.ts';
import { messages } from '../messages.ts';
import { badge } from './badge.ts';
import { linkButton } from './button.ts';
import { card } from './card.ts';

const SECURITY = '/profile/security';

export type SecondFactorCard = {
  timeZone: string | null;
  /** Absent while the password alone is enough; `since` as RFC 3339. */
  factor?: { since: string; recoveryCodesLeft: number } | undefined;
};

/** Two-step sign-in on the security page: how it stands, and where to change it. */
export function secondFactorCard({ language }: PageContext, { timeZone, factor }: SecondFactorCard): Html {
  const { name, section } = messages[language].secondFactor;
  if (!factor) {
    return card(html`
<h2>${name}</h2>
<p>${section.off}</p>
<div class="actions">${linkButton(`${SECURITY}/second-factor`, section.turnOn, 'secondary')}</div>`);
  }
  return card(html`
<h2>${name}</h2>
<p>${section.on(formatInstant(factor.since, language, timeZone))} ${section.left(factor.recoveryCodesLeft)}</p>
<div class="actions">
${linkButton(`${SECURITY}/recovery-codes`, section.renew, 'secondary')}
${linkButton(`${SECURITY}/second-factor/remove`, section.turnOff, 'secondary')}
</div>`);
}

export type PasskeysCard = {
  timeZone: string | null;
  /** Instants as RFC 3339. */
  passkeys: readonly {
    id: string;
    name: string;
    synced: boolean;
    createdAt: string;
    lastUsedAt?: string | undefined;
  }[];
};

/** The passkeys of a person on the security page, each with a page of its own. */
export function passkeysCard({ language }: PageContext, { timeZone, passkeys }: PasskeysCard): Html {
  const { name, section } = messages[language].passkeys;
  const at = (instant: string) => formatInstant(instant, language, timeZone);
  return card(html`
<h2>${name}</h2>
<p>${section.text}</p>
${
  passkeys.length === 0
    ? html`<p class="soft">${section.none}</p>`
    : html`<ul class="passkeys">
${passkeys.map(
  (passkey) => html`<li>
<p><strong>${passkey.name}</strong> ${passkey.synced && badge(section.synced, 'neutral')}
<span class="soft">${section.created(at(passkey.createdAt))} · ${passkey.lastUsedAt ? section.used(at(passkey.lastUsedAt)) : section.neverUsed}</span></p>
<a class="button button-quiet" href="${SECURITY}/passkeys/${passkey.id}">${section.change}<span class="visually-hidden"> ${passkey.name}</span></a>
</li>`,
)}
</ul>`
}
<div class="actions">${linkButton(`${SECURITY}/passkeys/new`, section.add, 'secondary')}</div>`);
}
