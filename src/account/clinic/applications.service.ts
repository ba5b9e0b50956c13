import { ServiceError } from '../../platform/errors.ts';
import { disconnect } from '../applications/applications.queries.ts';
import { ChangedMeanwhile } from '../developer/registration.service.ts';
import { findConnection, listHolders } from './applications.queries.ts';
import { asManager, type ManagerCall, noteByManager } from './people.service.ts';

/** An application that somebody, or one person, of the manager's clinic connected. @throws ServiceError not_found */
export async function connectionOf({ services, user }: ManagerCall, clientId: string, userId?: string) {
  const connection = await findConnection(services.database, user.tenant_id!, clientId, userId);
  if (!connection) throw new ServiceError('not_found', 'There is no such connection.');
  return connection;
}

/** Ends what an application may do for one person of the clinic, or for all. @throws ChangedMeanwhile when nothing is left to end */
export async function disconnectInClinic(
  call: ManagerCall,
  { clientId, name, userId }: { clientId: string; name: string; userId?: string | undefined },
): Promise<void> {
  const { services, user, origin } = call;
  await asManager(call, userId, async (tx) => {
    let ended = 0;
    for (const holder of await listHolders(tx, user.tenant_id!, clientId, userId)) {
      if (!(await disconnect(tx, holder, clientId))) continue;
      ended += 1;
      await services.security.note(tx, holder, 'application-disconnected', origin, { clientId, name });
    }
    if (ended === 0) throw new ChangedMeanwhile();
    const about = { clientId, detail: { name, people: String(ended) }, ...(userId !== undefined && { userId }) };
    await noteByManager(tx, call, 'clinic-application.disconnected', about);
  });
}
