import {
  type Configuration,
  type ErrorOut,
  errors,
  type JWKS,
  type KoaContextWithOIDC,
  type Provider,
} from 'oidc-provider';
import { SCOPES } from '../../catalogue/scopes.ts';
import { needsPatient } from '../../catalogue/smart-scopes.ts';
import type { Sealer } from '../../platform/crypto.ts';
import type { Database } from '../../platform/database/index.ts';
import type { Html } from '../../platform/html.ts';
import type { RateLimiter } from '../../platform/rate-limit/index.ts';
import { findActiveUser } from '../users/users.queries.ts';
import { createAdapter } from './adapter.ts';
import type { ClientStore } from './clients.ts';
import { mayCallFrom } from './cors.ts';
import { type FormPostPages, providerWithFormPost } from './corsia-provider.ts';
import { type DevicePages, deviceFlow, sayInterval } from './device-flow.ts';
import { grantScopes } from './grant-consent.ts';
import { consentedScopes } from './grants.queries.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import {
  HOUR,
  LIFETIMES,
  type Lifetimes,
  lifetimesOf,
  MINUTE,
  refreshTokenLifetime,
  SESSION_SECONDS,
} from './lifetimes.ts';
import { restoreOfflineAccess } from './offline-access.ts';
import { describeRefusedRefresh } from './refresh-policy.ts';
import { fhirUserOf, refuseForeignAudience, smartScopesOf } from './smart-launch.ts';
import { createTokenRequests } from './token-request.ts';

export interface ProviderOptions {
  database: Database;
  sealer: Sealer;
  clients: ClientStore;
  accountUrl: string;
  apiUrl: string;
  cookieKeys: string[];
  jwks: JWKS;
  pages: ProtocolPages;
  lifetimes: Lifetimes;
  rateLimiter?: RateLimiter | undefined;
}

