import { type Html, html } from '../../../platform/html.ts';
import { layout, type PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { flash } from './flash.ts';

type MenuItem = keyof Messages['portal']['items'];

/** The pages of the menu and their addresses, in their order. */
const MENU: Record<MenuItem, string> = {
  profile: '/profile',
  applications: '/profile/applications',
  sessions: '/profile/sessions',
  security: '/profile/security',
};

type PortalPage = {
  title: string;
  current: MenuItem;
  /** One grey line under the title. */
  lead?: string;
  /** What was just done. */
  done?: string | undefined;
  failed?: boolean;
  body: Html;
};

/** A page behind the sign-in: the menu at its side, folded on a phone, and a title. */
export function portalPage(context: PageContext, { title, current, lead, done, failed, body }: PortalPage): Html {
  const { portal } = messages[context.language];
  const links = Object.entries(MENU).map(
    ([item, href]) =>
      html`<li><a href="${href}"${item === current && html` aria-current="page"`}>${portal.items[item as MenuItem]}</a></li>`,
  );
  return layout(context, {
    title,
    width: 'portal',
    ...(failed && { failed }),
    body: html`
<nav class="menu" aria-label="${portal.menu}">
<ul class="menu-wide">${links}</ul>
<details class="menu-fold"><summary>${portal.items[current]}</summary><ul>${links}</ul></details>
</nav>
<div class="portal-body">
<div class="page-head">
<h1>${title}</h1>
${lead && html`<p class="soft">${lead}</p>`}
</div>
${done && flash(done, 'done')}
${body}
</div>`,
  });
}
