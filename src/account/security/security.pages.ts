import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { type SecurityPage, securityPage } from '../pages/security.page.ts';
import { passkeysCardOf } from '../passkeys/passkeys.pages.ts';
import { passwordProblem } from '../password/password-rules.ts';
import { secondFactorCardOf } from '../second-factor/second-factor.pages.ts';
import { checkPassword } from '../sign-in/check-password.ts';
import { browserName } from './browser-name.ts';
import { listEvents } from './security.queries.ts';
import type { EventKind } from './security.ts';

const HERE = '/profile/security';
const EVENTS_ON_A_PAGE = 20;

/** The password, other factors, and what happened to the account. */
export const securityPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'signed-in',
    show: (call) => page(call, { done: call.done === 'changed' }),
    async submit(call) {
      const { services, person, user, origin } = call;
      const current = call.secret('current');
      const fresh = call.secret('password');
      const isSame = fresh !== '' && fresh.normalize('NFKC') === current.normalize('NFKC');
      const weak = isSame ? 'same' : fresh ? await passwordProblem(fresh, user) : 'missingFresh';
      const problems: NonNullable<SecurityPage['problems']> = {
        ...(!current && { current: 'missingCurrent' }),
        ...(weak && { password: weak }),
      };
      if (problems.current || problems.password) return wrongForm(await page(call, { problems }));
      const checked = await checkPassword(services.database, user.email, current, origin.address);
      if (checked.kind === 'throttled') {
        const { retryAfterSeconds } = checked;
        const headers = { 'retry-after': String(retryAfterSeconds) };
        return { page: await page(call, { throttledSeconds: retryAfterSeconds }), status: 429, headers };
      }
      if (checked.kind === 'wrong-credentials') {
        await services.security.noteFailedSignIn(services.database, user.email, origin);
        return wrongForm(await page(call, { problems: { current: 'wrong' } }));
      }
      await services.passwords.change(user, person.sessionUid, fresh, origin);
      return goTo(HERE, 'changed');
    },
  },
];

async function page(call: PageCall, view: Partial<SecurityPage>): Promise<Html> {
  const { services, user, context, query } = call;
  const before = /^\d{1,15}$/.test(query.before ?? '') ? Number(query.before) : undefined;
  const [rows, factors] = await Promise.all([
    listEvents(services.database, user.id, EVENTS_ON_A_PAGE + 1, before),
    Promise.all([secondFactorCardOf(call), passkeysCardOf(call)]),
  ]);
  const shown = rows.slice(0, EVENTS_ON_A_PAGE);
  const last = shown.at(-1);
  return securityPage({
    ...call.form(HERE),
    context,
    email: user.email,
    timeZone: user.time_zone,
    events: shown.map(({ kind, detail, at, address, user_agent }) => ({
      kind: kind as EventKind,
      detail: detail.name ?? '',
      at,
      address: address ?? '',
      browser: browserName(user_agent ?? '', ''),
    })),
    ...(rows.length > shown.length && last && { olderHref: `${HERE}?before=${last.id}` }),
    factors: factors.filter((factor) => factor !== undefined),
    ...view,
  });
}