/** The pages that the protocol itself shows. */
export interface ProtocolPages extends DevicePages, FormPostPages {
  error(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Html;
  /** What could not be foreseen. */
  failure(ctx: KoaContextWithOIDC, code: string): Html;
  signOut(ctx: KoaContextWithOIDC): Promise<Html>;
  signedOut(ctx: KoaContextWithOIDC): Html;
}

/** Where people's browsers go; all other routes answer programs, which get JSON even if they say they accept HTML. */
const ROUTES_OF_PEOPLE = /^(authorization|resume|end_session|code_verification|device_resume)/;

/** The authorization server. Everything that the protocol leaves open is decided here and in the files beside it. */
export function createProvider(options: ProviderOptions): Provider {
  const { database, clients, accountUrl, apiUrl, lifetimes } = options;
  const tokenRequests = createTokenRequests(database, options.sealer);
  const provider = new (providerWithFormPost(options.pages))(accountUrl, configurationOf(options));
  // The dispatcher in front sets the forwarded headers itself, from the configured URL.
  provider.proxy = true;
  provider.on('grant.error', describeRefusedRefresh);
  provider.on('grant.success', tokenRequests.answerRetry);
  provider.on('device_authorization.success', sayInterval);
  Object.assign(provider.Client.prototype, {
    async compareClientSecret(this: { clientId: string }, secret: string) {
      return clients.secretMatches(this.clientId, secret, tokenRequests.secretsOf(this.clientId));
    },
  });
  return provider;

  function configurationOf({ cookieKeys, jwks, pages }: ProviderOptions): Configuration {
    return {
      adapter: createAdapter({ ...options, tokenRequests }),
      jwks,
      routes: {
        authorization: '/connect/authorize',
        token: '/connect/token',
        device_authorization: '/connect/deviceauthorization',
        code_verification: '/device',
        introspection: '/connect/introspect',
        revocation: '/connect/revocation',
        end_session: '/connect/endsession',
        pushed_authorization_request: '/connect/par',
        jwks: '/.well-known/jwks',
      },
      discovery: {
        userinfo_endpoint: `${apiUrl}/v2/userinfo`,
        ui_locales_supported: ['en', 'it'],
        service_documentation: apiUrl,
      },
      scopes: [...SCOPES],
      claims: {
        openid: ['sub', 'amr', 'auth_time'],
        profile: ['name', 'locale'],
        email: ['email', 'email_verified'],
        tenant: ['tenant'],
        fhirUser: ['fhirUser'],
      },
      extraClientMetadata: { properties: [LIFETIMES] },
      clientDefaults: { id_token_signed_response_alg: 'RS256' },
      enabledJWA: {
        clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'],
        idTokenSigningAlgValues: ['RS256'],
      },
      clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post'],
      responseTypes: ['code'],
      pkce: { required: (_ctx, client) => client.applicationType === 'native' || client.clientAuthMethod === 'none' },
      ttl: {
        AccessToken: (_ctx, _token, client) => lifetimesOf(client, lifetimes).accessToken,
        AuthorizationCode: 5 * MINUTE,
        DeviceCode: 10 * MINUTE,
        // As long as the longest access token; a refresh token prolongs it.
        Grant: 25 * HOUR,
        IdToken: HOUR,
        Interaction: HOUR,
        RefreshToken: (_ctx, token, client) =>
          refreshTokenLifetime(lifetimesOf(client, lifetimes), token.totalLifetime()),
        Session: SESSION_SECONDS,
      },
      rotateRefreshToken: () => true,
      // Whatever token is revoked, what was allowed with it ends.
      revokeGrantPolicy: () => true,
      cookies: { keys: cookieKeys, long: { signed: true, sameSite: 'lax' }, short: { signed: true, sameSite: 'lax' } },
      interactions: {
        policy: createInteractionPolicy(),
        url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
      },
      findAccount: async (_ctx, id) => {
        const user = tokenRequests.account(id) ?? (await findActiveUser(database, id));
        if (!user) return undefined;
        return {
          accountId: user.id,
          tenantId: user.tenant_id ?? undefined,
          claims: async (_use, scope) => ({
            sub: user.id,
            name: user.name,
            locale: user.language ?? undefined,
            email: user.email,
            email_verified: user.email_verified_at !== null,
            tenant: user.tenant_id ?? undefined,
            ...(scope.split(' ').includes('fhirUser') && { fhirUser: await fhirUserOf(database, apiUrl, user) }),
          }),
        };
      },
      loadExistingGrant,
      extraParams: {
        prompt_for_offline: restoreOfflineAccess,
        aud: (ctx, audience) => refuseForeignAudience(ctx as KoaContextWithOIDC, audience, apiUrl),
      },
      extraTokenClaims: (ctx, token) => ({
        gid: 'grantId' in token ? token.grantId : undefined,
        tenant: ctx.oidc.account?.tenantId,
      }),
      clientBasedCORS: (_ctx, origin, client) => mayCallFrom(origin, client, apiUrl),
      renderError: async (ctx, out, error) => {
        if (!ROUTES_OF_PEOPLE.test(ctx.oidc.route)) {
          ctx.body = out;
          return;
        }
        ctx.type = 'html';
        ctx.body = String(pages.error(ctx, out, error));
      },
      features: {
        devInteractions: { enabled: false },
        externalSigningSupport: { enabled: true, ack: 'experimental-01' },
        dPoP: { enabled: true },
        deviceFlow: deviceFlow(pages),
        // RFC 7662 section 4: whoever asks learns of nobody else's tokens.
        introspection: {
          enabled: true,
          allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
        },
        userinfo: { enabled: false },
        // RFC 7009 section 2.1: only what was issued to the one who asks.
        revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: async (ctx) => {
            ctx.body = String(await pages.signOut(ctx));
          },
          postLogoutSuccessSource: async (ctx) => {
            ctx.body = String(pages.signedOut(ctx));
          },
        },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => apiUrl,
          useGrantedResource: () => true,
          getResourceServerInfo: (ctx, resource) => {
            if (resource !== apiUrl) throw new errors.InvalidTarget();
            return {
              scope: [...SCOPES, ...smartScopesOf(ctx)].join(' '),
              audience: apiUrl,
              accessTokenFormat: 'jwt',
              jwt: { sign: { alg: 'ES256' } },
            };
          },
        },
      },
    };
  }

  /** A new grant per authorization, so that one can be revoked without the others; no question when all was allowed before. */
  async function loadExistingGrant(ctx: KoaContextWithOIDC) {
    const chosen = ctx.oidc.result?.consent?.grantId;
    if (chosen) return provider.Grant.find(chosen);
    const accountId = ctx.oidc.session?.accountId;
    const clientId = ctx.oidc.client?.clientId;
    if (!accountId || !clientId || mustAsk(ctx) || needsPatient(smartScopesOf(ctx))) return undefined;
    const remembered = await consentedScopes(database, accountId, clientId);
    const requested = [...new Set([...ctx.oidc.requestParamOIDCScopes, ...smartScopesOf(ctx)])];
    if (!requested.every((scope) => remembered.has(scope))) return undefined;
    return grantScopes(provider, { accountId, clientId, resource: apiUrl, allowed: requested, refused: [] });
  }
}

/** A page will come before the answer, so that a grant made now would be nobody's: native applications and devices always ask. */
function mustAsk({ oidc }: KoaContextWithOIDC): boolean {
  return (
    oidc.client?.applicationType === 'native' ||
    oidc.entities.DeviceCode !== undefined ||
    oidc.promptPending('login') ||
    oidc.promptPending('consent')
  );
}
