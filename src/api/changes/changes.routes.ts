import { withContentTag } from '../answer.ts';
import { type Resource, route } from '../route.ts';
import { ref } from '../schema.ts';
import { ChangeList, ChangesQuery } from './changes.schema.ts';
import { listChanges } from './feed.service.ts';
import { readPolicies } from './readable.ts';

/** The feed of what changed in all of these. */
export function changesOf(resources: readonly Resource[]): Resource {
  const policies = readPolicies(resources);
  return {
    tag: 'Changes',
    description: 'One feed of everything that changes, for programs that keep a copy.',
    routes: [
      route({
        method: 'GET',
        path: '/changes',
        access: 'clinic',
        operationId: 'Changes_List',
        summary: 'Follow what changes',
        description:
          'Every change of what the token and the role of its user may read, deletions included, each exactly once and none too early. Keep `nextCursor`, and poll with it as often as you like; If-None-Match makes a poll without news cheaper still. A cursor is good for 90 days, and for the resources that it was asked for; after that the answer is 410 `cursor_expired`: read everything anew.',
        query: ChangesQuery,
        success: { status: 200, description: 'What changed.', schema: ref(ChangeList) },
        errors: ['cursor_expired'],
        handler: async (call) => {
          const body = await listChanges(call, call.query, policies);
          const patientIds = body.items.filter(({ resource }) => resource === 'patients').map(({ id }) => id);
          return {
            ...withContentTag({ body }),
            body,
            patientIds: [...new Set(patientIds)],
            empty: body.items.length === 0,
          };
        },
      }),
    ],
  };
}
