import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import {
  deleteSecretPage,
  rotateSecretPage,
  type SecretView,
  secretsPage,
  shownSecretPage,
  showSecretPage,
} from '../pages/developer/secrets.page.ts';
import { knownOf } from './application.pages.ts';
import { headOf } from './application-head.ts';
import { HERE, orChanged } from './applications.pages.ts';
import type { ApplicationRow } from './applications.queries.ts';
import { listSecrets, type SecretRow } from './secrets.queries.ts';
import {
  createSecret,
  LONGEST_DESCRIPTION,
  OVERLAP_HOURS,
  removeSecret,
  revealSecret,
  rotateSecret,
  SECRET_DAYS,
  secretOf,
} from './secrets.service.ts';

async function confidentialOf(call: PageCall): Promise<ApplicationRow> {
  const row = await knownOf(call);
  if (row.public) throw new ServiceError('not_found', 'A public application has no secrets.');
  return row;
}

const viewOf = ({ created_at, expires_at, last_used_at, ...rest }: SecretRow): SecretView => ({
  ...rest,
  createdAt: created_at,
  expiresAt: expires_at,
  lastUsedAt: last_used_at,
});

async function listPage(call: PageCall, row: ApplicationRow, extra: Partial<Parameters<typeof secretsPage>[0]> = {}) {
  const secrets = await listSecrets(call.services.database, row.id);
  return secretsPage({
    ...call.form(`${HERE}/${row.id}/secrets`),
    context: call.context,
    timeZone: call.user.time_zone,
    application: headOf(row),
    secrets: secrets.map(viewOf),
    ...extra,
  });
}

/** One of a few numbers, else the first of them. */
const oneOf = <Choice extends number>(choices: readonly Choice[], typed: string): Choice =>
  choices.find((choice) => String(choice) === typed) ?? choices[0]!;

/** One secret of the address, with what its pages show. */
async function oneSecret(call: PageCall) {
  const row = await confidentialOf(call);
  const secret = await secretOf(call.services.database, row.id, call.params.secret);
  const view = { context: call.context, application: row, secret: viewOf(secret) };
  return { row, secret, view };
}

/** A page about one secret that asks before it does something. */
function secretPage(
  name: 'rotate' | 'delete',
  page: (view: Awaited<ReturnType<typeof oneSecret>>['view'], target: ReturnType<PageCall['form']>) => Html,
  submit: NonNullable<PageRoute['submit']>,
): PageRoute {
  return {
    path: `${HERE}/:id/secrets/:secret/${name}`,
    requires: 'developer',
    async show(call) {
      const { row, secret, view } = await oneSecret(call);
      return page(view, call.form(`${HERE}/${row.id}/secrets/${secret.id}/${name}`));
    },
    submit,
  };
}

/** The secrets of an application: several at once, each shown once. */
export const secretsPages: readonly PageRoute[] = [
  {
    path: `${HERE}/:id/secrets`,
    requires: 'developer',
    show: async (call) => listPage(call, await confidentialOf(call), { deleted: call.done === 'deleted' }),
    async submit(call) {
      const row = await confidentialOf(call);
      const typed = { description: call.field('description'), days: oneOf(SECRET_DAYS, call.field('days')) };
      if (typed.description === '' || typed.description.length > LONGEST_DESCRIPTION) {
        return wrongForm(await listPage(call, row, { typed, problem: 'description' }));
      }
      return orChanged(call, async () => {
        const id = await createSecret(call, row.id, typed);
        if (id === undefined) return wrongForm(await listPage(call, row, { typed, problem: 'tooMany' }));
        return goTo(`${HERE}/${row.id}/secrets/${id}`);
      });
    },
  },
  {
    path: `${HERE}/:id/secrets/:secret`,
    requires: 'developer',
    async show(call) {
      const { row, secret, view } = await oneSecret(call);
      return showSecretPage(view, call.form(`${HERE}/${row.id}/secrets/${secret.id}`));
    },
    async submit(call) {
      const { row, secret, view } = await oneSecret(call);
      const value = await revealSecret(call, row.id, secret);
      if (value !== undefined) return shownSecretPage(view, value);
      const seen = { ...view, secret: { ...view.secret, unseen: false } };
      return { page: showSecretPage(seen, call.form(`${HERE}/${row.id}/secrets/${secret.id}`)), status: 409 };
    },
  },
  secretPage('rotate', rotateSecretPage, async (call) => {
    const { row, secret, view } = await oneSecret(call);
    const wish = {
      overlapHours: oneOf(OVERLAP_HOURS, call.field('hours')),
      days: oneOf(SECRET_DAYS, call.field('days')),
    };
    return orChanged(call, async () => {
      const id = await rotateSecret(call, row.id, secret, wish);
      if (id !== undefined) return goTo(`${HERE}/${row.id}/secrets/${id}`);
      const target = call.form(`${HERE}/${row.id}/secrets/${secret.id}/rotate`);
      return wrongForm(rotateSecretPage(view, target, true));
    });
  }),
  secretPage('delete', deleteSecretPage, async (call) => {
    const { row, secret } = await oneSecret(call);
    await removeSecret(call, row.id, secret);
    return goTo(`${HERE}/${row.id}/secrets`, 'deleted');
  }),
];
