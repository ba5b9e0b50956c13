import Type from 'typebox';
import { ServiceError } from '../../platform/errors.ts';
import { type Resource, route } from '../route.ts';
import { instant, named, ref } from '../schema.ts';
import { resetClinic } from './sandbox-reset.service.ts';

const SandboxReset = named(
  'SandboxReset',
  Type.Object(
    {
      tenantId: Type.String({ description: 'The clinic that was reset.' }),
      resetAt: instant({ description: 'When its records were put back.' }),
    },
    { description: 'A sandbox clinic that is as it was in the beginning.' },
  ),
);

export const sandboxResource: Resource = {
  tag: 'Sandbox',
  description: 'What can be done with a clinic of invented data, and with no other.',
  routes: [
    route({
      method: 'POST',
      path: '/sandbox/reset',
      access: 'clinic',
      operationId: 'Sandbox_Reset',
      summary: 'Put a sandbox clinic back to its seed',
      description:
        'For the manager of a sandbox clinic, with a token of any scope. All records go, signed reports and issued invoices included, and the seed comes back, around the present day and under new ids: the changes feed tells of every deletion and creation, and cursors stay good. Exports end, and kept answers of an Idempotency-Key are forgotten. People, their roles, applications and the audit stay; the default roles get their permissions back. It takes some seconds, in which changes of the clinic wait.',
      success: { status: 200, description: 'The clinic is as it was in the beginning.', schema: ref(SandboxReset) },
      errors: ['not_a_sandbox', 'request_in_progress'],
      handler: async ({ access, tenant, db, refillClinic, now }) => {
        if (access.role !== 'manager')
          throw new ServiceError('insufficient_permission', 'Only a manager of the clinic may reset it.');
        await resetClinic(db, tenant, refillClinic);
        return {
          body: { tenantId: tenant.id, resetAt: now().toString({ timeZoneName: 'never', smallestUnit: 'second' }) },
        };
      },
    }),
  ],
};
