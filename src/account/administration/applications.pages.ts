import type { Html } from '../../platform/html.ts';
import { listActionsOfClient } from '../console/actions.queries.ts';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageAnswer, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { actionViewOf, headOf, limitsOf } from '../developer/application-head.ts';
import { type ApplicationRow, STATUSES } from '../developer/applications.queries.ts';
import { openRequest } from '../developer/registration.service.ts';
import { askedScopes, differences, kindOf, registrationOf } from '../developer/registration.ts';
import {
  administeredApplicationPage,
  allApplicationsPage,
  changeScopesPage,
  limitsPage,
  movePage,
} from '../pages/administration/applications.page.ts';
import { countConnected, listAllApplications } from './applications.queries.ts';
import { anyApplication, setLimits, setScopes } from './applications.service.ts';
import { MOVES, type Move, moveApplication, movesOf } from './decisions.service.ts';
import { installationLimits, readLimits, typedLimits } from './limits.ts';
import { orChanged, readReason, reasonPage } from './reason.ts';

const HERE = '/administration/applications';

const anyOf = ({ services, params }: PageCall): Promise<ApplicationRow> =>
  anyApplication(services.database, params.id!);

async function onePage(call: PageCall, row: ApplicationRow, changed = false): Promise<Html> {
  const { services, context, done } = call;
  const { database } = services;
  const [connected, actions, open] = await Promise.all([
    countConnected(database, row.id),
    listActionsOfClient(database, row.id),
    openRequest(database, row.id),
  ]);
  const known = [...(Object.keys(MOVES) as Move[]), 'limits', 'scopes'] as const;
  return administeredApplicationPage({
    context,
    application: headOf(row),
    developer: row.developer_id
      ? { id: row.developer_id, name: row.developer_name!, email: row.developer_email! }
      : undefined,
    limits: limitsOf(row, services),
    connected,
    actions: actions.map(actionViewOf),
    moves: movesOf(row),
    openRequestId: open?.id,
    done: known.find((one) => one === done),
    changed,
  });
}

/** How things stand when somebody else was quicker. */
async function changedPage(call: PageCall): Promise<PageAnswer> {
  return { page: await onePage(call, await anyOf(call), true), status: 409 };
}

/** Suspend, reinstate, revoke: each a page that asks. */
const movePages = (Object.keys(MOVES) as Move[]).map((move) =>
  reasonPage({
    here: HERE,
    act: move,
    anyOf,
    page: (call, row, extra) =>
      movePage({ ...call.form(`${HERE}/${row.id}/${move}`), context: call.context, application: row, move, ...extra }),
    run: (call, id, reason) => moveApplication(call, id, move, reason),
    changedPage,
  }),
);

/** Every registration, and what administrators may do with it. */
export const allApplicationsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, { path: HERE, sorts: ['newest', 'name'], filters: { status: STATUSES.slice(1) } });
      const { rows, more } = splitPage(await listAllApplications(services.database, list));
      const applications = rows.map((row) => ({
        id: row.id,
        name: row.name,
        kind: kindOf(row),
        developer: row.developer_name,
        status: row.status,
        since: row.status_at,
      }));
      return allApplicationsPage({ context, list, applications, more });
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'administrator',
    show: async (call) => onePage(call, await anyOf(call)),
  },
  ...movePages,
  {
    path: `${HERE}/:id/limits`,
    requires: 'administrator',
    async show(call) {
      const row = await anyOf(call);
      const typed = { ...typedLimits(row), reason: '' };
      const installation = installationLimits(call.services);
      const target = call.form(`${HERE}/${row.id}/limits`);
      return limitsPage({ ...target, context: call.context, application: row, installation, typed });
    },
    async submit(call) {
      const row = await anyOf(call);
      const limits = readLimits(call);
      const { reason, problem } = readReason(call);
      if (problem || limits.problems.length > 0) {
        const target = call.form(`${HERE}/${row.id}/limits`);
        const typed = { ...limits.typed, reason };
        const view = {
          context: call.context,
          application: row,
          installation: installationLimits(call.services),
          typed,
          problems: limits.problems,
          reasonProblem: problem,
        };
        return wrongForm(limitsPage({ ...target, ...view }));
      }
      await setLimits(call, row.id, limits, reason);
      return goTo(`${HERE}/${row.id}`, 'limits');
    },
  },
  {
    path: `${HERE}/:id/scopes`,
    requires: 'administrator',
    async show(call) {
      const row = await anyOf(call);
      const target = call.form(`${HERE}/${row.id}/scopes`);
      return changeScopesPage({ ...target, context: call.context, application: row, scopes: row.scopes });
    },
    async submit(call) {
      const row = await anyOf(call);
      const scopes = askedScopes(call.values('scope'));
      const { reason, problem } = readReason(call);
      const same = differences(registrationOf(row), { scopes }).length === 0;
      if (problem || same) {
        const target = call.form(`${HERE}/${row.id}/scopes`);
        const view = { context: call.context, application: row, scopes, typed: reason };
        return wrongForm(changeScopesPage({ ...target, ...view, problem: same ? 'nothing' : problem }));
      }
      return orChanged(
        async () => {
          await setScopes(call, row.id, scopes, reason);
          return goTo(`${HERE}/${row.id}`, 'scopes');
        },
        () => changedPage(call),
      );
    },
  },
];
