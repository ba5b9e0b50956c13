import { SANDBOX_PASSWORD, SANDBOX_TENANT, type SandboxClient, sandboxClients, TENANTS, USERS } from './accounts.ts';
import { createDemoClinic } from './demo.ts';
import { createDefaultRoles } from './fill-clinic.ts';

export { refillClinic } from './reset.ts';
export { seedSandbox } from './seed.ts';
export { createDemoClinic };

/** What a new clinic begins with: its roles, or invented data as well. */
export const fillNewClinic = { roles: createDefaultRoles, sandbox: createDemoClinic };

/** Everything that makes an installation a sandbox: what is seeded, and what its pages and the terminal show. */
export function sandboxFor({ apiUrl }: { apiUrl: string }) {
  const clients = sandboxClients(apiUrl);
  const [{ id, secret }] = clients as [SandboxClient & { secret: string }];
  return {
    tenantId: SANDBOX_TENANT,
    clients,
    /** For tools in the browser. */
    client: { id, secret },
    today: new Date().toISOString().slice(0, 10),
    shown: {
      accounts: {
        password: SANDBOX_PASSWORD,
        accounts: USERS.map(({ email, role, tenantId }) => {
          const clinic = TENANTS.find(({ id }) => id === tenantId)?.name;
          return { email, role: role as 'manager', ...(clinic && { clinic }) };
        }),
      },
      applications: clients.map(({ id, name, secret, grantTypes, applicationType }) => ({
        name,
        clientId: id,
        ...(secret && { clientSecret: secret }),
        kind: grantTypes.includes('authorization_code') ? applicationType : ('device' as const),
      })),
    },
  };
}
