import type { Html } from '../../platform/html.ts';
import { listActionsOfClient } from '../console/actions.queries.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { applicationPage, deleteDraftPage } from '../pages/developer/application.page.ts';
import { newApplicationPage, oauthApplicationsPage } from '../pages/developer/applications.page.ts';
import { editApplicationPage } from '../pages/developer/edit-application.page.ts';
import { conversationOf } from '../support/conversation.ts';
import { listMessages, listRequestsOfClient } from '../support/support.queries.ts';
import { LONGEST_TEXT, sayIn } from '../support/support.service.ts';
import { actionViewOf, headOf, limitsOf } from './application-head.ts';
import { type ApplicationRow, listApplicationsOf } from './applications.queries.ts';
import { MOST_LOGO_BYTES } from './logo.ts';
import { isName, readDraft, registrationProblems } from './registration.rules.ts';
import {
  ChangedMeanwhile,
  createDraft,
  deleteDraft,
  isEditable,
  ownApplication,
  saveDraft,
  setLogo,
  submitDraft,
  withdrawSubmission,
} from './registration.service.ts';
import { KINDS, kindOf, registrationOf } from './registration.ts';
import { listSecrets } from './secrets.queries.ts';

export const HERE = '/developer/applications';

/** The application of the address. @throws ServiceError not_found for those of others */
export const ownOf = ({ services, params, user }: PageCall): Promise<ApplicationRow> =>
  ownApplication(services.database, params.id!, user);

async function overviewPage(
  call: PageCall,
  row: ApplicationRow,
  extra: { changed?: boolean; problem?: boolean } = {},
): Promise<Html> {
  const { services, user, context, done } = call;
  const { database, accountUrl, apiUrl } = services;
  const here = `${HERE}/${row.id}`;
  const [requests, actions, secrets] = await Promise.all([
    listRequestsOfClient(database, row.id),
    listActionsOfClient(database, row.id),
    row.public ? [] : listSecrets(database, row.id),
  ]);
  const request = requests.find(({ type }) => type === 'application');
  const waits = request?.state === 'open';
  const conversation = request && {
    context,
    timeZone: user.time_zone,
    ...conversationOf(request, await listMessages(database, request.id)),
    answer: waits ? call.form(here) : undefined,
    problem: extra.problem ?? false,
  };
  return applicationPage({
    context,
    timeZone: user.time_zone,
    application: headOf(row),
    limits: limitsOf(row, services),
    issuer: accountUrl,
    api: apiUrl,
    actions: actions.map(actionViewOf),
    conversation,
    withdraw: waits ? call.form(here) : undefined,
    deletable: isEditable(row) && requests.length === 0,
    unseenSecret: secrets.some(({ unseen, expired }) => unseen && !expired),
    done: (['submitted', 'withdrawn', 'sent'] as const).find((known) => known === done),
    ...extra,
  });
}

/** Shows how things stand when somebody else was quicker. */
export async function orChanged<Answer>(
  call: PageCall,
  work: () => Promise<Answer>,
): Promise<Answer | { page: Html; status: number }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    return { page: await overviewPage(call, await ownOf(call), { changed: true }), status: 409 };
  }
}

function editPage(
  call: PageCall,
  row: ApplicationRow,
  extra: Partial<Parameters<typeof editApplicationPage>[0]> = {},
): Html {
  const here = `${HERE}/${row.id}`;
  return editApplicationPage({
    ...call.form(`${here}/edit`),
    context: call.context,
    id: row.id,
    registration: registrationOf(row),
    logoForm: call.form(`${here}/logo`),
    ...extra,
  });
}

