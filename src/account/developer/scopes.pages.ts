import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, type SubmitCall, wrongForm } from '../console/page-route.ts';
import { type ChangeProblem, changePage, scopesPage } from '../pages/developer/scopes.page.ts';
import { conversationOf } from '../support/conversation.ts';
import { listMessages, listRequestsOfClient } from '../support/support.queries.ts';
import { LONGEST_TEXT, sayIn } from '../support/support.service.ts';
import { knownOf } from './application.pages.ts';
import { headOf } from './application-head.ts';
import { HERE, orChanged } from './applications.pages.ts';
import type { ApplicationRow, Logo } from './applications.queries.ts';
import { askForChange, changeIn, changeOf, withdrawChange } from './changes.service.ts';
import { MOST_LOGO_BYTES, readLogo } from './logo.ts';
import { readDraft, registrationProblems } from './registration.rules.ts';
import { differences, registrationOf } from './registration.ts';

const lastChange = async ({ services }: PageCall, id: string) =>
  (await listRequestsOfClient(services.database, id)).find(({ type }) => type === 'application-change');

async function overview(call: PageCall, row: ApplicationRow, extra: { problem?: boolean } = {}): Promise<Html> {
  const { services, user, context, done } = call;
  const target = call.form(`${HERE}/${row.id}/scopes`);
  const change = await lastChange(call, row.id);
  const waits = change?.state === 'open';
  return scopesPage({
    context,
    application: headOf(row),
    change: change && {
      differences: differences(changeIn(change).from, changeIn(change).to),
      conversation: {
        context,
        timeZone: user.time_zone,
        ...conversationOf(change, await listMessages(services.database, change.id)),
        answer: waits ? target : undefined,
        problem: extra.problem ?? false,
      },
    },
    withdraw: waits ? target : undefined,
    done: (['asked', 'withdrawn', 'sent'] as const).find((known) => known === done),
    ...extra,
  });
}

/** The picture that came with a form; what is wrong with it, if so; undefined when none came. */
async function readPicture({ file }: SubmitCall): Promise<Logo | 'too-large' | 'not-a-picture' | undefined> {
  if (file === undefined || file === 'too-large') return file;
  return (await readLogo(file)) ?? 'not-a-picture';
}

/** What an approved application may ask for; administrators decide on changes. */
export const scopesPages: readonly PageRoute[] = [
  {
    path: `${HERE}/:id/scopes`,
    requires: 'developer',
    show: async (call) => overview(call, await knownOf(call)),
    async submit(call) {
      const row = await knownOf(call);
      const path = `${HERE}/${row.id}/scopes`;
      const change = await lastChange(call, row.id);
      return orChanged(call, async () => {
        if (call.field('do') === 'withdraw' || change?.state !== 'open') {
          await withdrawChange(call, row.id);
          return goTo(path, 'withdrawn');
        }
        const text = call.field('message');
        if (!text || text.length > LONGEST_TEXT) return wrongForm(await overview(call, row, { problem: true }));
        await sayIn(call, change, text, { asAdministrator: false, url: call.services.accountUrl + path });
        return goTo(path, 'sent');
      });
    },
  },
  {
    path: `${HERE}/:id/change`,
    requires: 'developer',
    fileBytes: MOST_LOGO_BYTES,
    async show(call) {
      const row = await knownOf(call);
      const typed = { ...registrationOf(row), reason: '' };
      return changePage({
        ...call.form(`${HERE}/${row.id}/change`),
        context: call.context,
        application: headOf(row),
        typed,
      });
    },
    async submit(call) {
      const row = await knownOf(call);
      const before = registrationOf(row);
      const { name, description, homeUrl, privacyUrl, scopes } = readDraft(call, before.kind);
      const picture = await readPicture(call);
      const keepsLogo = call.field('removeLogo') === 'yes' ? '' : before.logo;
      const logo = typeof picture === 'object' ? picture.hash : keepsLogo;
      const wish = { name, description, homeUrl, privacyUrl, scopes, logo };
      const reason = call.field('reason');
      // Redirect addresses are changed elsewhere, and were judged there.
      const problems: ChangeProblem[] = registrationProblems(
        before.kind,
        { ...before, ...wish },
        { whole: true },
      ).filter(({ field }) => field !== 'redirectUris' && wish[field] !== before[field]);
      if (typeof picture === 'string') problems.push(picture);
      if (!reason || reason.length > LONGEST_TEXT) problems.push('reason');
      if (problems.length === 0 && !changeOf(row, wish)) problems.push('nothing');
      if (problems.length > 0) {
        const target = call.form(`${HERE}/${row.id}/change`);
        const typed = { ...wish, reason, removeLogo: logo === '' };
        return wrongForm(changePage({ ...target, context: call.context, application: headOf(row), typed, problems }));
      }
      return orChanged(call, async () => {
        await askForChange(call, row.id, wish, reason, typeof picture === 'object' ? picture : undefined);
        return goTo(`${HERE}/${row.id}/scopes`, 'asked');
      });
    },
  },
];
