import type { IncomingMessage } from 'node:http';
import { chooseLanguage } from '../../platform/i18n.ts';
import type { PageContext } from '../pages/layout.ts';

export const LANGUAGE_COOKIE = 'corsia_language';

/**
 * The language a person wants, in this order: the address, an earlier choice, what the application asked for
 * (`ui_locales` of its authorization request), the browser's settings.
 */
export function pageContext(
  request: IncomingMessage,
  sandbox: boolean,
  path = request.url ?? '/',
  requestedLocales?: string,
): PageContext {
  const inAddress = new URLSearchParams(request.url?.split('?')[1]).get('ui_locales');
  const cookie = new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1];
  const uiLocales = [inAddress, cookie, requestedLocales].filter(Boolean).join(' ');
  const acceptLanguage = request.headers['accept-language'];
  return {
    path,
    sandbox,
    language: chooseLanguage({
      ...(uiLocales && { uiLocales }),
      ...(acceptLanguage && { acceptLanguage }),
    }),
  };
}
