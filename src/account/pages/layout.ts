import { type Html, html } from '../../platform/html.ts';
import { type Language, languages } from '../../platform/i18n.ts';
import { assetUrls } from './assets.ts';
import { badge } from './components/badge.ts';
import { submitButton } from './components/button.ts';
import { type FormTarget, form } from './components/form.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';

/** What every page needs to know of the request it answers. */
export type PageContext = {
  language: Language;
  /**
   * Path and query that GET this page: the language switch leads there with `ui_locales` set. A page that answers a
   * POST gives the address of its form's page.
   */
  path: string;
  /** Whether the platform runs in sandbox mode. */
  sandbox: boolean;
  /** Who is signed in, with the form that signs out; absent where it makes no difference. */
  person?: { name: string; signOut: FormTarget; consoles?: readonly Console[] };
};

/** The groups of pages that a person has beside those of their own account. */
export type Console = 'developer' | 'clinic' | 'sandbox' | 'administration';

type Layout = {
  title: string;
  /** `form`: one centred card; `wide-form`: a roomier one; `site`: the full width; `portal`: a menu beside the content. */
  width: 'form' | 'wide-form' | 'site' | 'portal';
  failed?: boolean;
  body: Html;
};

/** The document around a page. */
export function layout(context: PageContext, { title, width, failed, body }: Layout): Html {
  const text = messages[context.language].layout;
  return html`<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${failed ? text.errorTitle(title) : title} · Corsia</title>
<link rel="icon" href="${assetUrls.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrls.styles}">
${context.person && html`<link rel="stylesheet" href="${assetUrls.portal}">`}
<script src="${assetUrls.theme}"></script>
</head>
<body>
<header class="bar">
<a class="brand" href="/" aria-label="${text.start}"><img src="${assetUrls.icon}" alt="" width="24" height="24">Corsia</a>
${context.sandbox && badge(text.sandbox, 'warning')}
<div class="bar-end">
${context.person && personInBar(context, context.person)}
${languages.filter((language) => language !== context.language).map((language) => languageLink(context, language))}
<button type="button" class="icon-button" data-theme-switch aria-label="${text.darkTheme}" hidden>${icon('moon')}${icon('sun')}</button>
</div>
</header>
<main class="${width}">
${body}
</main>
<p class="visually-hidden" role="status" data-announcer></p>
</body>
</html>
`;
}

function languageLink(context: PageContext, language: Language): Html {
  const url = new URL(context.path, 'http://this.page');
  url.searchParams.set('ui_locales', language);
  return html`<a class="bar-link" href="${url.pathname}${url.search}" lang="${language}" hreflang="${language}">${icon('languages')}${messages[language].layout.languageName}</a>`;
}

function personInBar(context: PageContext, { name, signOut }: NonNullable<PageContext['person']>): Html {
  const { portal } = messages[context.language];
  return html`<a class="bar-link bar-person" href="/profile">${name}</a>
${form(context, signOut, submitButton({ label: portal.signOut, kind: 'quiet' }))}`;
}