/** Registering applications: from the first draft to handing it in. */
export const applicationsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'developer',
    async show({ services, user, context, done }) {
      const rows = await listApplicationsOf(services.database, user.id);
      return oauthApplicationsPage({
        context,
        timeZone: user.time_zone,
        applications: rows.map((row) => ({
          id: row.id,
          name: row.name,
          kind: kindOf(row),
          status: row.status,
          since: row.status_at,
        })),
        deleted: done === 'deleted',
      });
    },
  },
  {
    path: `${HERE}/new`,
    requires: 'developer',
    show: async (call) => newApplicationPage({ ...call.form(`${HERE}/new`), context: call.context }),
    async submit(call) {
      const typed = { kind: call.field('kind'), name: call.field('name').replace(/\s+/g, ' ') };
      const kind = KINDS.find((known) => known === typed.kind);
      const again = (problems: ('kind' | 'name' | 'too-many')[]) =>
        wrongForm(newApplicationPage({ ...call.form(`${HERE}/new`), context: call.context, typed, problems }));
      const named = isName(typed.name);
      if (!kind || !named) return again([...(kind ? [] : (['kind'] as const)), ...(named ? [] : (['name'] as const))]);
      const id = await createDraft(call, kind, typed.name);
      return id ? goTo(`${HERE}/${id}/edit`, 'created') : again(['too-many']);
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'developer',
    show: async (call) => overviewPage(call, await ownOf(call)),
    async submit(call) {
      const row = await ownOf(call);
      const here = `${HERE}/${row.id}`;
      if (call.field('do') === 'withdraw') {
        return orChanged(call, async () => {
          await withdrawSubmission(call, row.id);
          return goTo(here, 'withdrawn');
        });
      }
      const requests = await listRequestsOfClient(call.services.database, row.id);
      const open = requests.find(({ type, state }) => type === 'application' && state === 'open');
      if (!open) return { page: await overviewPage(call, row, { changed: true }), status: 409 };
      const text = call.field('message');
      if (!text || text.length > LONGEST_TEXT) return wrongForm(await overviewPage(call, row, { problem: true }));
      await sayIn(call, open, text, { asAdministrator: false, url: call.services.accountUrl + here });
      return goTo(here, 'sent');
    },
  },
  {
    path: `${HERE}/:id/edit`,
    requires: 'developer',
    async show(call) {
      const row = await ownOf(call);
      if (!isEditable(row)) return goTo(`${HERE}/${row.id}`);
      const done = (['created', 'saved', 'logo-saved', 'logo-removed'] as const).find((known) => known === call.done);
      return editPage(call, row, { done });
    },
    async submit(call) {
      const row = await ownOf(call);
      const kind = kindOf(row);
      const draft = readDraft(call, kind);
      const handsIn = call.field('do') === 'submit';
      const problems = registrationProblems(kind, draft, { whole: handsIn });
      if (problems.length > 0) {
        const registration = { ...draft, kind, logo: row.logo_hash ?? '' };
        return wrongForm(editPage(call, row, { registration, problems }));
      }
      return orChanged(call, async () => {
        if (!handsIn) {
          await saveDraft(call, row.id, draft);
          return goTo(`${HERE}/${row.id}/edit`, 'saved');
        }
        await submitDraft(call, row.id, draft);
        return goTo(`${HERE}/${row.id}`, 'submitted');
      });
    },
  },
  {
    path: `${HERE}/:id/logo`,
    requires: 'developer',
    fileBytes: MOST_LOGO_BYTES,
    async submit(call) {
      const row = await ownOf(call);
      const { file } = call;
      const back = `${HERE}/${row.id}/edit`;
      const wrong = (logoProblem: 'missing' | 'too-large' | 'not-a-picture') =>
        wrongForm(editPage(call, row, { logoProblem }));
      return orChanged(call, async () => {
        if (call.field('do') === 'remove') {
          await setLogo(call, row.id, undefined);
          return goTo(back, 'logo-removed');
        }
        if (!file) return wrong('missing');
        if (file === 'too-large') return wrong('too-large');
        return (await setLogo(call, row.id, file)) ? goTo(back, 'logo-saved') : wrong('not-a-picture');
      });
    },
  },
  {
    path: `${HERE}/:id/delete`,
    requires: 'developer',
    async show(call) {
      const row = await ownOf(call);
      return deleteDraftPage(call.context, call.form(`${HERE}/${row.id}/delete`), row);
    },
    async submit(call) {
      const row = await ownOf(call);
      return orChanged(call, async () => {
        await deleteDraft(call, row.id);
        return goTo(HERE, 'deleted');
      });
    },
  },
];
