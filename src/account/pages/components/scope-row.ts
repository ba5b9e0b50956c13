import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';
import type { Messages } from '../messages.ts';
import { type GrantableScope, isSensitive, scopeText } from '../scopes.ts';
import { badge } from './badge.ts';

export type RequestedScope = {
  scope: GrantableScope;
  /** The person allowed it to this application before. */
  grantedBefore?: boolean;
  /** True unless told. */
  ticked?: boolean;
};

/** One permission: a tick box posted as `scope`, its name in bold and its meaning in plain words. */
export function scopeRow({ scope, grantedBefore, ticked = true }: RequestedScope, text: Messages): Html {
  const { name, text: meaning } = scopeText(scope, text);
  const sensitive = isSensitive(scope);
  return html`
<label class="scope">
<input type="checkbox" name="scope" value="${scope}" aria-labelledby="${scope}-name" aria-describedby="${scope}-text"${ticked && html` checked`}${sensitive && html` data-sensitive`}>
<span class="scope-text">
<span class="scope-name" id="${scope}-name"><strong>${name}</strong>
${sensitive && badge(text.consent.sensitive, 'warning', icon('sensitive'))}
${grantedBefore && badge(text.consent.grantedBefore, 'neutral', icon('check'))}
</span>
<span class="soft" id="${scope}-text">${meaning}</span>
</span>
</label>`;
}
