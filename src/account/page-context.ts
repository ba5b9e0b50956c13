import type { IncomingMessage } from 'node:http';
import { chooseLanguage } from '../platform/i18n.ts';
import type { PageContext } from './pages/layout.ts';

export const LANGUAGE_COOKIE = 'corsia_language';

/** The language a person wants, in this order: the address, an earlier choice, the browser's settings. */
export function pageContext(request: IncomingMessage, sandbox: boolean, path = request.url ?? '/'): PageContext {
  const { searchParams } = new URL(request.url ?? '/', 'http://this.page');
  const cookie = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1];
  const uiLocales = searchParams.get('ui_locales');
  const acceptLanguage = request.headers['accept-language'];
  return {
    path,
    sandbox,
    language: chooseLanguage({
      ...(uiLocales && { uiLocales }),
      ...(cookie && { cookie }),
      ...(acceptLanguage && { acceptLanguage }),
    }),
  };
}
