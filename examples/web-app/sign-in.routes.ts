import { TenantError } from '@corsia/client';
import { html } from './html.ts';
import { form, PERMISSIONS } from './layout.ts';
import { localPath, type Route, type Visit } from './visit.ts';

const ALL = Object.keys(PERMISSIONS);

/** Signing in and out, and what was allowed. */
export function signInRoutes({ baseUrl, afterSignOut }: { baseUrl: string; afterSignOut?: string }): Route[] {
  const redirectUri = `${baseUrl}/callback`;

  /** What was given before stays; more is asked for beside it. */
  async function begin({ session, corsia, form }: Visit, scopes: string[]) {
    const { url, pending } = await corsia.startSignIn({ redirectUri, scopes });
    await session.change({ pending: { ...pending, returnTo: localPath(form.returnTo) } });
    return { redirect: url };
  }

  return [
    { method: 'GET', url: '/', handler: home },
    { method: 'POST', url: '/sign-in', handler: (visit) => begin(visit, ALL) },
    {
      method: 'POST',
      url: '/permissions',
      handler: (visit) =>
        begin(
          visit,
          ALL.filter((scope) => visit.form.scopes?.split(' ').includes(scope)),
        ),
    },
    {
      method: 'GET',
      url: '/callback',
      async handler({ session, corsia, path }) {
        const { pending } = session.data;
        if (!pending) return { redirect: '/' };
        // An answer is good once, whatever comes of it.
        await session.change({ pending: undefined });
        await session.renewId();
        const { user, tenantId } = await corsia.finishSignIn(baseUrl + path, pending);
        const clinic = user.tenants.find(({ id }) => id === tenantId);
        if (!clinic) {
          await corsia.signOut();
          throw new TenantError(undefined, []);
        }
        await session.change({ person: { name: user.name, clinic: clinic.name } });
        return { redirect: pending.returnTo };
      },
    },
    {
      method: 'POST',
      url: '/sign-out',
      async handler({ session, corsia }) {
        await corsia.signOut();
        await session.end();
        // Otherwise the next person on this computer would be signed in with a click.
        return { redirect: await corsia.signOutUrl(afterSignOut) };
      },
    },
  ];
}

async function home({ session, corsia }: Visit) {
  const granted = await corsia.grantedScopes();
  if (!granted) {
    const button = html`<button>Sign in</button>`;
    const body = html`<p>Search patients and book appointments of your clinic.</p>${form(session.data, '/sign-in', button)}`;
    return { title: 'Welcome', body };
  }
  const rows = Object.entries(PERMISSIONS).map(([scope, name]) => {
    const ask = html`<input type="hidden" name="scopes" value="${scope}"><button>Ask for it</button>`;
    return html`<tr><td>${name}</td><td class="short">${granted.includes(scope) ? 'given' : form(session.data, '/permissions', ask)}</td></tr>`;
  });
  const body = html`<table><thead><tr><th>Permission</th><th>State</th></tr></thead><tbody>${rows}</tbody></table>`;
  return { title: 'What you allowed', body };
}
