import { ServiceError } from '../../platform/errors.ts';
import { type Resource, route } from '../route.ts';
import { resetClinic } from './sandbox-reset.service.ts';

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
      success: { status: 204, description: 'The clinic is as it was in the beginning.' },
      errors: ['not_a_sandbox', 'request_in_progress'],
      handler: async ({ access, tenant, db, refillClinic }) => {
        if (access.role !== 'manager')
          throw new ServiceError('insufficient_permission', 'Only a manager of the clinic may reset it.');
        await resetClinic(db, tenant, refillClinic);
        return { body: undefined };
      },
    }),
  ],
};
