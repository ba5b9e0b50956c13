import {
  ApiError,
  ConnectionError,
  MissingScopesError,
  SignInError,
  SignInNeededError,
  TenantError,
} from '@corsia/client';
import { html } from './html.ts';
import { form, PERMISSIONS } from './layout.ts';
import type { Answer, Visit } from './visit.ts';

/** What people are told when something is not possible. */
export function problemPage(error: unknown, { session, path }: Visit): Answer {
  const { data } = session;
  const returnTo = html`<input type="hidden" name="returnTo" value="${path}">`;
  if (error instanceof MissingScopesError) {
    const ask = html`${returnTo}<input type="hidden" name="scopes" value="${error.missing.join(' ')}"><button>Ask for it</button>`;
    const body = html`<p>To show this page, you would have to allow:</p>
<ul>${error.missing.map((scope) => html`<li>${PERMISSIONS[scope] ?? scope}</li>`)}</ul>
<p>Everything else works without it, and you can take it back at any time.</p>
${form(data, '/permissions', ask)}`;
    return { title: 'A permission is missing', body, status: 403 };
  }
  if (error instanceof SignInNeededError) {
    const body = html`<p>${error.reason === 'none' ? 'Sign in to see this page.' : 'The connection has ended, or was taken back.'}</p>
${form(data, '/sign-in', html`${returnTo}<button>Sign in</button>`)}`;
    return { title: 'Sign in', body, status: 401 };
  }
  if (error instanceof SignInError) {
    const isRefusal = error.code === 'access_denied';
    const body = html`<p>${isRefusal ? 'You allowed nothing, so nothing was shared.' : 'The answer did not fit. Please begin again.'}</p>
${form(data, '/sign-in', html`<button>Sign in</button>`)}`;
    return { title: isRefusal ? 'Not allowed' : 'The sign-in did not succeed', body, status: isRefusal ? 403 : 400 };
  }
  if (error instanceof TenantError) {
    const body = html`<p>${error.expected === undefined ? 'Your account belongs to no clinic.' : 'Your account belongs to another clinic.'}</p>
${form(data, '/sign-out', html`<button>Use another account</button>`)}`;
    return { title: 'This application is not for your clinic', body, status: 403 };
  }
  if (error instanceof ConnectionError)
    return { title: 'The platform does not answer', body: html`<p>Try again in a moment.</p>`, status: 503 };
  if (error instanceof ApiError) return refusal(error);
  console.error(error);
  return { title: 'Something went wrong', body: html`<p>Try again in a moment.</p>`, status: 500 };
}

function refusal({ code, status, message, details, requestId, body }: ApiError): Answer {
  const small = html`<p><small>Request ${requestId}</small></p>`;
  if (code === 'not_found') return { title: 'There is no such page', body: small, status: 404 };
  if (code === 'insufficient_permission') {
    const text = html`<p>Your role in the clinic does not include it (${body.permission}).</p>${small}`;
    return { title: 'You may not do this', body: text, status: 403 };
  }
  const reasons = details.map(({ field, message: reason }) => html`<li>${field}: ${reason}</li>`);
  const title = status < 500 ? 'This is not possible' : 'Something went wrong';
  return { title, body: html`<p>${message}</p><ul>${reasons}</ul>${small}`, status: status < 500 ? 422 : 502 };
}
