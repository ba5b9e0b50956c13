import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../platform/database/index.ts';
import type { Html } from '../../platform/html.ts';
import { takeAttempt, takeBackAttempt } from '../attempts/attempts.ts';

const WINDOW_SECONDS = 15 * 60;
/** Wrong codes from one address. There are 20^8 codes, of which few live at a time. */
const MOST_GUESSES = 10;

/** Keeps people from guessing the codes of devices (RFC 8628 section 5.1); a code that exists does not count. */
export function throttleUserCodes(
  database: Database,
  page: (ctx: KoaContextWithOIDC, retryAfterSeconds: number) => Html,
) {
  return async function throttle(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method !== 'POST' || ctx.path !== '/device') return next();
    const allowances = [{ subject: `user code from ${ctx.ip}`, limit: MOST_GUESSES }];
    const retryAfterSeconds = await takeAttempt(database, allowances, WINDOW_SECONDS);
    if (retryAfterSeconds > 0) {
      ctx.status = 429;
      ctx.set('retry-after', String(retryAfterSeconds));
      ctx.type = 'html';
      ctx.body = String(page(ctx, retryAfterSeconds));
      return;
    }
    await next().catch((error) => {
      // A form that comes without its session cannot be checked, and the provider trips over that: there is a new form.
      if (ctx.oidc?.session?.exp !== undefined) throw error;
      ctx.redirect('/device');
      ctx.status = 303;
    });
    // The count is not cleared: else guesses could hide between codes of one's own.
    if (ctx.oidc?.entities.DeviceCode) await takeBackAttempt(database, allowances);
  };
}
