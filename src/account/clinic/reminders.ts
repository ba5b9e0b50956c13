import { formatInstant } from '../../platform/i18n.ts';
import { tellOne } from '../support/support.service.ts';
import type { PortalServices } from '../web/portal.ts';
import { listManagers, takeEnding } from './reminders.queries.ts';

/**
 * Tells people whose access ends soon, and the managers of their clinic; any number of processes may do so at once.
 * @returns how many people's end was announced
 */
export async function announceEnds({
  database,
  mail,
  accountUrl,
}: Pick<PortalServices, 'database' | 'mail' | 'accountUrl'>): Promise<number> {
  const ending = await database.transaction(async (tx) => {
    const rows = await takeEnding(tx);
    for (const row of rows) {
      const about = (language: 'en' | 'it' | null) => ({
        clinic: row.clinic_name,
        until: formatInstant(row.expires_at, language ?? 'en', row.time_zone),
      });
      const own = { ...about(row.language), url: `${accountUrl}/profile` };
      await tellOne(tx, mail, row, { kind: 'access-ends', about: own });
      for (const manager of await listManagers(tx, row.clinic_id)) {
        const theirs = { ...about(manager.language), person: row.name, url: `${accountUrl}/clinic/integrators` };
        await tellOne(tx, mail, manager, { kind: 'access-ends', about: theirs });
      }
    }
    return rows.length;
  });
  if (ending > 0) mail.wake();
  return ending;
}
