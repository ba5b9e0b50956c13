import { API_SCOPES } from '../../catalogue/scopes.ts';
import { isLoopback } from '../developer/redirect-uris.ts';
import type { Registration } from '../developer/registration.ts';
import { toolsFor } from '../developer/tools.ts';
import type { Messages } from '../pages/messages.ts';

/** Something that an administrator should look at; `words` are names or hosts. */
export interface Check {
  is: keyof Messages['checks'];
  tone: 'warning' | 'done';
  words: string;
}

interface Known {
  /** Names of other applications that are written alike. */
  alike: readonly string[];
  emailVerified: boolean;
  apiUrl: string;
}

/** What a registration gives reason to ask, from what it says itself. */
export function checksOf(registration: Registration, { alike, emailVerified, apiUrl }: Known): Check[] {
  const { kind, redirectUris, homeUrl, privacyUrl, scopes } = registration;
  const tools = toolsFor(apiUrl).map(({ redirectUri }) => redirectUri);
  const checks: (Check | false)[] = [
    alike.length > 0
      ? { is: 'name-alike', tone: 'warning', words: alike.join(', ') }
      : { is: 'name-unlike', tone: 'done', words: '' },
    !emailVerified && warning('email-unverified'),
    scopes.includes('giponext.medicalreports') && warning('health-data'),
    API_SCOPES.every((scope) => scopes.includes(scope)) && warning('all-scopes'),
    scopes.includes('offline_access') && warning('stays-connected'),
    kind === 'web' && redirectUris.some((uri) => isLoopback(uri) && !tools.includes(uri)) && warning('loopback-in-web'),
    redirectUris.some((uri) => tools.includes(uri)) && warning('tool-redirect'),
    hostCheck(
      redirectUris.filter((uri) => !tools.includes(uri)),
      homeUrl,
    ),
    differentHost(privacyUrl, homeUrl) && warning('privacy-elsewhere'),
  ];
  return checks.filter((check) => check !== false);
}

const warning = (is: Check['is'], words = ''): Check => ({ is, tone: 'warning', words });

function hostCheck(redirectUris: readonly string[], homeUrl: string): Check | false {
  const web = redirectUris.filter((uri) => uri.startsWith('https:'));
  if (web.length === 0) return false;
  const other = new Set(web.filter((uri) => differentHost(uri, homeUrl)).map((uri) => new URL(uri).host));
  return other.size > 0 ? warning('other-hosts', [...other].join(', ')) : { is: 'same-hosts', tone: 'done', words: '' };
}

/** Of addresses that were found to be addresses. */
const differentHost = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).host !== new URL(other).host;
