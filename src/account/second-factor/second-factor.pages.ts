import type { Html } from '../../platform/html.ts';
import {
  goTo,
  type PageAnswer,
  type PageCall,
  type PageRoute,
  type SubmitCall,
  wrongForm,
} from '../console/page-route.ts';
import { secondFactorCard } from '../pages/components/security-cards.ts';
import { recoveryCodesPage, renewCodesPage } from '../pages/second-factor-codes.page.ts';
import { type SecondFactorRemovePage, secondFactorRemovePage } from '../pages/second-factor-remove.page.ts';
import { type SecondFactorSetUpPage, secondFactorSetUpPage } from '../pages/second-factor-set-up.page.ts';
import { checkPassword } from '../sign-in/check-password.ts';
import type { SignedInPerson } from '../web/browser-session.ts';
import { signedInRecently } from '../web/recent-sign-in.ts';
import * as service from './second-factor.service.ts';
import { totpAddress } from './totp.ts';

const SECURITY = '/profile/security';
const SET_UP = `${SECURITY}/second-factor`;
const REMOVE = `${SECURITY}/second-factor/remove`;
const CODES = `${SECURITY}/recovery-codes`;

/** Turning two-step sign-in on and off, and its recovery codes. */
export const secondFactorPages: readonly PageRoute[] = [
  {
    path: SET_UP,
    requires: 'signed-in',
    // Whoever takes some minutes to scan the code is not sent away: the sealed secret shows that they were recent.
    recent: 'show',
    async show(call) {
      return (await factorOf(call)) ? goTo(SECURITY) : setUpPage(call, newSetUp(call));
    },
    submit: confirmSetUp,
  },
  {
    path: CODES,
    requires: 'signed-in',
    recent: 'always',
    async show(call) {
      const factor = await factorOf(call);
      if (!factor) return goTo(SECURITY);
      return renewCodesPage({ ...call.form(CODES), context: call.context, codesLeft: factor.recoveryCodesLeft });
    },
    async submit(call) {
      const { services, user, origin } = call;
      const codes = await services.database.transaction(async (tx) => {
        const renewed = await service.renewRecoveryCodes({ ...services, database: tx }, user.id);
        if (renewed) await services.security.noteFactor(tx, user, 'recovery-codes-made', origin);
        return renewed;
      });
      return codes ? codesPage(call, codes, 'renewed') : goTo(SECURITY);
    },
  },
  {
    path: REMOVE,
    requires: 'signed-in',
    recent: 'always',
    show: async (call) => ((await factorOf(call)) ? removePage(call) : goTo(SECURITY)),
    async submit(call) {
      const { services, user, origin } = call;
      if (!(await factorOf(call))) return goTo(SECURITY);
      const proof = call.secret('proof');
      if (!proof) return wrongForm(removePage(call, { kind: 'missing' }));
      const result = await checkProof(call, proof);
      if (result.kind === 'throttled') {
        const headers = { 'retry-after': String(result.retryAfterSeconds) };
        return { page: removePage(call, result), status: 429, headers };
      }
      if (result.kind !== 'right') return { page: removePage(call, { kind: 'wrong' }), status: 401 };
      await services.database.transaction(async (tx) => {
        const removed = await service.removeSecondFactor({ ...services, database: tx }, user.id);
        if (removed) await services.security.noteFactor(tx, user, 'second-factor-removed', origin);
      });
      return goTo(SECURITY);
    },
  },
];

async function confirmSetUp(call: SubmitCall): Promise<PageAnswer> {
  const { services, person, user, origin } = call;
  const sealed = call.field('set_up');
  const secret = service.secretOfSetUp(services, subjectOf(person), sealed);
  if (!secret) {
    return signedInRecently(person)
      ? wrongForm(setUpPage(call, { ...newSetUp(call), problem: 'expired' }))
      : goTo(SET_UP);
  }
  const code = call.field('code');
  if (!code) return wrongForm(setUpPage(call, { secret, sealed, problem: 'missing' }));
  const result = await services.database.transaction(async (tx) => {
    const confirmed = await service.confirmSetUp({ ...services, database: tx }, user.id, { secret, code });
    if (confirmed.kind === 'added') await services.security.noteFactor(tx, user, 'second-factor-added', origin);
    return confirmed;
  });
  if (result.kind === 'wrong') return wrongForm(setUpPage(call, { secret, sealed, problem: 'wrong' }));
  return result.kind === 'exists' ? goTo(SECURITY) : codesPage(call, result.recoveryCodes, 'on');
}

/** No password is as short as a code. */
function checkProof({ services, user, origin }: PageCall, proof: string) {
  return /^\s*\d{3}\s*\d{3}\s*$/.test(proof)
    ? service.checkTotp(services, user.id, proof)
    : checkPassword(services.database, user.email, proof, origin.address);
}

const factorOf = ({ services, user }: PageCall) => service.secondFactorOf(services, user.id);

const newSetUp = ({ services, person }: PageCall) => service.startSetUp(services, subjectOf(person));

/** A set-up goes on only in the session that it began in. */
const subjectOf = ({ user, sessionUid }: SignedInPerson) => `${user.id} ${sessionUid}`;

function setUpPage(
  call: PageCall,
  { secret, sealed, problem }: { secret: string; sealed: string; problem?: SecondFactorSetUpPage['problem'] },
): Html {
  return secondFactorSetUpPage({
    ...call.form(SET_UP),
    context: call.context,
    secret,
    address: totpAddress(secret, call.user.email),
    setUp: sealed,
    ...(problem && { problem }),
  });
}

/** The address of a page that shows codes once leads to one that can be opened again. */
const codesPage = ({ context, user }: PageCall, codes: string[], reason: 'on' | 'renewed'): Html =>
  recoveryCodesPage({ context: { ...context, path: SECURITY }, email: user.email, codes, reason });

const removePage = ({ form, context, user }: PageCall, problem?: SecondFactorRemovePage['problem']): Html =>
  secondFactorRemovePage({ ...form(REMOVE), context, email: user.email, ...(problem && { problem }) });

/** Two-step sign-in on the security page. */
export const secondFactorCardOf = async (call: PageCall): Promise<Html> =>
  secondFactorCard(call.context, { timeZone: call.user.time_zone, factor: await factorOf(call) });
