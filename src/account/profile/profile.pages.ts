import type { Html } from '../../platform/html.ts';
import { type PageCall, type PageRoute, wrongForm } from '../console/page-route.ts';
import { messages } from '../pages/messages.ts';
import { type ProfilePage, profilePage } from '../pages/profile.page.ts';
import { cleanName } from '../users/account-input.ts';
import { updateProfile } from '../users/profile.queries.ts';
import { roleNamesOf } from '../users/role-names.ts';
import { languageCookie } from '../web/portal.ts';
import { ownData } from './own-data.ts';

const HERE = '/profile';

/** What a person says of themselves, and all that is kept about them. */
export const profilePages: readonly PageRoute[] = [
  {
    path: HERE,
    requires: 'signed-in',
    show: async (call) => page(call, { done: call.done === 'saved' }),
    async submit(call) {
      const { services, user } = call;
      const name = cleanName(call.field('name'));
      const chosen = call.field('language');
      const language = chosen === 'en' || chosen === 'it' ? chosen : undefined;
      if (!name) {
        return wrongForm(await page(call, { name: call.field('name'), language: language ?? '', problem: 'name' }));
      }
      await updateProfile(services.database, user.id, { name, language: language ?? null });
      const cookie = languageCookie(language, services.accountUrl.startsWith('https:'));
      return { send: (reply) => reply.header('set-cookie', cookie).redirect(`${HERE}?done=saved`, 303) };
    },
  },
  {
    path: `${HERE}/data.json`,
    requires: 'signed-in',
    async show({ services, user }) {
      const data = JSON.stringify(await ownData(services, user), null, 2);
      return {
        send: (reply) =>
          reply
            .headers({
              'cache-control': 'no-store',
              'content-disposition': 'attachment; filename="corsia-account.json"',
              'x-content-type-options': 'nosniff',
            })
            .type('application/json; charset=utf-8')
            .send(data),
      };
    },
  },
];

async function page(call: PageCall, view: Partial<ProfilePage>): Promise<Html> {
  const { context, user } = call;
  const { name, email, tenant_name, language } = user;
  const role = await roleOf(call);
  return profilePage({
    ...call.form(HERE),
    context,
    name,
    email,
    ...(tenant_name && { clinic: tenant_name }),
    ...(role && { role }),
    language: language ?? '',
    ...view,
  });
}

/** What a person is, as they call it: in their clinic, or to this installation. */
async function roleOf({ services, context, user }: PageCall): Promise<string | undefined> {
  const { roles } = messages[context.language];
  if (user.tenant_id) return (await roleNamesOf(services.database, user.tenant_id, context.language))(user.role_key!);
  return user.administrator ? roles.administrator : user.developer ? roles.developer : undefined;
}
