import { ServiceError } from '../../platform/errors.ts';
import type { Html } from '../../platform/html.ts';
import { goTo, type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { passkeysCard } from '../pages/components/security-cards.ts';
import { messages } from '../pages/messages.ts';
import { passkeyPage } from '../pages/passkey.page.ts';
import { type PasskeyAddPage, passkeyAddPage } from '../pages/passkey-add.page.ts';
import { sendJson } from './passkeys.routes.ts';
import * as service from './passkeys.service.ts';

const SECURITY = '/profile/security';
const PASSKEYS = `${SECURITY}/passkeys`;
const ADD = `${PASSKEYS}/new`;
const ADD_OPTIONS = `${PASSKEYS}/options`;

/** Adding, renaming and removing one's own passkeys. */
export const passkeysPages: readonly PageRoute[] = [
  {
    path: ADD_OPTIONS,
    requires: 'signed-in',
    // Asked for by the script of the page.
    async submit(call) {
      const options = await service.registrationOptions(servicesOf(call), call.person);
      return { send: (reply) => sendJson(reply, options) };
    },
  },
  {
    path: ADD,
    requires: 'signed-in',
    recent: 'always',
    show: async (call) => addPage(call),
    async submit(call) {
      const { user, origin, person, context } = call;
      const services = servicesOf(call);
      const name = call.field('name');
      const { fallbackName } = messages[context.language].passkeys.add;
      const made = { response: call.field('passkey'), name, fallbackName };
      const result = await services.database.transaction(async (tx) => {
        const added = await service.addPasskey({ ...services, database: tx }, person, made);
        if (added.kind === 'added') {
          await services.security.noteFactor(tx, user, 'passkey-added', origin, added.name);
        }
        return added;
      });
      if (result.kind === 'added') return goTo(SECURITY);
      return wrongForm(addPage(call, { name, problem: result.kind === 'refused' ? 'refused' : 'full' }));
    },
  },
  {
    path: `${PASSKEYS}/:id`,
    requires: 'signed-in',
    recent: 'always',
    show: async (call) => onePage(call, await ownPasskey(call)),
    async submit(call) {
      const { user, origin } = call;
      const services = servicesOf(call);
      const passkey = await ownPasskey(call);
      if (call.field('remove') === 'yes') {
        await services.database.transaction(async (tx) => {
          const name = await service.removePasskey({ ...services, database: tx }, user.id, passkey.id);
          if (name) await services.security.noteFactor(tx, user, 'passkey-removed', origin, name);
        });
        return goTo(SECURITY);
      }
      const renamed = await service.renamePasskey(services, user.id, passkey.id, call.field('name'));
      return renamed ? goTo(SECURITY) : wrongForm(onePage(call, passkey, 'missing'));
    },
  },
];

/** @throws ServiceError not_found where browsers offer no passkeys */
function servicesOf({ services }: PageCall) {
  const { relyingParty } = services;
  if (!relyingParty) throw new ServiceError('not_found', 'There are no passkeys at this address.');
  return { ...services, relyingParty };
}

/** @throws ServiceError not_found for another person's as for none */
async function ownPasskey(call: PageCall): Promise<service.Passkey> {
  const passkey = await service.passkeyOf(servicesOf(call), call.user.id, call.params.id!);
  if (!passkey) throw new ServiceError('not_found', 'There is no such passkey.');
  return passkey;
}

function addPage(call: PageCall, view: Pick<PasskeyAddPage, 'name' | 'problem'> = {}): Html {
  servicesOf(call);
  return passkeyAddPage({ ...call.form(ADD), context: call.context, optionsUrl: ADD_OPTIONS, ...view });
}

const onePage = (call: PageCall, { id, name }: service.Passkey, problem?: 'missing'): Html =>
  passkeyPage({ ...call.form(`${PASSKEYS}/${id}`), context: call.context, name, ...(problem && { problem }) });

/** The person's passkeys on the security page, where browsers offer them. */
export async function passkeysCardOf({ services, user, context }: PageCall): Promise<Html | undefined> {
  const { relyingParty, database } = services;
  if (!relyingParty) return undefined;
  const passkeys = await service.passkeysOf({ database, relyingParty }, user.id);
  return passkeysCard(context, { timeZone: user.time_zone, passkeys });
}
