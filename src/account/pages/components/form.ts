import { type Html, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';

/** Where a form posts, and the token that proves that it came from our page. */
export type FormTarget = { action: string; csrfToken: string };

/**
 * A form posted as application/x-www-form-urlencoded, or with a file as multipart/form-data. The token travels as `xsrf`,
 * the name oidc-provider gives it; `ui_locales` keeps the language of a page that comes back with errors. Our words replace
 * the browser's own checks.
 */
export const form = (
  context: PageContext,
  { action, csrfToken }: FormTarget,
  body: Html,
  { withFile = false } = {},
): Html => html`
<form method="post" action="${action}"${withFile && html` enctype="multipart/form-data"`} novalidate>
${body}
<input type="hidden" name="xsrf" value="${csrfToken}">
<input type="hidden" name="ui_locales" value="${context.language}">
</form>`;
