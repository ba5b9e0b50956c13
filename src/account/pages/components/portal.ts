import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';
import { type Console, layout, type PageContext } from '../layout.ts';
import { type Messages, messages } from '../messages.ts';
import { flash } from './flash.ts';

type MenuItem = keyof Messages['portal']['items'];

/** The pages of the menu and their addresses, in their order; a group is there for who has its console. */
const MENU: Record<'account' | Console, Partial<Record<MenuItem, string>>> = {
  account: {
    profile: '/profile',
    applications: '/profile/applications',
    sessions: '/profile/sessions',
    security: '/profile/security',
    support: '/profile/support',
  },
  developer: { oauthApplications: '/developer/applications' },
  clinic: {
    clinicCatalogue: '/clinic/catalogue',
    clinicUsers: '/clinic/users',
    clinicRoles: '/clinic/roles',
    integrators: '/clinic/integrators',
    clinicApplications: '/clinic/applications',
    clinicAudit: '/clinic/audit',
    developerAccess: '/clinic/developer-access',
  },
  sandbox: { clinicSandbox: '/clinic/sandbox' },
  administration: {
    requests: '/administration/requests',
    clinics: '/administration/clinics',
    allApplications: '/administration/applications',
    people: '/administration/people',
    notices: '/administration/notices',
    actions: '/administration/actions',
  },
};

export type PortalPage = {
  title: string;
  /** Which page of the thing that the title names. */
  part?: string;
  current: MenuItem;
  /** The page above, for what lies deeper than the menu. */
  above?: { href: string; label: string };
  /** Beside the title, such as a status. */
  mark?: Html | undefined;
  /** One grey line under the title. */
  lead?: string | undefined;
  /** The one thing most people come for, at the right of the title. */
  action?: Html | undefined;
  tabs?: Html;
  /** What was just done. */
  done?: string | undefined;
  failed?: boolean;
  body: Html;
};

/** A page behind the sign-in: the menu at its side, folded on a phone, and a title. */
export function portalPage(context: PageContext, page: PortalPage): Html {
  const { title, part, current, above, mark, lead, action, tabs, done, failed, body } = page;
  const { portal } = messages[context.language];
  const consoles = context.person?.consoles ?? [];
  const groups = Object.entries(MENU).filter(([group]) => group === 'account' || consoles.includes(group as Console));
  const menu = groups.map(
    ([group, items]) => html`
${groups.length > 1 && html`<li class="menu-group">${portal.groups[group as keyof typeof MENU]}</li>`}
${Object.entries(items).map(
  ([item, href]) =>
    html`<li><a href="${href}"${item === current && html` aria-current="page"`}>${portal.items[item as MenuItem]}</a></li>`,
)}`,
  );
  return layout(context, {
    title: part === undefined ? title : `${part} · ${title}`,
    width: 'portal',
    ...(failed && { failed }),
    body: html`
<nav class="menu" aria-label="${portal.menu}">
<ul class="menu-wide">${menu}</ul>
<details class="menu-fold"><summary>${icon('menu')}${portal.items[current]}</summary><ul>${menu}</ul></details>
</nav>
<div class="portal-body">
<div class="page-head">
${above && html`<p class="above"><a href="${above.href}">${above.label}</a></p>`}
<div class="title-row"><h1>${title}</h1>${mark}${action && html`<div class="title-action">${action}</div>`}</div>
${lead && html`<p class="soft">${lead}</p>`}
</div>
${tabs}
${done && flash(done, 'done')}
${body}
</div>`,
  });
}
