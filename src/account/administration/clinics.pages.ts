import type { Html } from '../../platform/html.ts';
import { listActionsOfClinic } from '../console/actions.queries.ts';
import { listView, splitPage } from '../console/list-view.ts';
import { goTo, type PageAnswer, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { actionViewOf } from '../developer/application-head.ts';
import { createClinic, inviteManager, inviteManagerAgain, Taken } from '../invitations/invitations.ts';
import { clinicMovePage, clinicPage, clinicsPage, inviteAgainPage } from '../pages/administration/clinics.page.ts';
import { inviteManagerPage, newClinicPage } from '../pages/administration/new-clinic.page.ts';
import { type ClinicRow, listClinics, listManagersOf, type ManagerRow } from './clinics.queries.ts';
import { anyClinic, byCaller, CLINIC_MOVES, type ClinicMove, clinicMovesOf, moveClinic } from './clinics.service.ts';
import { NO_CLINIC, NO_MANAGER, readManager, readNewClinic } from './new-clinic.ts';
import { readReason, reasonPage } from './reason.ts';

const HERE = '/administration/clinics';
/** Apart from the clinics' own pages, as a clinic may be called `new`. */
const NEW = '/administration/new-clinic';
const DONE = [...CLINIC_MOVES, 'created', 'invited'] as const;

const viewOf = (row: ClinicRow) => ({
  id: row.id,
  name: row.name,
  sandbox: row.sandbox,
  timeZone: row.time_zone,
  fiscalCodePolicy: row.fiscal_code_policy,
  createdAt: row.created_at,
  suspended: row.suspended_at !== null,
  suspendedReason: row.suspended_reason,
  people: row.people,
  lastUsedAt: row.last_used_at,
});

const managerOf = ({ id, name, email, state, last_seen_at }: ManagerRow) => ({
  id,
  name,
  email,
  state,
  lastSeenAt: last_seen_at,
});

const anyOf = ({ services, params }: PageCall): Promise<ClinicRow> => anyClinic(services.database, params.id!);

async function onePage(call: PageCall, row: ClinicRow, changed = false): Promise<Html> {
  const { services, user, context, done } = call;
  const [managers, actions] = await Promise.all([
    listManagersOf(services.database, row.id),
    listActionsOfClinic(services.database, row.id),
  ]);
  const clinic = viewOf(row);
  return clinicPage({
    context,
    clinic,
    managers: managers.map(managerOf),
    actions: actions.map(actionViewOf),
    moves: clinicMovesOf(clinic, user),
    own: row.id === user.tenant_id,
    done: DONE.find((known) => known === done),
    changed,
  });
}

async function changedPage(call: PageCall): Promise<PageAnswer> {
  return { page: await onePage(call, await anyOf(call), true), status: 409 };
}

/** Suspend and reinstate: each a page that asks. */
const movePages = CLINIC_MOVES.map((move: ClinicMove) =>
  reasonPage({
    here: HERE,
    act: move,
    anyOf,
    page: (call, row, extra) =>
      clinicMovePage({ ...call.form(`${HERE}/${row.id}/${move}`), context: call.context, clinic: row, move, ...extra }),
    run: (call, id, reason) => moveClinic(call, id, move, reason),
    changedPage,
  }),
);

/** A manager of this clinic who was invited and has no password yet. */
async function invitedOf(call: PageCall, row: ClinicRow): Promise<ManagerRow | undefined> {
  const managers = await listManagersOf(call.services.database, row.id);
  return managers.find(({ id, state }) => id === call.params.person && state === 'invited');
}

const managerPages: readonly PageRoute[] = [
  {
    path: `${HERE}/:id/managers`,
    requires: 'administrator',
    async show(call) {
      const row = await anyOf(call);
      const target = call.form(`${HERE}/${row.id}/managers`);
      return inviteManagerPage({ ...target, context: call.context, clinic: row, typed: { ...NO_MANAGER, reason: '' } });
    },
    async submit(call) {
      const row = await anyOf(call);
      const { typed, problems, value } = readManager(call);
      const { reason, problem } = readReason(call);
      const again = (wrong: typeof problems) =>
        wrongForm(
          inviteManagerPage({
            ...call.form(`${HERE}/${row.id}/managers`),
            context: call.context,
            clinic: row,
            typed: { ...typed, reason },
            problems: wrong,
            reasonProblem: problem,
          }),
        );
      if (problem || problems.length > 0) return again(problems);
      try {
        await inviteManager(call.services, row, value, byCaller(call, reason));
      } catch (error) {
        if (error instanceof Taken) return again(['managerTaken']);
        throw error;
      }
      call.services.mail.wake();
      return goTo(`${HERE}/${row.id}`, 'invited');
    },
  },
  {
    path: `${HERE}/:id/managers/:person`,
    requires: 'administrator',
    async show(call) {
      const row = await anyOf(call);
      const manager = await invitedOf(call, row);
      if (!manager) return changedPage(call);
      const target = call.form(`${HERE}/${row.id}/managers/${manager.id}`);
      return inviteAgainPage({ ...target, context: call.context, clinic: row, manager });
    },
    async submit(call) {
      const row = await anyOf(call);
      const manager = await invitedOf(call, row);
      const { reason, problem } = readReason(call);
      if (manager && problem) {
        const target = call.form(`${HERE}/${row.id}/managers/${manager.id}`);
        return wrongForm(
          inviteAgainPage({ ...target, context: call.context, clinic: row, manager, typed: reason, problem }),
        );
      }
      const sent = manager && (await inviteManagerAgain(call.services, row, manager.id, byCaller(call, reason)));
      if (!sent) return changedPage(call);
      call.services.mail.wake();
      return goTo(`${HERE}/${row.id}`, 'invited');
    },
  },
];

/** Every clinic of the installation, who manages it, and whether it is open. */
export const clinicsPages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'administrator',
    async show({ services, query, context }) {
      const list = listView(query, {
        path: HERE,
        sorts: ['name', 'id', 'people', 'newest'],
        filters: { kind: ['production', 'sandbox', 'suspended'] },
      });
      const { rows, more } = splitPage(await listClinics(services.database, list));
      return clinicsPage({ context, list, clinics: rows.map(viewOf), more });
    },
  },
  {
    path: NEW,
    requires: 'administrator',
    show: async (call) =>
      newClinicPage({ ...call.form(NEW), context: call.context, typed: { ...NO_CLINIC, reason: '' } }),
    async submit(call) {
      const { typed, problems, value } = readNewClinic(call);
      const { reason, problem } = readReason(call);
      const again = (wrong: typeof problems) =>
        wrongForm(
          newClinicPage({
            ...call.form(NEW),
            context: call.context,
            typed: { ...typed, reason },
            problems: wrong,
            reasonProblem: problem,
          }),
        );
      if (problem || problems.length > 0) return again(problems);
      const { services } = call;
      try {
        await createClinic(services, value, services.fillNewClinic, byCaller(call, reason));
      } catch (error) {
        if (error instanceof Taken) return again([error.what === 'id' ? 'idTaken' : 'managerTaken']);
        throw error;
      }
      services.mail.wake();
      return goTo(`${HERE}/${value.id}`, 'created');
    },
  },
  {
    path: `${HERE}/:id`,
    requires: 'administrator',
    show: async (call) => onePage(call, await anyOf(call)),
  },
  ...movePages,
  ...managerPages,
];
