import { type Html, html } from '../../../platform/html.ts';
import type { PageContext } from '../layout.ts';

/** Where a form posts, and the token that proves that it came from our page. */
export type FormTarget = { action: string; csrfToken: string };

/**
 * A form posted as application/x-www-form-urlencoded. The token travels as `xsrf`, the name oidc-provider gives it;
 * `ui_locales` keeps the language of a page that comes back with errors. Our words replace the browser's own checks.
 */
export const form = (context: PageContext, { action, csrfToken }: FormTarget, body: Html): Html => html`
<form method="post" action="${action}" novalidate>
${body}
<input type="hidden" name="xsrf" value="${csrfToken}">
<input type="hidden" name="ui_locales" value="${context.language}">
</form>`;
