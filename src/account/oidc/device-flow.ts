import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Html } from '../../platform/html.ts';
import { POLLING_INTERVAL } from './device-polling.ts';

/** Why the page that asks for the code comes back. */
type DeviceProblem = 'missing' | 'wrong' | 'expired' | 'used' | 'refused' | 'failed';

export interface DevicePages {
  deviceCode(ctx: KoaContextWithOIDC, form: DeviceForm, problem: DeviceProblem | undefined): Html;
  deviceConfirm(ctx: KoaContextWithOIDC, form: DeviceForm & { shownCode: string }, client: Client): Promise<Html>;
  deviceDone(ctx: KoaContextWithOIDC): Html;
  deviceThrottled(ctx: KoaContextWithOIDC, retryAfterSeconds: number): Html;
}

interface DeviceForm {
  action: string;
  csrfToken: string;
  /** As the person typed it. */
  userCode: string | undefined;
}

/** `ReRenderError`s of the provider, by name. */
const PROBLEMS: Record<string, DeviceProblem> = {
  NoCodeError: 'missing',
  NotFoundError: 'wrong',
  ExpiredError: 'expired',
  AlreadyUsedError: 'used',
  AbortedError: 'refused',
};

/** RFC 8628: eight consonants, so that no code is a word, and none is mistaken for another. */
export function deviceFlow(pages: DevicePages): NonNullable<Configuration['features']>['deviceFlow'] {
  const formOf = (ctx: KoaContextWithOIDC, userCode?: string): DeviceForm => ({
    action: ctx.oidc.urlFor('code_verification'),
    csrfToken: String((ctx.oidc.session?.state as { secret?: string } | undefined)?.secret),
    userCode,
  });
  return {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    userCodeInputSource: async (ctx, _form, _out, error) => {
      const problem = error && (PROBLEMS[error.name] ?? 'failed');
      const typed = (error as { userCode?: string } | undefined)?.userCode ?? prefilledCode(ctx);
      ctx.type = 'html';
      ctx.body = String(pages.deviceCode(ctx, formOf(ctx, typed), problem));
    },
    userCodeConfirmSource: async (ctx, _form, client, _deviceInfo, shownCode) => {
      ctx.type = 'html';
      ctx.body = String(await pages.deviceConfirm(ctx, { ...formOf(ctx, shownCode), shownCode }, client));
    },
    successSource: async (ctx) => {
      ctx.type = 'html';
      ctx.body = String(pages.deviceDone(ctx));
    },
  };
}

/** RFC 8628 section 3.2; the provider leaves the default of the RFC unsaid, and clients like to read it. */
export function sayInterval(_ctx: KoaContextWithOIDC, body: object): void {
  Object.assign(body, { interval: POLLING_INTERVAL });
}

const prefilled = new WeakMap<object, string>();

/**
 * `verification_uri_complete` leads to the page with the code filled in, not past it: whoever was sent a link by a
 * stranger still sees what it is for, and it works without JavaScript (RFC 8628 section 3.3.1).
 */
export async function prefillUserCode(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  if (ctx.method === 'GET' && ctx.path === '/device' && typeof ctx.query.user_code === 'string') {
    prefilled.set(ctx.req, ctx.query.user_code.slice(0, 20));
    const { user_code: _prefilled, ...others } = ctx.query;
    ctx.query = others;
  }
  await next();
}

function prefilledCode(ctx: KoaContextWithOIDC): string | undefined {
  return prefilled.get(ctx.req);
}
