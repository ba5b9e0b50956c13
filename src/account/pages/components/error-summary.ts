import { type Html, html } from '../../../platform/html.ts';
import { icon } from '../icons.ts';

export const errorSummaryId = 'error-summary';

type ErrorSummary = {
  title: string;
  /** Each with the name of the field it is about, if it is about one. */
  errors: readonly { message: string; field?: string }[];
  autofocus?: boolean;
};

/** What went wrong and what to do, at the top of a form, each line leading to its field. */
export const errorSummary = ({ title, errors, autofocus }: ErrorSummary): Html => html`
<div class="notice notice-danger" id="${errorSummaryId}" role="alert" tabindex="-1"${autofocus && html` autofocus`}>
${icon('error')}
<div>
<h2>${title}</h2>
<ul>
${errors.map(({ message, field }) => html`<li>${field ? html`<a href="#${field}">${message}</a>` : message}</li>`)}
</ul>
</div>
</div>`;
