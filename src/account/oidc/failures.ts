import type { KoaContextWithOIDC } from 'oidc-provider';
import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';

const PAGES = /^\/(device|connect\/(authorize|endsession))/;

export interface Failures {
  /** Told of what the provider could not foresee, once its answer is made or about to be. */
  note(ctx: KoaContextWithOIDC, error: Error): void;
  middleware(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void>;
}

/**
 * The last resort of the protocol: whatever fails is answered, in the form of the address that was asked, and a database
 * that is away is 503 with Retry-After instead of the provider's 500.
 */
export function createFailures(
  page: (ctx: KoaContextWithOIDC, code: string) => Html,
  onError: (error: Error, requestId: string) => void,
): Failures {
  const noted = new WeakMap<object, Error>();

  function note(ctx: KoaContextWithOIDC, error: Error): void {
    noted.set(ctx.req, error);
    onError(error, String(ctx.req.headers['x-request-id']));
  }

  function answer(ctx: KoaContextWithOIDC, error: Error): void {
    const away = error instanceof ServiceError && error.code === 'unavailable';
    const code = away ? 'temporarily_unavailable' : 'server_error';
    ctx.status = away ? error.status : 500;
    if (away) ctx.set(error.headers);
    ctx.set('cache-control', 'no-store');
    if (PAGES.test(ctx.path)) {
      ctx.type = 'html';
      ctx.body = String(page(ctx, code));
    } else {
      ctx.body = { error: code, error_description: away ? error.message : 'Something went wrong on our side.' };
    }
  }

  return {
    note,
    async middleware(ctx, next) {
      try {
        await next();
      } catch (error) {
        note(ctx, error as Error);
        return answer(ctx, error as Error);
      }
      const error = noted.get(ctx.req);
      // An answer by redirect tells the application itself.
      if (error && ctx.status >= 500) answer(ctx, error);
    },
  };
}
