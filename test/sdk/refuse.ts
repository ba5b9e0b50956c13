import type { Platform } from '../harness/platform.ts';
import { signIn } from '../oauth/flow.ts';
import { UserAgent } from '../oauth/user-agent.ts';
import { MANAGER } from './sdk.ts';

/** A person who signs in and then allows nothing. */
export async function refuse({ accountUrl }: Platform, url: URL): Promise<URL> {
  const agent = new UserAgent(accountUrl);
  const consent = await signIn(agent, await agent.open(url), MANAGER);
  return (await agent.submit(consent, { press: 'decision=refuse' })).url;
}
