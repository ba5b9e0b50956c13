import type { AuthorizationServerOptions } from '../src/account/oidc/authorization-server.ts';
import { createSandboxTokenIssuer, type SandboxTokenIssuer } from '../src/account/oidc/sandbox-tokens.ts';
import { USERS } from '../src/sandbox/accounts.ts';
import type { LoadPlan, LoadRequest } from './load.ts';
import { type Bench, type Measurement, measurePlan } from './measure.ts';
import type { Server } from './servers.ts';

const CLIENT = { clientId: 'sandbox-web', secret: 'sandbox-web-secret' };
const SCOPE = 'openid offline_access giponext.patients';
/** More than are redeemed in a second. */
const CODES_PER_SECOND = 800;

/** How the token endpoint compares with node:http alone: refreshing, and redeeming codes. */
export async function measureTokens(
  bench: Bench,
  { account, limit }: { account: Server; limit: Server },
  identity: AuthorizationServerOptions,
  connections: number,
  progress: (message: string) => void,
): Promise<Measurement[]> {
  const issuer = await createSandboxTokenIssuer(identity);
  const measurements: Measurement[] = [];
  for (let round = 0; round < bench.options.rounds; round++) {
    for (const scenario of ['refresh', 'redeem-code'].filter(bench.options.wants)) {
      progress(`${scenario}, ${connections} connections, round ${round + 1}`);
      const measureOne = (server: Server, warmUp: LoadPlan, plan: LoadPlan) =>
        measurePlan(bench, { scenario, connections, round, server, warmUp, plan });
      const [warmUp, plan] =
        scenario === 'refresh'
          ? await refreshPlans(bench, issuer, account, connections)
          : await codePlans(bench, issuer, account, connections);
      measurements.push(await measureOne(account, warmUp, plan));
      const { refreshTokens: _, ...same } = { ...plan, url: limit.url, status: 201 };
      measurements.push(await measureOne(limit, { ...same, seconds: warmUp.seconds }, { ...same, once: false }));
    }
  }
  return measurements;
}

/** Of each person and application no more than the ten that may live, so another application warms up. */
async function refreshPlans(
  { options }: Bench,
  issuer: SandboxTokenIssuer,
  { url }: Server,
  connections: number,
): Promise<[LoadPlan, LoadPlan]> {
  const planFor = async (clientId: string, secret: object, seconds: number): Promise<LoadPlan> => {
    const refreshTokens: string[] = [];
    for (let index = 0; index < connections; index++) {
      const { email } = USERS[index % USERS.length]!;
      refreshTokens.push((await issuer.issue({ email, clientId, scope: SCOPE })).refresh_token!);
    }
    const fields = new URLSearchParams({ client_id: clientId, ...secret });
    const request = tokenRequest(`${fields}&grant_type=refresh_token&refresh_token=`);
    const requests = Array.from({ length: connections }, () => [request]);
    return { url, status: 200, once: false, requests, seconds, refreshTokens };
  };
  return [
    await planFor('sandbox-native', {}, options.warmUpSeconds),
    await planFor(CLIENT.clientId, { client_secret: CLIENT.secret }, options.seconds),
  ];
}

async function codePlans(
  { options }: Bench,
  issuer: SandboxTokenIssuer,
  { url }: Server,
  connections: number,
): Promise<[LoadPlan, LoadPlan]> {
  const requestsFor = async (seconds: number) => {
    const requests: LoadRequest[] = [];
    for (let count = 0; count < Math.ceil(seconds * CODES_PER_SECOND); count++) {
      const { email } = USERS[count % USERS.length]!;
      const body = await issuer.authorize({ email, clientId: CLIENT.clientId, scope: SCOPE });
      body.set('client_secret', CLIENT.secret);
      requests.push(tokenRequest(String(body)));
    }
    const share = Math.floor(requests.length / connections);
    return Array.from({ length: connections }, (_, index) => requests.slice(index * share, (index + 1) * share));
  };
  const plan = { url, status: 200, once: true };
  return [
    { ...plan, seconds: options.warmUpSeconds, requests: await requestsFor(options.warmUpSeconds) },
    { ...plan, seconds: options.seconds, requests: await requestsFor(options.seconds) },
  ];
}

function tokenRequest(body: string): LoadRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', path: '/connect/token', headers, body };
}
